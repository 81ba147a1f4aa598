"use client";

import { type Amount, add, divide, formatCount, formatRatio, formatUsd, isZero, negate } from "../../lib/money";
import type { NetFigures } from "../../lib/routing/net-answer";
import { grainFor } from "../filters/grain";
import { useScope } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { Definition, type FormulaLine } from "../panels/definition";
import { describeChange } from "../panels/figure";
import { refusalOf } from "../panels/refusal";
import { Tile, type TileProps } from "../panels/tile";
import { useMetric } from "../panels/use-metric";
import { counted } from "./counted";
import { netIn } from "./ledger";
import { routingQuestion, savingsSeries } from "./questions";
import { useBehind } from "./use-behind";
import { type RoutingState, useRouting, useRoutingOf } from "./use-routing";

const line = (label: string, value: string): FormulaLine => ({ label, value });
const minus = (amount: Amount | null): string => (amount == null ? "—" : formatUsd(negate(amount)));
const ratioOf = (part: Amount | null, whole: Amount | null): Amount | null => (part == null || whole == null ? null : divide(part, whole));

/** What is left of the savings, first and large; what routing saved; what being wrong, trying again and routing itself cost; how much of it all can be judged. */
export function RoutingTiles() {
  const { scope } = useScope();
  const state = useRouting("routingNet");
  const before = useRoutingOf("routingNet", scope.previous ? routingQuestion(scope, scope.previous) : null).answer?.total;
  const sparks = useSparks();
  const behind = useBehind();
  const total = state.answer?.total;
  const steps = total ? netIn(total) : null;
  const link = (label: string, to: Parameters<typeof behind>[0]) => {
    const href = behind(to);
    return href ? { href, label } : null;
  };
  const tile = (of: (figures: NetFigures) => Amount | null, reason: string, format = usd) => ({
    ...shown(state, of, reason, format),
    change: before && total ? describeChange(of(before), of(total)) : null,
    against: scope.previous?.label ?? null,
    state,
    changeTo: null,
  });
  const share = (figures: NetFigures) => ratioOf(figures.estimableCost, figures.cost);
  const spent = (figures: NetFigures) =>
    figures.escalation == null || figures.router == null ? null : add(figures.escalation, figures.router);
  const nothing = "Of no request in this range is it known what it would have cost";

  return (
    <section aria-label="Key figures" className="grid grid-cols-2 gap-2 sm:gap-4 lg:grid-cols-3 xl:grid-cols-6 print:grid-cols-3">
      <Tile
        large
        className="col-span-2"
        label="Routing savings, net"
        {...tile(({ net }) => net, nothing)}
        spark={sparks.net}
        sub={total ? netNote(total) : ""}
        definition={
          <Definition
            metric="routing_savings_net"
            formula={[
              line("Saved by routing", formatUsd(total?.routing ?? null)),
              line("Escalations", minus(total?.escalation ?? null)),
              line("Router calls", minus(total?.router ?? null)),
              line("Cost of failures", steps ? formatUsd(steps.failure) : "—"),
            ]}
            result={formatUsd(total?.net ?? null, "exact")}
            beside={
              total?.interval
                ? [line("95 % sure: at least", formatUsd(total.interval.low)), line("at most", formatUsd(total.interval.high))]
                : []
            }
            rows={link("The routed requests", { step: "routed" })}
            note={
              <>
                Failures are counted for each feature over the whole range, so that days need not add up. What nobody reported is not
                extrapolated into the figure{total?.interval ? "; the interval is how far chance could have moved it." : "."}{" "}
                {total?.noInterval ?? ""}
              </>
            }
          />
        }
      />
      <Tile
        label="Saved by routing, gross"
        {...tile(({ routing }) => routing, nothing)}
        spark={sparks.gross}
        sub={total?.routing == null ? "" : `${formatCount(total.routedRequests, "tile")} routed, ${formatRatio(routedShare(total))}`}
        definition={
          <Definition
            metric="routing_savings"
            formula={[
              line("Routed requests", formatCount(total?.routedRequests ?? null)),
              line("of requests with a baseline", formatCount(total?.estimableRequests ?? null)),
            ]}
            result={formatUsd(total?.routing ?? null, "exact")}
            rows={link("The requests where routing changed the price", { step: "routing" })}
            note="Before escalations, router calls and failures."
          />
        }
      />
      <Tile
        label="Cost of being wrong"
        {...tile(({ failureCost }) => failureCost, noFailureCost(total))}
        spark={[]}
        sub={total ? failureNote(total) : ""}
        definition={
          <Definition
            metric="failure_cost"
            formula={[
              line("Known outcomes of routed requests", formatCount(total?.outcomes ?? null)),
              line("Failures among them", formatCount(total?.failures ?? null)),
              line("The baseline would have had", formatCount(total?.expectedFailures ?? null)),
              line("What the failures cost", formatUsd(total?.loss ?? null)),
              line("Failures without a cost, not in it", formatCount(total?.uncostedFailures ?? null)),
            ]}
            result={formatUsd(total?.failureCost ?? null, "exact")}
            rows={link("The failures of routed requests", { step: "routed", outcome: "failure" })}
          />
        }
      />
      <Tile
        label="Escalations and router"
        {...tile(spent, nothing)}
        spark={[]}
        sub={total?.escalation == null ? "" : `${usd(total.escalation)} + ${usd(total.router)} router`}
        definition={
          <Definition
            metric="escalation_cost"
            formula={[
              line("Attempts on a model that did not answer then", formatUsd(total?.escalation ?? null)),
              line("Router calls", formatUsd(total?.router ?? null)),
            ]}
            result={formatUsd(total ? spent(total) : null, "exact")}
            rows={link("The attempts in vain", { step: "escalation" })}
            note="Calls that choose a model or check a text are added: without routing there would be none."
          />
        }
      />
      <Tile
        label="Cost that can be judged"
        {...tile(share, "There is no cost in this range", (value) => formatRatio(value))}
        spark={[]}
        sub={state.answer ? `${counted(state.answer.inestimable.requests, "request")} can't` : ""}
        definition={
          <Definition
            metric="estimable_cost"
            formula={[
              line("Cost with a baseline", formatUsd(total?.estimableCost ?? null)),
              line("÷ cost", formatUsd(total?.cost ?? null)),
              line("Requests without a baseline", formatCount(state.answer?.inestimable.requests ?? null)),
            ]}
            result={formatRatio(total ? share(total) : null)}
            rows={link("The requests that can't be judged", { step: "inestimable" })}
          />
        }
      />
    </section>
  );
}

