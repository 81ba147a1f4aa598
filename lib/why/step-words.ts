import type { Step } from "./explanation";

/** Short, for charts and tables. */
export const STEP_LABELS: Record<Step, string> = {
  volume: "Requests",
  attempts: "Retries",
  mix: "Model mix",
  context: "Context length",
  output: "Answer length",
  cache: "Cache",
  tier: "Tier",
  price: "Price",
  other: "Other charges",
  unpriced: "Unpriced",
};

/** In the order they are shown. The browser takes them from here: the schema beside `STEPS` would bring a library along. */
export const STEP_ORDER = Object.keys(STEP_LABELS) as Step[];

/** What each step measures, for who wants to know. */
export const STEP_DEFINITIONS: Record<Step, string> = {
  volume: "More or fewer requests, and features that are new or ended",
  attempts: "Calls to models for each request: retries and escalations",
  mix: "Which models answer a feature, and models, token classes or tiers that it did not use in the other period",
  context: "Input tokens for each call to a model",
  output: "Output tokens for each call to a model",
  cache: "How much of the input is read from or written to prompt caches, and what the gateway's own cache answers for nothing",
  tier: "Shares and factors of batch, flex, priority and other service tiers",
  price: "Dated standard prices of the same models; long-context and regional surcharges count here",
  other: "Charges that are no tokens, such as web searches and images",
  unpriced: "Calls that have a price in one period and none in the other",
};

const UP_DOWN: Record<Exclude<Step, "price">, readonly [string, string]> = {
  volume: ["more requests", "fewer requests"],
  attempts: ["more retries", "fewer retries"],
  mix: ["a dearer model mix", "a cheaper model mix"],
  context: ["longer context", "shorter context"],
  output: ["longer answers", "shorter answers"],
  cache: ["less read from cache", "more read from cache"],
  tier: ["dearer service tiers", "cheaper service tiers"],
  other: ["more charges that are no tokens", "fewer charges that are no tokens"],
  unpriced: ["requests that had no price before", "requests that have no price now"],
};

/** "longer context", "the lower price of gpt-4o": what a step that goes up or down says. */
export function stepWords(step: Step, up: boolean, priceOf: { model: string; share: number } | null = null): string {
  if (step !== "price") return UP_DOWN[step][up ? 0 : 1];
  const level = up ? "higher" : "lower";
  if (!priceOf) return `${level} prices`;
  return priceOf.share >= 0.8 ? `the ${level} price of ${priceOf.model}` : `${level} prices, above all of ${priceOf.model}`;
}
