import { COUNTED, knownWhere, type Metric, metric, PRICED } from "./define";

const only = {
  dimensions: ["team", "project", "feature", "environment", "api_key", "user", "customer", "source"],
  reason: "a session spans several calls and belongs whole to the attributes of its first request",
} as const;
const OUT = "Sessions that hold a request without a price are left out.";

export const sessionMetrics: readonly Metric[] = [
  metric({
    id: "sessions",
    label: "Sessions",
    unit: "count",
    family: "sessions",
    derivation: COUNTED,
    only,
    sql: "sessions",
    whenEmpty: "zero",
    definition: "Sessions that started in the period. A session belongs whole to the day of its first request.",
  }),
  metric({
    id: "priced_sessions",
    label: "Sessions with a price",
    unit: "count",
    family: "sessions",
    derivation: COUNTED,
    only,
    sql: "priced_sessions",
    whenEmpty: "zero",
    definition: "Sessions that started in the period and hold no request without a price.",
  }),
  metric({
    id: "session_cost",
    label: "Cost of sessions",
    unit: "usd",
    family: "sessions",
    derivation: PRICED,
    only,
    sql: knownWhere("priced_sessions", "priced_cost"),
    definition: `Cost of the sessions that started in the period, also where they went on after it. ${OUT}`,
  }),
  metric({
    id: "cost_per_session",
    label: "Cost per session",
    unit: "usd",
    family: "sessions",
    derivation: PRICED,
    only,
    sql: "priced_cost / nullif(priced_sessions, 0)",
    definition: `Cost of the sessions that started in the period ÷ their count: session_cost ÷ priced_sessions. ${OUT}`,
  }),
  ...(["p50", "p95"] as const).map((quantile) =>
    metric({
      id: `cost_per_session_${quantile}`,
      label: `Cost per session ${quantile}`,
      unit: "usd",
      family: "session_cost",
      only,
      sql: quantile,
      derivation: `${PRICED}; counted by log buckets, off by at most 3 %`,
      definition: `${quantile === "p50" ? "Half" : "95 %"} of the sessions that started in the period cost no more than this. ${OUT}`,
    }),
  ),
];
