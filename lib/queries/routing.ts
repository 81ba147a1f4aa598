// The questions of the page are those of its panels: pure text, without React.
import { type Scope, scopeOf } from "../../components/filters/scope";
import type { MetricQuestion } from "../../components/panels/questions";
import * as panel from "../../components/routing/questions";
import { listRequests, OUTCOME_FILTERS, type QueryInput, type RequestQuery, runQuery, STEP_FILTERS } from "../metrics";
import { type RoutingQuery, readRequestSavings, readRoutingChains, readRoutingMix, readRoutingNet } from "../routing";
import { addDays, dayOf } from "../time";
import type { AppQuery, Asker } from "./app-query";
import { ZONE } from "./overview";

const DAYS = 30;
const rangeAt = (now: number, days = DAYS): { from: string; to: string } => {
  const to = addDays(dayOf(now, ZONE), 1);
  return { from: addDays(to, -days), to };
};

type Reader = (sql: Asker["sql"], input: RoutingQuery, at: { now: number }) => Promise<unknown>;
const routing = (name: string, answers: string, read: Reader, where?: string): AppQuery => ({
  name: `routing: ${name}`,
  answers,
  ask: ({ sql, now }) => read(sql, { ...rangeAt(now), where }, { now }),
});
const net = (name: string, answers: string, question: Partial<QueryInput>, days = DAYS): AppQuery => ({
  name: `routing: ${name}`,
  answers,
  ask: ({ sql, now }) => runQuery(sql, { ...rangeAt(now, days), metric: "routing_savings_net,routing_savings", ...question }, { now }),
});
const page = (name: string, answers: string, question: (scope: Scope) => MetricQuestion): AppQuery => ({
  name: `routing: ${name}`,
  answers,
  ask: ({ sql, now }) =>
    runQuery(sql, question(scopeOf({ range: "days30", from: null, to: null, vs: "none", where: [] }, ZONE, now)), { now }),
});
const list = (name: string, answers: string, question: RequestQuery): AppQuery => ({
  name: `requests: ${name}`,
  answers,
  ask: ({ sql, now }) => listRequests(sql, { ...rangeAt(now), ...question }, { now }),
});

/** What `GET /api/v1/routing/…` and the page Routing ask beside the metrics one by one, and the lists behind its figures. */
export const routingQueries: readonly AppQuery[] = [
  routing("net", "what routing saved, gross and net, by feature and in total", readRoutingNet),
  routing("net of one team", "the same of one team", readRoutingNet, "team=team-2"),
  routing("mix", "requests and cost by class of model", readRoutingMix),
  routing("mix of one feature", "the same of one feature", readRoutingMix, "feature=feature-7"),
  routing("chains", "attempts in vain by the model that tried and the one that answered", readRoutingChains),
  net("net by day", "gross and net of each day", { by: "day", order: "time" }),
  net("net by feature", "gross and net of each feature", { by: "feature" }),
  net("net by team", "gross and net of each team", { by: "team" }),
  net("net by source", "gross and net of each router; failures from calls that carry an outcome, since no rollup holds them by source", {
    by: "source",
  }),
  net("net by model", "gross and net of each model that answered", { by: "model" }),
  net("net by hour", "gross and net of each hour of three days", { by: "hour", order: "time" }, 3),
  net("quality by feature and model", "success rate with its interval and cost per success of each pair", {
    metric: "success_rate,success_rate_low,success_rate_high,cost_per_success,outcomes",
    by: "feature,model",
  }),
  page("savings by model asked for", "gross, net and what lies between for each model that was asked for", (scope) =>
    panel.savingsBy(scope, "requested_model"),
  ),
  page("quality by model", "success rate with its interval and cost per success of each model", (scope) => panel.qualityBy(scope, "model")),
  page("quality by feature", "the same of each feature", (scope) => panel.qualityBy(scope, "feature")),
  page("ledger by feature", "every step of the savings ledger for each feature, for the CSV of the waterfall", panel.ledgerRows),
  ...STEP_FILTERS.map((step) => list(`step ${step}`, `calls behind a step of the savings ledger: ${step}`, { step })),
  ...OUTCOME_FILTERS.map((outcome) => list(`outcome ${outcome}`, `calls that carry this outcome: ${outcome}`, { outcome })),
  {
    name: "request: its savings",
    answers: "the savings ledger of one request, and every version of what was told about it, its trace or its session",
    ask: ({ sql, call }) => readRequestSavings(sql, { id: call, call: [], session: "session-1", trace: "trace-1" }),
    months: Number.POSITIVE_INFINITY,
  },
];
