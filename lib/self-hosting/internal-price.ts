import type { QueryRow } from "../metrics";
import { type Amount, divide, isZero, subtract } from "../money";
import type { InternalPrice } from "./models-answer";
import { sumOf } from "./traffic";

/**
 * What calls of a model were charged at the prices that people entered, against what its cards cost. `gpuCost` is null where it is unknown for some of
 * their time: then nobody knows what is absorbed. Null without calls. Pure.
 */
export function internalPrice(calls: readonly QueryRow[], gpuCost: Amount | null): InternalPrice | null {
  const requests = sumOf(calls, "requests");
  if (requests == null || isZero(requests)) return null;
  const cost = sumOf(calls, "cost");
  const priced = sumOf(calls, "priced_requests");
  return {
    cost,
    requests,
    pricedShare: priced == null ? null : divide(priced, requests),
    absorbed: cost == null || gpuCost == null ? null : subtract(cost, gpuCost),
  };
}
