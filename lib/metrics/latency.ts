import { type Metric, metric } from "./define";

export const QUANTILES = { p50: "0.5", p95: "0.95", p99: "0.99" } as const;
const WORDS = { p50: "Half of", p95: "95 % of", p99: "99 % of" } as const;

const percentiles = (family: "latency" | "ttft", label: string, what: string): Metric[] =>
  (["p50", "p95", "p99"] as const).map((quantile) =>
    metric({
      id: `${family}_${quantile}`,
      label: `${label} ${quantile}`,
      unit: "ms",
      family,
      derivation: "Counted by log buckets, off by at most 3 %",
      definition: `${WORDS[quantile]} the successful calls ${what} within this time. Gateway cache hits, router and guard calls are not in it.`,
      sql: quantile,
    }),
  );

export const latencyMetrics: readonly Metric[] = [
  ...percentiles("latency", "Latency", "were answered"),
  ...percentiles("ttft", "Time to first token", "began to answer"),
];
