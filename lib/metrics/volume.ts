import { callMetric, type Metric } from "./define";

export const volumeMetrics: readonly Metric[] = [
  callMetric({
    id: "requests",
    label: "Requests",
    unit: "count",
    whenEmpty: "zero",
    definition: "What clients asked for: final attempts, failed ones and gateway cache hits included; blocked, router and guard calls not.",
    needs: ["requests"],
    sql: "requests",
  }),
  callMetric({
    id: "attempts",
    label: "Attempts",
    unit: "count",
    whenEmpty: "zero",
    definition:
      "Calls behind the requests: retries and fallbacks included, also hidden ones where the source counts them. An answer from a gateway's cache is one.",
    needs: ["attempts"],
    sql: "attempts",
  }),
  callMetric({
    id: "blocked",
    label: "Blocked calls",
    unit: "count",
    whenEmpty: "zero",
    definition: "Calls that a budget, a limit or a guard stopped before they reached a model. They are not requests.",
    needs: ["blocked"],
    sql: "blocked",
  }),
  callMetric({
    id: "session_share",
    label: "Requests in sessions",
    unit: "ratio",
    definition: "The share of requests that belong to a session: requests with a session ÷ requests.",
    needs: ["session_requests", "requests"],
    sql: "session_requests / nullif(requests, 0)",
  }),
  callMetric({
    id: "cache_hit_rate",
    label: "Gateway cache hit rate",
    unit: "ratio",
    definition:
      "The share of requests that a gateway answered from its own cache, exact or semantic: cache hits ÷ requests. Prompt caching by providers is not in it.",
    needs: ["gateway_hits", "requests"],
    sql: "gateway_hits / nullif(requests, 0)",
  }),
  callMetric({
    id: "error_rate",
    label: "Error rate",
    unit: "ratio",
    definition: "The share of attempts that failed: failed attempts ÷ attempts.",
    needs: ["errors", "attempts"],
    sql: "errors / nullif(attempts, 0)",
  }),
  callMetric({
    id: "retry_rate",
    label: "Retry rate",
    unit: "ratio",
    definition: "Attempts beyond the first for each request: (attempts − requests) ÷ requests.",
    needs: ["attempts", "requests"],
    sql: "(attempts - requests) / nullif(requests, 0)",
  }),
];
