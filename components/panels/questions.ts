import type { Grain } from "../../lib/time";
import type { Scope, Span } from "../filters/scope";

/** A question to /api/v1/query, in the words of its address. */
export interface MetricQuestion {
  metric: string;
  by?: string;
  from?: string;
  to?: string;
  where?: string[];
  order?: "time";
  top?: number;
  limit?: number;
}

/** Where the answer is kept, for the server that reads ahead and for the browser. */
export const metricKey = (question: MetricQuestion): readonly unknown[] => ["query", question];

const SERIES = 8;

const over = ({ from, to }: Span, { where }: Scope): Pick<MetricQuestion, "from" | "to" | "where"> => ({ from, to, where });

const CALLS = "cost,cost_per_1k_requests,requests,attempts,error_rate,latency_p50,latency_p95,input_tokens,cache_read_tokens";
const SESSIONS = "cost_per_session,session_cost,priced_sessions,cost_per_session_p50,cost_per_session_p95,sessions";

/** Figures of a whole span. Sessions and bills stand apart: they can't be split by everything that calls can. */
export const callTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: CALLS, ...over(span, scope) });
export const sessionTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: SESSIONS, ...over(span, scope) });
/** Routing by itself: its failures are held against each feature's own, so it can't be split by everything that calls can. */
const ROUTING =
  "routing_savings_net,routing_savings,escalation_cost,router_cost,failure_cost,routed_requests,inestimable_requests,outcomes,failures,uncosted_failures";
export const routingTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: ROUTING, ...over(span, scope) });
export const routingSeries = (scope: Scope, grain: Grain): MetricQuestion => trend(scope, "routing_savings_net", grain);
/** GPUs by themselves: they cost whether they serve calls or not. */
const GPUS = "gpu_utilization,gpu_tensor_activity,gpu_idle_hours,gpu_cost,gpu_idle_cost";
export const gpuTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: GPUS, ...over(span, scope) });
export const gpuSeries = (scope: Scope, grain: Grain): MetricQuestion => trend(scope, "gpu_utilization", grain);
export const billedTotal = (scope: Scope): MetricQuestion => ({ metric: "billed_cost", ...over(scope, scope) });

/** What sources report for calls that have a price too, and how far that is from it. */
export const reportedGap = (scope: Scope): MetricQuestion => ({ metric: "reported_gap,reported_cost", ...over(scope, scope) });

/** The same by time, for the small lines beside the figures. */
export const callSeries = (scope: Scope, grain: Grain): MetricQuestion => ({
  metric: "cost,cost_per_1k_requests,requests,error_rate,input_tokens,cache_read_tokens",
  by: grain,
  ...over(scope, scope),
  order: "time",
});
export const sessionSeries = (scope: Scope, grain: Grain): MetricQuestion => ({
  metric: "cost_per_session",
  by: grain,
  ...over(scope, scope),
  order: "time",
});

/** Cost by time and the eight largest values of a dimension; the rest is exact. */
export const costChart = (scope: Scope, dimension: string, grain: Grain): MetricQuestion => ({
  metric: "cost",
  by: `${dimension},${grain}`,
  ...over(scope, scope),
  order: "time",
  top: SERIES,
});

/** One metric by time, of the range and of what it is compared with. */
export const trend = (scope: Scope, metric: string, grain: Grain, span: Span = scope): MetricQuestion => ({
  metric,
  by: grain,
  ...over(span, scope),
  order: "time",
});

/** The eight largest values of a dimension and the rest. */
export const breakdown = (scope: Scope, dimension: string): MetricQuestion => ({
  metric: "cost,cost_per_1k_requests,requests",
  by: dimension,
  ...over(scope, scope),
  top: SERIES,
});
/** What the same values cost before: as many as one answer holds, since today's largest may have been small. */
export const breakdownBefore = (scope: Scope, dimension: string, span: Span): MetricQuestion => ({
  metric: "cost",
  by: dimension,
  ...over(span, scope),
  limit: 1000,
});

/** The tables of the overview, in their order. */
export const BREAKDOWNS = ["feature", "model", "team", "customer", "api_key"] as const;

/** Labels of the teams in a scope, for lists that hold their ids. */
export const teamLabels = (scope: Scope): MetricQuestion => ({ metric: "requests", by: "team", ...over(scope, scope), limit: 200 });
