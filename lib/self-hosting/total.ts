import { type Amount, add, divide, multiply } from "../money";
import type { GpuModels, HostedModel, InternalPrice } from "./models-answer";
import { per } from "./per";

type Figure = (model: HostedModel) => Amount | null;

const tokensOf: Figure = ({ inputTokens, outputTokens }) =>
  inputTokens == null || outputTokens == null ? null : add(inputTokens, outputTokens);

/**
 * All models as one: sums of what is known, each ratio of the models that know both of its sides. What is left out is named, so that nobody takes a part
 * for the whole. Pure.
 */
export function totalOf(models: readonly HostedModel[]): GpuModels["total"] {
  const sum = (figure: Figure): Amount | null => {
    const known = models.flatMap((model) => figure(model) ?? []);
    return known.length > 0 ? add(...known) : null;
  };
  const ratio = (amount: Figure, count: Figure, size: Amount): Amount | null => {
    const both = models.flatMap((model) => {
      const [above, below] = [amount(model), count(model)];
      return above == null || below == null ? [] : [[above, below] as const];
    });
    return both.length > 0 ? per(add(...both.map(([above]) => above)), add(...both.map(([, below]) => below)), size) : null;
  };
  const gpuCost: Figure = (model) => model.gpuCost;
  const idleCost: Figure = (model) => model.idleCost;
  const requests: Figure = (model) => model.requests;
  return {
    gpuHours: sum((model) => model.gpuHours),
    gpuCost: sum(gpuCost),
    idleCost: sum(idleCost),
    requests: sum(requests),
    inputTokens: sum((model) => model.inputTokens),
    cachedTokens: sum((model) => model.cachedTokens),
    outputTokens: sum((model) => model.outputTokens),
    costPer1k: ratio(gpuCost, requests, "1000"),
    idlePer1k: ratio(idleCost, requests, "1000"),
    costPerMillionTokens: ratio(gpuCost, tokensOf, "1000000"),
    idlePerMillionTokens: ratio(idleCost, tokensOf, "1000000"),
    internal: charged(models),
    missing: leftOut(models),
  };
}

function charged(models: readonly HostedModel[]): InternalPrice | null {
  const told = models.flatMap(({ internal }) => internal ?? []);
  const known = <T>(values: readonly (T | null)[]): T[] => values.flatMap((value) => value ?? []);
  const sum = (amounts: readonly Amount[]): Amount | null => (amounts.length > 0 ? add(...amounts) : null);
  const requests = sum(known(told.map((one) => one.requests)));
  if (requests == null) return null;
  const priced = sum(
    told.flatMap((one) => (one.pricedShare == null || one.requests == null ? [] : multiply(one.pricedShare, one.requests))),
  );
  return {
    cost: sum(known(told.map((one) => one.cost))),
    requests,
    pricedShare: priced == null ? null : divide(priced, requests),
    absorbed: sum(known(told.map((one) => one.absorbed))),
  };
}

function leftOut(models: readonly HostedModel[]): string[] {
  const told = (which: (model: HostedModel) => boolean, sentence: (names: string) => string): string[] => {
    const names = models.filter(which).map(({ model }) => model);
    return names.length > 0
      ? [sentence(names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", "))]
      : [];
  };
  return [
    ...told(
      ({ gpuCost }) => gpuCost == null,
      (names) => `Cost leaves out ${names}: no price per hour is known.`,
    ),
    ...told(
      ({ gpuCost, unratedShare }) => gpuCost != null && unratedShare !== "0",
      (names) => `Cost is too low by GPU time without a price per hour of ${names}.`,
    ),
    ...told(
      (model) => model.gpuCost != null && (model.requests == null || tokensOf(model) == null),
      (names) => `Cost per request and token leaves out ${names}: traffic is unknown.`,
    ),
    ...told(
      ({ internal, gpuCost }) => gpuCost != null && internal?.absorbed == null,
      (names) => `What the internal price absorbs leaves out ${names}.`,
    ),
  ];
}
