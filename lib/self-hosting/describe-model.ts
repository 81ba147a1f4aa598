import type { QueryRow } from "../metrics";
import { add, compare, divide, isZero, subtract } from "../money";
import { type Offers, suggested } from "./alternative";
import { breakEven, type Traffic } from "./break-even";
import type { HostedModel, InternalPrice } from "./models-answer";
import { per } from "./per";

/** Rows of the metric list about one model. */
export interface ModelRows {
  model: string;
  gpu: QueryRow | null;
  served: QueryRow | null;
  /** By provider, those of an API left out. */
  calls: QueryRow[];
}

export interface ModelContext {
  /** Of the range, as far as it got. */
  days: string;
  /** The day whose prices hold. */
  day: string;
  offers: Offers;
}

/** One model from its rows. Pure. */
export function describeModel({ model, gpu, served, calls }: ModelRows, { days, day, offers }: ModelContext): HostedModel {
  const sum = (metric: string) => {
    const known = calls.flatMap((row) => row[metric] ?? []);
    return known.length > 0 ? add(...known) : null;
  };
  const requestsFrom = served?.served_requests != null ? ("served" as const) : calls.length > 0 ? ("calls" as const) : null;
  const counts =
    requestsFrom === "served"
      ? {
          requests: served?.served_requests ?? null,
          inputTokens: served?.served_input_tokens ?? null,
          cachedTokens: served?.served_cached_tokens ?? null,
          outputTokens: served?.served_output_tokens ?? null,
        }
      : {
          requests: sum("requests"),
          inputTokens: sum("input_tokens"),
          cachedTokens: sum("cache_read_tokens"),
          outputTokens: sum("output_tokens"),
        };
  const { inputTokens, outputTokens } = counts;
  const traffic: Traffic | null = inputTokens == null || outputTokens == null ? null : { ...counts, inputTokens, outputTokens };
  const tokens = traffic && add(traffic.inputTokens, traffic.outputTokens);
  const gpuCost = gpu?.gpu_cost ?? null;
  const idleCost = gpu?.gpu_idle_cost ?? null;
  const unratedShare = gpu?.gpu_rated_share == null ? null : subtract("1", gpu.gpu_rated_share);
  const isRated = unratedShare != null && isZero(unratedShare);
  const alternative = suggested(offers, model, traffic, day);
  const missing: string[] = [];
  if (!gpu) missing.push("No GPU is known to hold this model.");
  if (gpu && gpuCost == null) missing.push("Its GPUs have no rate, so their cost is unknown.");
  if (!traffic) missing.push("Nobody tells its requests and tokens.");
  if (!alternative) missing.push("The price book has no API for this model: choose one to compare with.");
  return {
    model,
    cards: gpu?.gpus ?? null,
    gpuHours: gpu?.gpu_hours ?? null,
    gpuCost,
    idleCost,
    unratedShare,
    ...counts,
    requestsFrom,
    costPer1k: per(gpuCost, counts.requests, "1000"),
    idlePer1k: per(idleCost, counts.requests, "1000"),
    costPerMillionTokens: per(gpuCost, tokens, "1000000"),
    idlePerMillionTokens: per(idleCost, tokens, "1000000"),
    utilization: gpu?.gpu_utilization ?? null,
    tensor: gpu?.gpu_tensor_activity ?? null,
    peakUtilization: null,
    latencyMs: served?.served_latency ?? null,
    ttftMs: served?.served_ttft ?? null,
    queueMs: served?.served_queue_time ?? null,
    running: served?.served_running ?? null,
    waiting: served?.served_waiting ?? null,
    internal: internalPrice(sum("cost"), sum("requests"), sum("priced_requests"), isRated ? gpuCost : null),
    alternative,
    breakEven: breakEven({ reservedCost: isRated ? gpuCost : null, days, traffic, prices: alternative }),
    missing,
  };
}

function internalPrice(cost: string | null, requests: string | null, priced: string | null, gpuCost: string | null): InternalPrice | null {
  if (requests == null || compare(requests, "0") === 0) return null;
  return {
    cost,
    requests,
    pricedShare: priced == null ? null : divide(priced, requests),
    absorbed: cost == null || gpuCost == null ? null : subtract(cost, gpuCost),
  };
}
