import { z } from "zod";
import { priceInput } from "../../prices/price-input";
import { operation } from "../operation";

const text = z.string().nullable();
const count = z.number();
const priceLine = z.object({ unit: z.string(), threshold: z.number(), usdPerMillion: z.string() });
const price = z.object({
  key: z.string(),
  provider: z.string(),
  model: z.string(),
  tier: z.string(),
  geo: text,
  lines: z.array(priceLine),
  validFrom: text,
  validTo: text,
  source: z.string(),
  sourceUrl: text,
  checkedOn: text,
});

const modelSchema = z.object({
  provider: text,
  model: text,
  tier: z.string(),
  requests: count,
  cost: text,
  lastDay: z.string(),
  price: price.nullable(),
  entered: z.boolean(),
});
export type ModelRow = z.output<typeof modelSchema>;
const unpricedSchema = z.object({
  provider: text,
  model: text,
  requests: count,
  tokens: count,
  firstDay: z.string(),
  lastDay: z.string(),
  reasons: z.array(z.string()),
});
export type UnpricedRow = z.output<typeof unpricedSchema>;
const differenceSchema = z.object({
  provider: text,
  model: text,
  reported: z.string(),
  priced: z.string(),
  difference: z.string(),
  ratio: text,
});
export type DifferenceRow = z.output<typeof differenceSchema>;
const enteredSchema = z.object({
  id: count,
  provider: z.string(),
  model: z.string(),
  tier: z.string(),
  geo: text,
  lines: z.array(priceLine),
  validFrom: z.string(),
  validTo: text,
  source: z.string(),
  sourceUrl: text,
  checkedOn: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  retiredAt: text,
});
export type EnteredRow = z.output<typeof enteredSchema>;
export const repricingSchema = z.object({
  id: count,
  entry: count.nullable(),
  setting: count.nullable(),
  change: z.enum(["added", "retired", "ledger"]),
  state: z.enum(["running", "done", "failed"]),
  actor: z.string(),
  startedAt: z.string(),
  finishedAt: text,
  examined: count,
  changed: count,
  requests: count,
  newlyPriced: count,
  costBefore: z.string(),
  costAfter: z.string(),
  routingBefore: z.string(),
  routingAfter: z.string(),
  error: text,
});
export type RepricingRow = z.output<typeof repricingSchema>;

export const listPricesOperation = operation("listPrices", {
  summary: "Models in use with today's prices, models without a price, entered prices, and where reported cost differs",
  permission: "view_prices",
  input: z.object({}),
  output: z.object({
    unpriced: z.array(unpricedSchema),
    models: z.array(modelSchema),
    differences: z.array(differenceSchema),
    entered: z.array(enteredSchema),
    repricings: z.array(repricingSchema),
  }),
});

export const priceHistoryOperation = operation("priceHistory", {
  summary: "Every dated standard price of a model, newest first",
  permission: "view_prices",
  input: z.object({ provider: z.string().optional(), model: z.string() }),
  output: z.object({
    prices: z.array(price.extend({ hours: z.object({ from: z.string(), to: z.string(), weekdaysOnlyFrom: text }).nullable() })),
  }),
});

export const addPriceOperation = operation("addPrice", {
  summary: "Enter a dated price; the past is re-priced in the background",
  permission: "manage_prices",
  input: priceInput,
  output: z.object({ entry: count, repricing: count }),
});

export const previewPriceOperation = operation("previewPrice", {
  summary: "What a price would change, without entering it",
  permission: "manage_prices",
  input: priceInput,
  output: z.object({
    examined: count,
    changed: count,
    requests: count,
    newlyPriced: count,
    costBefore: z.string(),
    costAfter: z.string(),
    complete: z.boolean(),
  }),
});

export const retirePriceOperation = operation("retirePrice", {
  summary: "Take an entered price out of use; the past is re-priced in the background",
  permission: "manage_prices",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ repricing: count }),
});

export const getRepricingOperation = operation("getRepricing", {
  summary: "How far a re-pricing is",
  permission: "view_prices",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ repricing: repricingSchema }),
});
