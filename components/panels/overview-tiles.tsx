"use client";

import { can } from "../../lib/auth/can";
import type { Answer } from "../../lib/http/operations/query";
import { type Amount, compare, divide, formatCount, formatMs, formatRatio, formatUsd, multiply, subtract } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { scopeHref, useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { cn } from "../ui/cn";
import { useFrame } from "./data-context";
import { Definition, type FormulaLine } from "./definition";
import { describeChange, formatFigure } from "./figure";
import { GpuTile } from "./gpu-tile";
import { billedTotal, callSeries, callTotals, sessionSeries, sessionTotals } from "./questions";
import { refusalOf } from "./refusal";
import { RoutingTile } from "./routing-tile";
import { Tile } from "./tile";
import { type MetricState, useMetric } from "./use-metric";
import { wholeBuckets } from "./whole-buckets";

type Row = Record<string, Amount | null>;

const rowOf = (answer: Answer | undefined): Row | undefined => answer?.data[0];
const figure = (row: Row | undefined, id: string): Amount | null => row?.[id] ?? null;
const ratioOf = (part: Amount | null, whole: Amount | null): Amount | null => (part == null || whole == null ? null : divide(part, whole));

/** The figures of the first ten seconds: what it cost, each thousand requests, each session, how many, how well. */
export function OverviewTiles() {
  const { state: url, scope } = useScope();
  const { user } = useShell();
  const { metrics, hasGpus } = useFrame();
  const noSessions = refusalOf(metrics, "cost_per_session", scope);
  const noBills = refusalOf(metrics, "billed_cost", scope);
  const calls = useMetric(callTotals(scope));
  const sessions = useMetric(noSessions ? null : sessionTotals(scope));
  const billed = useMetric(noBills ? null : billedTotal(scope));
  const callsBefore = useMetric(scope.previous ? callTotals(scope, scope.previous) : null);
  const sessionsBefore = useMetric(scope.previous && !noSessions ? sessionTotals(scope, scope.previous) : null);
  const grain = grainFor(scope.days, null);
  const series = wholeBuckets(useMetric(callSeries(scope, grain)).answer);
  const sessionLine = wholeBuckets(useMetric(noSessions ? null : sessionSeries(scope, grain)).answer);

  const row = rowOf(calls.answer);
  const before = scope.previous ? rowOf(callsBefore.answer) : undefined;
  const sessionRow = rowOf(sessions.answer);
  const sessionBefore = scope.previous ? rowOf(sessionsBefore.answer) : undefined;
  const unpriced = calls.answer?.meta.unpriced?.requests ?? "0";
  const against = scope.previous?.label ?? null;
  const spark = (rows: Row[], of: (row: Row) => Amount | null) => rows.map((one) => pixel(of(one)));
  const behind = (only: "requests" | "failed" | "all", label: string) =>
    can(user.role, "view_requests") ? { href: scopeHref("/requests", { state: url, extra: only === "all" ? {} : { only } }), label } : null;
  const missing = (metric: MetricState, value: Amount | null, reason: string) =>
    value != null ? undefined : metric.error ? metric.error.message : reason;

  const priced = row?.requests == null ? null : subtract(row.requests, unpriced);
  const perThousand = figure(row, "cost_per_1k_requests");
  const perSession = figure(sessionRow, "cost_per_session");
  const pricedSessions = figure(sessionRow, "priced_sessions");
  const unpricedSessions = sessionRow?.sessions == null || pricedSessions == null ? null : subtract(sessionRow.sessions, pricedSessions);
  const cacheReads = ratioOf(figure(row, "cache_read_tokens"), figure(row, "input_tokens"));
  const cacheReadsBefore = ratioOf(figure(before, "cache_read_tokens"), figure(before, "input_tokens"));
  const billedCost = figure(rowOf(billed.answer), "billed_cost");

  const line = (label: string, value: string): FormulaLine => ({ label, value });
  const tile = (
    unit: string,
    value: Amount | null,
    was: Amount | null,
    state: MetricState,
    reason: string,
    refused: string | null = null,
  ) => ({
    figure: state.answer || state.error || refused ? formatFigure(value, unit) : undefined,
    title: refused ?? missing(state, value, reason) ?? formatFigure(value, unit, "exact"),
    change: scope.previous ? describeChange(was, value) : null,
    against,
    state,
  });
  const noPrice = "None of these calls has a price";

  return (
    <section
      aria-label="Key figures"
      className={cn(
        "grid grid-cols-2 gap-2 sm:gap-4 lg:grid-cols-4 print:grid-cols-4",
        !hasGpus && "min-[87.5rem]:gap-3 min-[87.5rem]:grid-cols-[repeat(6,minmax(0,1fr))_minmax(0,1.3fr)]",
      )}
    >
      <Tile
        label="Cost"
        {...tile("usd", figure(row, "cost"), figure(before, "cost"), calls, noPrice)}
        spark={spark(series, (one) => one.cost ?? null)}
        sub={billedCost == null ? "metered, from prices" : `${formatUsd(billedCost, "tile")} billed`}
        definition={
          <Definition
            metric="cost"
            formula={[line("Requests", formatCount(figure(row, "requests"))), line("of these with a price", formatCount(priced))]}
            result={formatUsd(figure(row, "cost"), "exact")}
            beside={[line("Billed by providers, apart", billedCost == null ? "—" : formatUsd(billedCost))]}
            rows={behind("all", "The calls behind it")}
            note={
              billedCost == null
                ? (noBills ?? billed.error?.message ?? "No bill lines cover this range.")
                : "Metered and billed cost are never added."
            }
          />
        }
      />
      <Tile
        label="Per 1,000 requests"
        {...tile("usd_per_1k", perThousand, figure(before, "cost_per_1k_requests"), calls, noPrice)}
        spark={spark(series, (one) => one.cost_per_1k_requests ?? null)}
        sub={`${formatCount(priced, "tile")} priced`}
        definition={
          <Definition
            metric="cost_per_1k_requests"
            formula={[
              line(
                "Cost of the requests with a price",
                perThousand == null || priced == null ? "—" : formatUsd(divide(multiply(perThousand, priced), "1000")),
              ),
              line("× 1,000 ÷ requests with a price", formatCount(priced)),
              line("left out: requests without a price", formatCount(unpriced)),
            ]}
            result={formatUsd(perThousand, "exact")}
            rows={behind("requests", "The requests behind it")}
          />
        }
      />
      <Tile
        label="Per session"
        {...tile(
          "usd",
          perSession,
          figure(sessionBefore, "cost_per_session"),
          sessions,
          "No session with a known cost started in this range",
          noSessions,
        )}
        spark={spark(sessionLine, (one) => one.cost_per_session ?? null)}
        sub={noSessions ? "not with these filters" : `p95 ${formatUsd(figure(sessionRow, "cost_per_session_p95"), "tile")}`}
        definition={
          <Definition
            metric="cost_per_session"
            formula={[
              line("Cost of the sessions with a price", formatUsd(figure(sessionRow, "session_cost"), "exact")),
              line("÷ sessions with a price", formatCount(pricedSessions)),
              line("left out: sessions without one", formatCount(unpricedSessions)),
            ]}
            result={formatUsd(perSession, "exact")}
            beside={[
              line("Half cost at most (p50)", formatUsd(figure(sessionRow, "cost_per_session_p50"), "request")),
              line("95 % cost at most (p95)", formatUsd(figure(sessionRow, "cost_per_session_p95"), "request")),
            ]}
            rows={behind("all", "The calls in this range")}
            note={noSessions}
          />
        }
      />
      <Tile
        label="Requests"
        {...tile("count", figure(row, "requests"), figure(before, "requests"), calls, "No source covers this range")}
        spark={spark(series, (one) => one.requests ?? null)}
        sub={`${formatCount(figure(row, "attempts"), "tile")} attempts`}
        definition={
          <Definition
            metric="requests"
            formula={[]}
            result={formatCount(figure(row, "requests"))}
            beside={[
              line("Attempts, calls to models", formatCount(figure(row, "attempts"))),
              line("Sessions that started", formatCount(figure(sessionRow, "sessions"))),
            ]}
            rows={behind("requests", "The requests behind it")}
          />
        }
      />
      <Tile
        label="Error rate"
        {...tile("ratio", figure(row, "error_rate"), figure(before, "error_rate"), calls, "There are no attempts in this range")}
        spark={spark(series, (one) => one.error_rate ?? null)}
        sub={`latency p95 ${formatMs(figure(row, "latency_p95")).replaceAll(" ", "\u00a0")}`}
        definition={
          <Definition
            metric="error_rate"
            formula={[line("Failed attempts", formatCount(failures(row))), line("÷ attempts", formatCount(figure(row, "attempts")))]}
            result={formatRatio(figure(row, "error_rate"))}
            beside={[line("Latency p50", formatMs(figure(row, "latency_p50"))), line("Latency p95", formatMs(figure(row, "latency_p95")))]}
            rows={behind("failed", "The failed calls")}
          />
        }
      />
      <Tile
        label="Cache reads"
        {...tile("ratio", cacheReads, cacheReadsBefore, calls, "No call in this range states its tokens")}
        spark={spark(series, (one) => ratioOf(one.cache_read_tokens ?? null, one.input_tokens ?? null))}
        sub={`of ${formatCount(figure(row, "input_tokens"), "tile")} tokens in`}
        definition={
          <Definition
            metric="cache_read_tokens"
            formula={[
              line("Cache read tokens", formatCount(figure(row, "cache_read_tokens"))),
              line("÷ input tokens", formatCount(figure(row, "input_tokens"))),
            ]}
            result={formatRatio(cacheReads)}
            rows={behind("all", "The calls behind it")}
          />
        }
      />
      {hasGpus ? <GpuTile /> : null}
      <RoutingTile className={hasGpus ? undefined : "col-span-2 min-[87.5rem]:col-span-1 print:col-span-2"} />
    </section>
  );
}

/** Failed attempts, from the rate and its denominator; both are exact counts. */
function failures(row: Row | undefined): Amount | null {
  const [rate, attempts] = [figure(row, "error_rate"), figure(row, "attempts")];
  if (rate == null || attempts == null) return null;
  const count = multiply(rate, attempts);
  return String(Math.round(Number(count)));
}

const pixel = (value: Amount | null): number | null => (value == null || compare(value, "0") < 0 ? null : Number(value));
