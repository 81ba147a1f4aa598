import { call } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";

/** Tests only: a day of self-hosted models, whose figures docs/gpu-economics.md reckons by hand. */
export const DAY = { from: "2026-11-20", to: "2026-11-21" };
export const START = Date.UTC(2026, 10, 20);
export const LLAMA = "meta-llama/Llama-3.1-8B-Instruct";
const HOUR = 3_600_000;
const STEP = 5 * 60_000;

const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
const TENSOR = "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE";

interface Card {
  uuid: string;
  host: string;
  pod?: string;
  /** Activity in an hour of the day; null: no samples. */
  engine: (hour: number) => number | null;
  tensor?: (hour: number) => number;
}

/** A day of a card, a sample every 5 minutes. */
export function cardDay({ uuid, host, pod, engine, tensor }: Card): string {
  const text: string[] = [];
  for (let at = START; at < START + 24 * HOUR; at += STEP) {
    const hour = Math.floor((at - START) / HOUR);
    const activity = engine(hour);
    if (activity === null) continue;
    const line = { at, uuid, host, ...(pod === undefined ? {} : { pod }) };
    text.push(gpuLine(ENGINE, activity, line));
    if (tensor) text.push(gpuLine(TENSOR, tensor(hour), line));
  }
  return text.join("\n");
}

interface Server {
  model: string;
  pod: string;
  /** Per busy 5 minutes; a metric that the server does not have is left out. */
  gains: Record<string, number>;
  isBusy: (hour: number) => boolean;
  gauges?: Record<string, number>;
}

/** A day of a vLLM server, scraped every 5 minutes and once at the end: what 288 gaps between samples gained. */
export function serverDay({ model, pod, gains, isBusy, gauges = {} }: Server): string {
  const totals = new Map(Object.keys(gains).map((name) => [name, 0]));
  const text: string[] = [];
  for (let at = START; at <= START + 24 * HOUR; at += STEP) {
    const labels = `model_name="${model}",engine="0",namespace="ml",pod="${pod}"`;
    for (const [name, total] of totals)
      text.push(`${name.includes("{") ? name.replace("}", `,${labels}}`) : `${name}{${labels}}`} ${total} ${at}`);
    for (const [name, value] of Object.entries(gauges)) text.push(`${name}{${labels}} ${value} ${at}`);
    if (isBusy(Math.floor((at - START) / HOUR)))
      for (const [name, gain] of Object.entries(gains)) totals.set(name, (totals.get(name) ?? 0) + gain);
  }
  return text.join("\n");
}

/** A call of a model of one's own through a gateway. */
export const hostedCall = (id: string, model: string, tokens: { input: number; output: number }): Record<string, unknown> =>
  call(id, {
    startTime: START / 1000 + 12 * 3600,
    custom_llm_provider: "hosted_vllm",
    model,
    model_group: model,
    api_base: "http://llama:8000/v1",
    response_cost: 0,
    prompt_tokens: tokens.input,
    completion_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
  });

/**
 * Two cards in the pod of Llama: idle until 6:00, then 60 % active and 20 % of their tensor cores. 216 busy slots gain 108,000 requests, 216 M tokens of
 * input, 54 M of them cached, and 54 M of output.
 */
export function llamaDay(): string {
  const card = (uuid: string) =>
    cardDay({ uuid, host: "node-1", pod: "llama-0", engine: (hour) => (hour < 6 ? 0.01 : 0.6), tensor: (hour) => (hour < 6 ? 0 : 0.2) });
  return [
    card("GPU-a"),
    card("GPU-b"),
    serverDay({
      model: LLAMA,
      pod: "llama-0",
      isBusy: (hour) => hour >= 6,
      gains: {
        'vllm:request_success_total{finished_reason="stop"}': 500,
        "vllm:prompt_tokens_total": 1_000_000,
        "vllm:prompt_tokens_cached_total": 250_000,
        "vllm:generation_tokens_total": 250_000,
        "vllm:e2e_request_latency_seconds_sum": 1000,
        "vllm:e2e_request_latency_seconds_count": 500,
        "vllm:time_to_first_token_seconds_sum": 125,
        "vllm:time_to_first_token_seconds_count": 500,
        "vllm:request_queue_time_seconds_sum": 25,
        "vllm:request_queue_time_seconds_count": 500,
      },
      gauges: { "vllm:num_requests_running": 6, "vllm:num_requests_waiting": 0.5 },
    }),
  ].join("\n");
}
