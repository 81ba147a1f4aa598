import { add, isZero, subtract } from "../money";
import { breakEven, type Traffic } from "./break-even";
import { internalPrice } from "./internal-price";
import { reasons } from "./missing";
import type { Compared, ModelRows, Unasked } from "./model-rows";
import type { HostedModel } from "./models-answer";
import { per } from "./per";
import { countsOf, tokensOf, trafficOf } from "./traffic";

/** One model from its rows. Pure. */
export function describeModel(
  rows: ModelRows,
  { compare, unasked }: { compare: (traffic: Traffic | null) => Compared; unasked: Unasked },
): HostedModel {
  const { model, cost, gpu, served, calls, hosting } = rows;
  const counts = countsOf(served, calls);
  const traffic = trafficOf(counts);
  const tokens = tokensOf(traffic);
  const gpuCost = cost?.gpu_cost ?? null;
  const idleCost = cost?.gpu_idle_cost ?? null;
  const unratedShare = cost?.gpu_rated_share == null ? null : subtract("1", cost.gpu_rated_share);
  const wholeCost = unratedShare != null && isZero(unratedShare) ? gpuCost : null;
  const { alternative, reason } = compare(traffic);
  const told = {
    model,
    cards: hosting?.cards ?? null,
    gpuHours: hosting?.hours ?? null,
    gpuCost,
    idleCost,
    unratedShare,
    requests: counts.requests,
    inputTokens: counts.inputTokens,
    cachedTokens: counts.cachedTokens,
    outputTokens: counts.outputTokens,
    requestsFrom: counts.from,
    costPer1k: per(gpuCost, counts.requests, "1000"),
    idlePer1k: per(idleCost, counts.requests, "1000"),
    costPerMillionTokens: per(gpuCost, tokens, "1000000"),
    idlePerMillionTokens: per(idleCost, tokens, "1000000"),
    utilization: gpu?.gpu_utilization ?? null,
    tensor: gpu?.gpu_tensor_activity ?? null,
    peakUtilization: hosting?.peakUtilization ?? null,
    latencyMs: served?.served_latency ?? null,
    ttftMs: served?.served_ttft ?? null,
    queueMs: served?.served_queue_time ?? null,
    running: served?.served_running ?? null,
    waiting: served?.served_waiting ?? null,
    internal: internalPrice(calls, wholeCost),
    alternative,
    breakEven: breakEven({
      reservedCost: wholeCost == null || hosting == null ? null : add(wholeCost, hosting.silentCost),
      days: hosting?.days ?? "0",
      traffic,
      prices: alternative,
    }),
  };
  return { ...told, missing: reasons(told, { isServed: served != null, hosting, noAlternative: reason, unasked }) };
}
