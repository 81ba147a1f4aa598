"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { type Amount, formatCount, formatUsd, isZero, negate } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { scopeHref, useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { useFrame } from "./data-context";
import { Definition, type FormulaLine } from "./definition";
import { describeChange, formatFigure } from "./figure";
import { callTotals, routingSeries, routingTotals } from "./questions";
import { refusalOf } from "./refusal";
import { type RoutingStanding, routingStanding } from "./routing-standing";
import { Tile } from "./tile";
import { useMetric } from "./use-metric";
import { wholeBuckets } from "./whole-buckets";

const NET = "routing_savings_net";
const CHANGE_TO = { path: "/routing", says: "what routing saved", asks: "What did routing save?" };

/** What routing saved after its escalations, its own calls and its failures; words and the next step where there is nothing to show yet. */
export function RoutingTile({ className }: { className?: string }) {
  const { state: url, scope } = useScope();
  const { user } = useShell();
  const { metrics } = useFrame();
  const refused = refusalOf(metrics, NET, scope);
  const totals = useMetric(refused ? null : routingTotals(scope));
  const before = useMetric(scope.previous && !refused ? routingTotals(scope, scope.previous) : null);
  const calls = useMetric(callTotals(scope));
  const series = wholeBuckets(useMetric(refused ? null : routingSeries(scope, grainFor(scope.days, null))).answer);

  const row = totals.answer?.data[0];
  const figure = (id: string): Amount | null => row?.[id] ?? null;
  const standing = routingStanding({
    net: figure(NET),
    cost: calls.answer?.data[0]?.cost ?? null,
    requests: calls.answer?.data[0]?.requests ?? null,
    routed: figure("routed_requests"),
    inestimable: figure("inestimable_requests"),
    outcomes: figure("outcomes"),
  });
  const routed = standing.kind === "routed";
  const loaded = totals.answer != null && calls.answer != null;
  const words = WORDS[standing.kind];
  const net = figure(NET);
  const settings = can(user.role, "manage_prices") && standing.kind !== "routed" && standing.kind !== "no_requests";

  return (
    <Tile
      label="Routing savings, net"
      className={className}
      figure={refused || totals.error ? "—" : loaded ? (routed ? formatFigure(net, "usd") : words.figure) : undefined}
      quiet={loaded && !routed && !refused}
      title={refused ?? totals.error?.message ?? (routed ? formatFigure(net, "usd", "exact") : words.title)}
      change={routed && scope.previous ? describeChange(before.answer?.data[0]?.[NET], net) : null}
      changeTo={CHANGE_TO}
      against={scope.previous?.label ?? null}
      spark={routed ? series.map((one) => (one[NET] == null ? null : Number(one[NET]))) : []}
      sub={
        refused ? (
          "not with these filters"
        ) : (
          <Link
            href={settings ? "/routing/settings" : scopeHref("/routing", { state: url })}
            prefetch={false}
            className="relative z-10 rounded-sm underline-offset-4 hover:text-primary hover:underline"
          >
            {subText(standing, settings)}
          </Link>
        )
      }
      definition={
        <Definition
          metric={NET}
          formula={formulaLines(figure)}
          result={formatUsd(net, "exact")}
          beside={[
            { label: "Requests that went to another model", value: formatCount(figure("routed_requests")) },
            { label: "Requests that can't be compared", value: formatCount(figure("inestimable_requests")) },
            { label: "Outcomes told", value: formatCount(figure("outcomes")) },
            { label: "of these failures", value: formatCount(figure("failures")) },
          ]}
          rows={
            can(user.role, "view_requests")
              ? { href: scopeHref("/requests", { state: url, extra: { step: "routed" } }), label: "The requests behind it" }
              : null
          }
          note={
            <>
              {refused ?? (routed ? missingText(standing.judged, figure("uncosted_failures")) : null)}
              <Link href={scopeHref("/routing", { state: url })} className="block text-primary underline-offset-4 hover:underline">
                From what it would have cost to what it cost →
              </Link>
            </>
          }
        />
      }
      state={totals}
    />
  );
}

const WORDS: Record<RoutingStanding["kind"], { figure: string; title: string }> = {
  routed: { figure: "", title: "" },
  nothing_routed: { figure: "Nothing routed yet", title: "Every request that can be compared went to its baseline model" },
  unknown: { figure: "Not known yet", title: "No request in this range has a known baseline model and prices" },
  no_requests: { figure: "—", title: "There are no requests in this range" },
};

function subText(standing: RoutingStanding, settings: boolean): string {
  switch (standing.kind) {
    case "routed":
      if (standing.share == null) return standing.judged ? "of an unknown cost" : "no outcomes yet";
      return `${standing.share} of cost${standing.judged ? "" : ", no outcomes"}`;
    case "no_requests":
      return "no requests";
    default:
      return settings ? "Set a baseline →" : "What is compared →";
  }
}

/** What the figure leaves out, in a sentence; null where it is whole. */
function missingText(judged: boolean, uncosted: Amount | null): string | null {
  if (!judged) return "No outcome is told for these requests: failures are not in this figure.";
  if (uncosted == null || isZero(uncosted)) return null;
  return uncosted === "1"
    ? "1 failure has no cost, told or set: it is not in this figure."
    : `${formatCount(uncosted)} failures have no cost, told or set: they are not in this figure.`;
}

/** Gross to net, with the signs that add up. */
function formulaLines(figure: (id: string) => Amount | null): FormulaLine[] {
  const minus = (id: string) => {
    const amount = figure(id);
    return amount == null ? "—" : isZero(amount) ? "0" : formatUsd(negate(amount), "exact");
  };
  return [
    { label: "Routing savings, gross", value: formatUsd(figure("routing_savings"), "exact") },
    { label: "escalations", value: minus("escalation_cost") },
    { label: "router calls", value: minus("router_cost") },
    { label: "failures", value: minus("failure_cost") },
  ];
}
