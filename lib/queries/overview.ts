// The questions of the overview are those of its panels: pure text, without React.
import { type Scope, scopeOf } from "../../components/filters/scope";
import * as panel from "../../components/panels/questions";
import { runQuery } from "../metrics";
import type { AppQuery } from "./app-query";

/** The zone that the list's questions are asked in. */
export const ZONE = "Europe/Berlin";

const scopeAt = (now: number): Scope => scopeOf({ range: "days30", from: null, to: null, vs: "previous", where: [] }, ZONE, now);
const overview = (name: string, answers: string, question: (scope: Scope) => panel.MetricQuestion | null): AppQuery => ({
  name: `overview: ${name}`,
  answers,
  ask: async ({ sql, now }) => {
    const asked = question(scopeAt(now));
    if (asked) await runQuery(sql, asked, { now });
  },
});
const before = (ask: (scope: Scope, previous: NonNullable<Scope["previous"]>) => panel.MetricQuestion) => (scope: Scope) =>
  scope.previous && ask(scope, scope.previous);

/** What the overview asks for its 30 days, and for the 30 days before up to the same hour and minute. */
export const overviewQueries: readonly AppQuery[] = [
  overview("figures of calls", "cost, cost per 1,000, requests, errors, latency and tokens of the range", (scope) =>
    panel.callTotals(scope),
  ),
  overview("figures of calls before", "the same for the span before", before(panel.callTotals)),
  overview("figures of sessions", "cost per session, its percentiles, and how many", (scope) => panel.sessionTotals(scope)),
  overview("figures of sessions before", "the same for the span before", before(panel.sessionTotals)),
  overview("routing savings", "what routing saved, what it lost, and how much of it is known", (scope) => panel.routingTotals(scope)),
  overview("routing savings before", "the same for the span before", before(panel.routingTotals)),
  overview("small line of routing savings", "routing savings, net, by day", (scope) => panel.routingSeries(scope, "day")),
  overview("billed cost", "what providers charge", panel.billedTotal),
  overview("small lines of calls", "the figures of calls by day", (scope) => panel.callSeries(scope, "day")),
  overview("small lines of sessions", "cost per session by day", (scope) => panel.sessionSeries(scope, "day")),
  overview("strip of truth", "reported against priced cost", panel.reportedGap),
  overview("chart of cost", "cost by day and the eight largest features", (scope) => panel.costChart(scope, "feature", "day")),
  overview("chart of cost by model", "cost by day and the eight largest models", (scope) => panel.costChart(scope, "model", "day")),
  overview("trend", "cost per 1,000 requests by day", (scope) => panel.trend(scope, "cost_per_1k_requests", "day")),
  overview(
    "trend before",
    "the same for the span before",
    before((scope, span) => panel.trend(scope, "cost_per_1k_requests", "day", span)),
  ),
  ...panel.BREAKDOWNS.flatMap((dimension) => [
    overview(`largest by ${dimension}`, `cost of the eight largest values of ${dimension}, and of the rest`, (scope) =>
      panel.breakdown(scope, dimension),
    ),
    overview(
      `cost by ${dimension} before`,
      "what the same values cost in the span before",
      before((scope, span) => panel.breakdownBefore(scope, dimension, span)),
    ),
  ]),
];
