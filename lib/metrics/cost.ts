import { callMetric, knownWhere, type Metric, metric, PRICED } from "./define";

export const costMetrics: readonly Metric[] = [
  callMetric({
    id: "cost", label: "Cost", unit: "usd", derivation: PRICED,
    definition: "What metered calls cost: the sum of the priced cost of all calls, and of provider usage that no gateway covers. Unknown where there are calls and none has a price.",
    needs: ["cost_rows", "cost"], sql: knownWhere("cost_rows", "cost"), whenEmpty: "zero",
  }),
  metric({
    id: "billed_cost", label: "Billed cost", unit: "usd", family: "bills", derivation: "Billed: what the provider charges, from its own cost export",
    definition: "What providers charge: the sum of their bill lines. A UTC day counts whole in the reporting date of the same name.",
    sql: "billed", whenEmpty: "zero", hourly: false,
    only: { dimensions: ["provider", "project", "api_key", "source"], reason: "providers bill by day, project and key, not by call" },
  }),
  callMetric({
    id: "cost_per_1k_requests", label: "Cost per 1,000 requests", unit: "usd_per_1k", derivation: PRICED,
    definition: "1,000 × cost ÷ requests, over the calls whose cost and number are both known.",
    needs: ["known_cost", "known_requests"], sql: "1000 * known_cost / nullif(known_requests, 0)",
  }),
  callMetric({
    id: "overhead_cost", label: "Overhead cost", unit: "usd", derivation: PRICED,
    definition: "Cost of router and guard calls; it is part of cost. Sum of the cost of calls of kind router or guard.",
    needs: ["cost_rows", "overhead_cost"], sql: knownWhere("cost_rows", "overhead_cost"), whenEmpty: "zero",
  }),
  callMetric({
    id: "error_cost", label: "Cost of failed calls", unit: "usd", derivation: PRICED,
    definition: "What failed calls cost; it is part of cost. Sum of the cost of failed attempts.",
    needs: ["cost_rows", "error_cost"], sql: knownWhere("cost_rows", "error_cost"), whenEmpty: "zero",
  }),
  callMetric({
    id: "priced_share", label: "Priced share", unit: "ratio",
    definition: "The share of requests that have a price: priced requests ÷ requests, without failed calls that used no tokens.",
    needs: ["priced_requests", "share_requests"], sql: "priced_requests / nullif(share_requests, 0)",
  }),
  callMetric({
    id: "token_priced_share", label: "Priced share of tokens", unit: "ratio",
    definition: "The share of tokens that have a price: tokens of priced calls ÷ all tokens.",
    needs: ["priced_tokens", "input_uncached_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "output_tokens"],
    sql: "priced_tokens / nullif(input_uncached_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens, 0)",
  }),
];
