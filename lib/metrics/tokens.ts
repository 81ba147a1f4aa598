import { callMetric, knownWhere, type Metric } from "./define";

const INPUT = ["input_uncached_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"] as const;

const tokens = (id: string, label: string, definition: string, columns: readonly string[]): Metric =>
  callMetric({
    id,
    label,
    unit: "count",
    definition: `${definition} Unknown where there are calls and none states its tokens.`,
    needs: ["token_rows", ...columns],
    sql: knownWhere("token_rows", columns.join(" + ")),
    whenEmpty: "zero",
  });

export const tokenMetrics: readonly Metric[] = [
  tokens("input_tokens", "Input tokens", "Tokens sent to models: uncached + read from the prompt cache + written to it.", INPUT),
  tokens("cache_read_tokens", "Cache read tokens", "Input tokens that providers read from their prompt cache.", ["cache_read_tokens"]),
  tokens("cache_write_tokens", "Cache write tokens", "Input tokens that providers wrote to their prompt cache, for 5 minutes or 1 hour.", [
    "cache_write_5m_tokens",
    "cache_write_1h_tokens",
  ]),
  tokens("output_tokens", "Output tokens", "Tokens that models produced, reasoning included.", ["output_tokens"]),
  callMetric({
    id: "tokens_per_request",
    label: "Tokens per request",
    unit: "count",
    definition: "How much text a request moves: (input tokens + output tokens) ÷ requests.",
    needs: ["token_rows", "requests", ...INPUT, "output_tokens"],
    sql: knownWhere("token_rows", `(${INPUT.join(" + ")} + output_tokens) / nullif(requests, 0)`),
  }),
];
