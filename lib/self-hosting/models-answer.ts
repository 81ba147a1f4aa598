import { z } from "zod";

const figure = z.string().nullable();
const money = z.string().nullable().describe("USD, decimal text; null is unknown");

/** What GPUs and model servers tell of a model, or of all. */
const figures = {
  gpuHours: figure.describe("Hours in which its cards were measured"),
  gpuCost: money.describe("Hours of its cards × dated rates, idle hours included"),
  idleCost: money.describe("The part of gpuCost in which the cards were idle"),
  requests: figure,
  inputTokens: figure.describe("Cached ones included"),
  cachedTokens: figure.describe("The part of inputTokens that a prompt cache answered"),
  outputTokens: figure,
  costPer1k: money.describe("GPU cost of 1,000 requests, idle included"),
  idlePer1k: money.describe("The part of costPer1k that is idle"),
  costPerMillionTokens: money.describe("GPU cost of a million tokens, input and output, idle included"),
  idlePerMillionTokens: money,
};

const internal = z.object({
  cost: money.describe("Metered cost of its calls, at prices that people entered"),
  requests: figure,
  pricedShare: figure.describe("Share of those requests that have a price, 0 to 1"),
  absorbed: money.describe("cost − gpuCost: positive is charged beyond what the cards cost, negative is left over"),
});

const alternative = z.object({
  provider: z.string(),
  model: z.string(),
  from: z.enum(["rule", "suggested"]).describe("rule: somebody chose it; suggested: the cheapest of the same open model in the price book"),
  inputUsd: z.string().describe("Per million tokens, like the others"),
  cachedUsd: figure.describe("Null where that API has no price of its own for cached tokens: they cost as input"),
  outputUsd: z.string(),
  day: z.string().describe("The day whose prices these are"),
});

const breakEven = z.object({
  days: z.string().describe("Days of the range in which the model was on GPUs; a day that still runs counts as far as it got"),
  gpuCostPerDay: z.string().describe("Of reserved hours: what the cards cost whatever they do, times without samples included"),
  apiCostPerDay: z.string().describe("The same traffic at the alternative's prices"),
  tokensPerDay: z.string(),
  requestsPerDay: figure,
  apiUsdPerMillion: figure.describe("The alternative's price of a million tokens in this mix; null without traffic"),
  breakEvenTokensPerDay: figure.describe(
    "Tokens a day at which the API would cost as much as the cards; null without traffic or where the API is free",
  ),
  breakEvenRequestsPerDay: figure,
  past: z.boolean().describe("Whether the API would cost at least as much as the cards do"),
  savedPerDay: z.string().describe("apiCostPerDay − gpuCostPerDay; negative is a loss"),
});

const model = z.object({
  model: z.string(),
  cards: figure.describe("Cards that held it at any time in the range"),
  unratedShare: figure.describe("Share of its cards' time without a rate, 0 to 1: cost is unknown for it"),
  ...figures,
  requestsFrom: z.enum(["served", "calls"]).nullable().describe("served: counted by its model servers; calls: by gateways and traces"),
  utilization: figure.describe("0 to 1"),
  tensor: figure.describe("Tensor activity, 0 to 1"),
  peakUtilization: figure.describe("In the hour in which it served most tokens, of the day in which it served most"),
  latencyMs: figure.describe("Mean, as its servers measured it, like the following"),
  ttftMs: figure,
  queueMs: figure,
  running: figure.describe("Requests worked on at a time, mean of a server"),
  waiting: figure.describe("Requests queued at a time, mean of a server"),
  internal: internal.nullable(),
  alternative: alternative.nullable(),
  breakEven: breakEven.nullable(),
  missing: z.array(z.string()).describe("Why figures are unknown or too low, in sentences"),
});
export type HostedModel = z.output<typeof model>;
export type BreakEven = z.output<typeof breakEven>;
export type Alternative = z.output<typeof alternative>;
export type InternalPrice = z.output<typeof internal>;

/** Self-hosted models with what they cost, and what an API would cost instead. Figures are decimal text; null is unknown, and `missing` says why. */
export const gpuModelsSchema = z.object({
  models: z.array(model).describe("The dearest first"),
  total: z
    .object({ ...figures, internal: internal.nullable(), missing: z.array(z.string()) })
    .describe("Sums of what is known; a ratio is of the models that know both of its sides; missing names what is left out"),
  unattributed: z
    .object({ cards: figure, gpuHours: figure, gpuCost: money, idleCost: money })
    .describe("GPUs, and hours of GPUs, that no model is known for; not in total"),
  meta: z.object({ range: z.object({ from: z.string(), to: z.string() }), zone: z.string(), dataThrough: figure.describe("ISO instant") }),
});
export type GpuModels = z.output<typeof gpuModelsSchema>;
