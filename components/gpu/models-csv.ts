import { toCsv } from "../../lib/metrics/csv";
import type { HostedModel } from "../../lib/self-hosting/models-answer";

const NUMBERS = {
  gpus: ({ cards }) => cards,
  gpu_hours: ({ gpuHours }) => gpuHours,
  gpu_cost: ({ gpuCost }) => gpuCost,
  gpu_idle_cost: ({ idleCost }) => idleCost,
  gpu_unrated_share: ({ unratedShare }) => unratedShare,
  gpu_utilization: ({ utilization }) => utilization,
  gpu_tensor_activity: ({ tensor }) => tensor,
  gpu_utilization_busiest_hour: ({ peakUtilization }) => peakUtilization,
  requests: ({ requests }) => requests,
  input_tokens: ({ inputTokens }) => inputTokens,
  cached_tokens: ({ cachedTokens }) => cachedTokens,
  output_tokens: ({ outputTokens }) => outputTokens,
  cost_per_1k_requests: ({ costPer1k }) => costPer1k,
  idle_cost_per_1k_requests: ({ idlePer1k }) => idlePer1k,
  cost_per_million_tokens: ({ costPerMillionTokens }) => costPerMillionTokens,
  idle_cost_per_million_tokens: ({ idlePerMillionTokens }) => idlePerMillionTokens,
  latency_ms: ({ latencyMs }) => latencyMs,
  time_to_first_token_ms: ({ ttftMs }) => ttftMs,
  queue_time_ms: ({ queueMs }) => queueMs,
  running: ({ running }) => running,
  waiting: ({ waiting }) => waiting,
  charged: ({ internal }) => internal?.cost ?? null,
  absorbed: ({ internal }) => internal?.absorbed ?? null,
  gpu_cost_per_day: ({ breakEven }) => breakEven?.gpuCostPerDay ?? null,
  api_cost_per_day: ({ breakEven }) => breakEven?.apiCostPerDay ?? null,
  saved_per_day: ({ breakEven }) => breakEven?.savedPerDay ?? null,
  tokens_per_day: ({ breakEven }) => breakEven?.tokensPerDay ?? null,
  break_even_tokens_per_day: ({ breakEven }) => breakEven?.breakEvenTokensPerDay ?? null,
} satisfies Record<string, (model: HostedModel) => string | null>;

/** A line for each model with every figure of the statement and of break-even; unknown is empty. */
export function modelsCsv(models: readonly HostedModel[]): string {
  const data = models.map((model) => ({
    model: model.model,
    requests_from: model.requestsFrom,
    api: model.alternative && `${model.alternative.provider}/${model.alternative.model}`,
    ...Object.fromEntries(Object.entries(NUMBERS).map(([id, of]) => [id, of(model)])),
  }));
  return toCsv({ data, meta: { by: ["model", "requests_from", "api"], metrics: Object.keys(NUMBERS).map((id) => ({ id })) } });
}