const usd = (amount: Amount | null): string => formatUsd(amount, "tile");
const routedShare = (total: NetFigures): Amount | null => divide(total.routedRequests, total.estimableRequests);

function shown(
  { answer, error }: RoutingState<"routingNet">,
  of: (figures: NetFigures) => Amount | null,
  reason: string,
  format: (value: Amount | null) => string,
): Pick<TileProps, "figure" | "title"> {
  if (!answer) return { figure: error ? "—" : undefined, title: error?.message ?? reason };
  const value = of(answer.total);
  return { figure: format(value), title: value == null ? reason : format === usd ? formatUsd(value, "exact") : format(value) };
}

function netNote(total: NetFigures): string {
  if (total.net == null) return "nothing can be judged";
  if (isZero(total.routedRequests)) return "nothing was routed";
  if (isZero(total.outcomes)) return "no outcomes yet: counts no failures";
  if (!isZero(total.uncostedFailures)) return `${counted(total.uncostedFailures, "failure")} without a cost: as $0`;
  if (total.interval) return `95 % sure: ${usd(total.interval.low)} to ${usd(total.interval.high)}`;
  return `counts ${counted(total.failures, "failure")} of ${counted(total.outcomes, "known outcome")}`;
}

function failureNote({ outcomes, failures }: NetFigures): string {
  return isZero(outcomes) ? "no outcomes yet" : `${formatCount(failures)} of ${formatCount(outcomes, "tile")} failed`;
}

function noFailureCost(total: NetFigures | undefined): string {
  if (!total || isZero(total.outcomes)) return "Nobody has reported how routed requests ended";
  return "What a failure costs is neither told nor set";
}

/** Small lines of whole days: one that still runs would fall at the end. */
function useSparks(): { gross: (number | null)[]; net: (number | null)[] } {
  const { scope } = useScope();
  const { metrics } = useFrame();
  const grain = grainFor(scope.days, null);
  const answer = useMetric(refusalOf(metrics, "routing_savings_net", scope) ? null : savingsSeries(scope, grain)).answer;
  const rows = answer?.data.filter((row) => !answer.meta.partial.includes(row[grain] ?? "")) ?? [];
  const of = (id: string) => rows.map((row) => (row[id] == null ? null : Number(row[id])));
  return { gross: of("routing_savings"), net: of("routing_savings_net") };
}
