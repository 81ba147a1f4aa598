import type { Hosting } from "../metrics";
import { compare, formatCount, formatRatio, isZero } from "../money";
import type { Unasked } from "./model-rows";
import type { HostedModel } from "./models-answer";

interface Known {
  isServed: boolean;
  hosting: Hosting | null;
  noAlternative: string | null;
  unasked: Unasked;
}

/** Why figures of a model are unknown, too low or not what they look like, in sentences that say what to do where something can be done. Pure. */
export function reasons(model: Omit<HostedModel, "missing">, known: Known): string[] {
  return [
    ...ofCost(model, known),
    ...ofTraffic(model, known),
    ...ofCharges(model, known),
    ...(known.noAlternative ? [known.noAlternative] : []),
  ];
}

type Told = Omit<HostedModel, "missing">;
const when = (condition: boolean, sentence: string): string[] => (condition ? [sentence] : []);

function ofCost(
  { cards, gpuHours, gpuCost, unratedShare, utilization, tensor, peakUtilization, requests }: Told,
  { hosting }: Known,
): string[] {
  if (cards == null && gpuHours == null)
    return ["No GPU is known to run this model: a rule in the GPU settings can say which host, pool or pod does."];
  const isUnrated = unratedShare != null && !isZero(unratedShare);
  return [
    ...when(gpuCost == null, "Its GPUs have no price per hour, so nobody knows what it costs: enter one in the GPU settings."),
    ...when(
      gpuCost != null && isUnrated,
      `${formatRatio(unratedShare)} of its GPU time has no price per hour: its cost is too low by that, and break-even is not told.`,
    ),
    ...when(
      hosting != null && compare(hosting.silentHours, "0.5") >= 0,
      `Its cards sent no samples for ${formatCount(hosting?.silentHours ?? null)} GPU hours. Break-even counts them, since they are paid for; its GPU cost does not.`,
    ),
    ...when(utilization == null, "Its cards report no activity, so how busy they were is unknown."),
    ...when(utilization != null && tensor == null, "Its cards report no tensor activity."),
    ...when(
      utilization != null && peakUtilization == null && requests != null,
      "How busy it was in its busiest hour is unknown: no model server told when that was, or hours of so long ago are not kept.",
    ),
  ];
}

function ofTraffic(model: Told, { isServed, unasked }: Known): string[] {
  const { requestsFrom, requests, inputTokens, outputTokens, cachedTokens, internal, alternative } = model;
  const hasTokens = inputTokens != null && outputTokens != null;
  const calls = internal?.requests ?? null;
  return [
    ...(unasked.served ? [unasked.served] : []),
    ...when(
      requestsFrom == null && unasked.served == null,
      "Nobody tells its traffic: connect its vLLM servers, or send its calls under the same model name.",
    ),
    ...when(requestsFrom === "served" && requests == null, "Its servers count tokens and no requests."),
    ...when(requestsFrom != null && requests != null && !hasTokens, "Its requests are counted and its tokens are not."),
    ...when(requests != null && isZero(requests), "It served no request in this range: no cost per request or token can be told."),
    ...when(
      hasTokens && cachedTokens == null && alternative?.cachedUsd != null,
      "Nobody tells which of its input tokens came from a cache: the API is reckoned without its lower price for cached tokens.",
    ),
    ...when(
      !isServed && requestsFrom === "calls",
      "No model server reports on it, so latency, queue and load are unknown; requests are those of its calls.",
    ),
    ...when(
      requestsFrom === "served" && requests != null && calls != null && differs(calls, requests),
      `Its servers counted ${formatCount(requests)} requests and calls tell of ${formatCount(calls)}: only calls are charged for.`,
    ),
  ];
}

/** By more than 5 %: requests at the ends of a range, and those still running, make small differences. */
const differs = (one: string, other: string): boolean =>
  Math.abs(Number(one) - Number(other)) > 0.05 * Math.max(Number(one), Number(other));

function ofCharges({ internal, gpuCost }: Told, { unasked }: Known): string[] {
  if (unasked.calls) return [unasked.calls];
  if (internal == null) return ["No call of it was recorded, so nothing is known to be charged for it."];
  const share = internal.pricedShare;
  return [
    ...when(internal.cost == null, "Its calls have no price: enter an internal price to see what is charged for it."),
    ...when(
      internal.cost != null && share != null && compare(share, "1") < 0,
      `${formatRatio(share == null ? null : String(1 - Number(share)))} of its calls have no price: what is charged for it is too low by them.`,
    ),
    ...when(
      internal.cost != null && internal.absorbed == null && gpuCost != null,
      "What the internal price absorbs is unknown while some GPU time has no price.",
    ),
  ];
}
