import { type Amount, add, divide, subtract } from "../money";
import type { GpuModels, HostedModel } from "./models-answer";
import { per } from "./per";

/** The sum where every one is known, else null; null of none. */
const whole = (amounts: readonly (Amount | null)[]): Amount | null => {
  const known = amounts.flatMap((amount) => amount ?? []);
  return known.length > 0 && known.length === amounts.length ? add(...known) : null;
};

/** All models as one. A figure that one of them lacks is unknown of all, since a sum without it would look complete. Pure. */
export function totalOf(models: readonly HostedModel[]): GpuModels["total"] {
  const sum = (figure: (model: HostedModel) => Amount | null) => whole(models.map(figure));
  const [gpuHours, gpuCost, idleCost] = [sum((one) => one.gpuHours), sum((one) => one.gpuCost), sum((one) => one.idleCost)];
  const [requests, inputTokens, outputTokens] = [sum((one) => one.requests), sum((one) => one.inputTokens), sum((one) => one.outputTokens)];
  const tokens = inputTokens == null || outputTokens == null ? null : add(inputTokens, outputTokens);
  const charged = models.flatMap(({ internal }) => internal ?? []);
  const cost = whole(charged.map((one) => one.cost));
  const calls = whole(charged.map((one) => one.requests));
  const priced = whole(
    charged.map((one) => (one.pricedShare == null || one.requests == null ? null : per(one.pricedShare, "1", one.requests))),
  );
  const isComparable = charged.length === models.length && charged.every(({ absorbed }) => absorbed != null);
  return {
    gpuHours,
    gpuCost,
    idleCost,
    unratedShare: null,
    requests,
    inputTokens,
    cachedTokens: sum((one) => one.cachedTokens),
    outputTokens,
    costPer1k: per(gpuCost, requests, "1000"),
    idlePer1k: per(idleCost, requests, "1000"),
    costPerMillionTokens: per(gpuCost, tokens, "1000000"),
    idlePerMillionTokens: per(idleCost, tokens, "1000000"),
    internal:
      charged.length === 0
        ? null
        : {
            cost,
            requests: calls,
            pricedShare: priced == null || calls == null ? null : divide(priced, calls),
            absorbed: isComparable && cost != null && gpuCost != null ? subtract(cost, gpuCost) : null,
          },
  };
}
