import type { ServingValue } from "../../facts";
import type { Labels } from "./exposition";
import type { Scale } from "./metric-value";

export interface ServingMetric extends Scale {
  value: ServingValue;
}

const counter = (value: ServingValue): ServingMetric => ({ value, factor: 1, most: 9e15, counter: true });
/** Seconds as microseconds. */
const seconds = (value: ServingValue): ServingMetric => ({ value, factor: 1_000_000, most: 9e9, counter: true });
const requests = (value: ServingValue): ServingMetric => ({ value, factor: 1000, most: 1e6 });
const share: ServingMetric = { value: "kv_cache", factor: 1_000_000, most: 1 };

const duration = (name: string, sum: ServingValue, count: ServingValue): Record<string, ServingMetric> => ({
  [`${name}_seconds_sum`]: seconds(sum),
  [`${name}_seconds_count`]: counter(count),
});

/** Metrics of vLLM by name; V0 and V1 engines, checked against v0.26. */
const METRICS: Readonly<Record<string, ServingMetric>> = {
  "vllm:num_requests_running": requests("running"),
  "vllm:num_requests_waiting": requests("waiting"),
  "vllm:kv_cache_usage_perc": share,
  "vllm:gpu_cache_usage_perc": share,
  "vllm:prompt_tokens_total": counter("prompt_tokens"),
  "vllm:prompt_tokens_cached_total": counter("cached_tokens"),
  "vllm:generation_tokens_total": counter("output_tokens"),
  "vllm:num_preemptions_total": counter("preemptions"),
  ...duration("vllm:e2e_request_latency", "latency_us", "latency_count"),
  ...duration("vllm:time_to_first_token", "ttft_us", "ttft_count"),
  ...duration("vllm:request_queue_time", "queue_us", "queue_count"),
};

const ENDED: Record<string, ServingValue> = { stop: "ended_stop", length: "ended_length", abort: "ended_abort", error: "ended_error" };

const OF_VLLM = [...Object.keys(METRICS), "vllm:request_success_total"];

/** As vLLM writes them, and as senders do that may have no colon in a name. */
export const SERVING_METRIC_NAMES: readonly string[] = [...OF_VLLM, ...OF_VLLM.map((name) => name.replace(":", "_"))];

/** What a series of vLLM is about; null where no figure is made of it. Senders that may have no colon in a name write `vllm_…`. */
export function servingMetric(name: string, labels: Labels): ServingMetric | null {
  const known = name.replace(/^vllm_/, "vllm:");
  if (known !== "vllm:request_success_total") return METRICS[known] ?? null;
  const ended = ENDED[labels.finished_reason ?? ""];
  return ended ? counter(ended) : null;
}
