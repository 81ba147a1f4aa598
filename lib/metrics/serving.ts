import { type Metric, metric } from "./define";
import { SERVING_DIMENSIONS } from "./dimensions";

const only = {
  dimensions: SERVING_DIMENSIONS,
  reason: "a model server names its model, namespace and pod, belongs to a team and feature by rules, and names no caller",
} as const;
const GAINED = "From the servers' own counters, through their restarts; unknown where fewer than two samples tell.";

type Given = Pick<Metric, "id" | "label" | "unit" | "definition" | "sql">;
const serving = (given: Given): Metric => metric({ family: "serving", derivation: "Measured by vLLM", only, ...given });

const gained = (id: string, label: string, definition: string, sum: string): Metric =>
  serving({ id, label, unit: "count", definition: `${definition} ${GAINED}`, sql: `case when gains > 0 then ${sum} end` });
const mean = (id: string, label: string, definition: string, of: string): Metric =>
  serving({ id, label, unit: "ms", definition, sql: `${of}_us / 1000.0 / nullif(${of}_count, 0)` });

/** What self-hosted model servers did. Apart from calls: these are the servers' own figures. */
export const servingMetrics: readonly Metric[] = [
  gained(
    "served_requests",
    "Served requests",
    "Requests that model servers ended, however they ended.",
    "ended_stop + ended_length + ended_abort + ended_error",
  ),
  gained(
    "served_input_tokens",
    "Served input tokens",
    "Tokens of prompts that model servers took in, those from their cache included.",
    "prompt_tokens",
  ),
  serving({
    id: "served_cached_tokens",
    label: "Served cached tokens",
    unit: "count",
    definition: `The part of served input tokens that the servers' own cache of prompts answered. ${GAINED} A server that does not count them looks like one without any: none are unknown.`,
    sql: "case when gains > 0 and cached_tokens > 0 then cached_tokens end",
  }),
  gained("served_output_tokens", "Served output tokens", "Tokens that model servers produced.", "output_tokens"),
  serving({
    id: "served_running",
    label: "Running requests",
    unit: "count",
    definition: "Mean number of requests that a server worked on at a time: Σ running × time ÷ Σ time.",
    sql: "running_w / 1000.0 / nullif(running_ms, 0)",
  }),
  serving({
    id: "served_waiting",
    label: "Waiting requests",
    unit: "count",
    definition: "Mean length of a server's queue: Σ waiting × time ÷ Σ time.",
    sql: "waiting_w / 1000.0 / nullif(waiting_ms, 0)",
  }),
  serving({
    id: "served_cache_share",
    label: "KV cache used",
    unit: "ratio",
    definition: "Share of a server's key-value cache in use, by time.",
    sql: "kv_cache_w / 1e6 / nullif(kv_cache_ms, 0)",
  }),
  mean(
    "served_latency",
    "Served latency",
    "Mean time from a request's arrival at the server to its last token: Σ time ÷ requests.",
    "latency",
  ),
  mean(
    "served_ttft",
    "Served time to first token",
    "Mean time from a request's arrival at the server to its first token: Σ time ÷ requests.",
    "ttft",
  ),
  mean("served_queue_time", "Served queue time", "Mean time that a request waited in the server's queue: Σ time ÷ requests.", "queue"),
];
