import { z } from "zod";
import { billSelector, gpuRateInput, RATE_FIELDS, RATE_TERMS } from "../../gpu/rate";
import { operation } from "../operation";

const text = z.string().nullable();
const count = z.number();

const rateSchema = z.object({
  id: count,
  field: z.enum(RATE_FIELDS),
  subject: z.string(),
  usdPerHour: text.describe("Of a billed rate: that of the last charge period; null where no rate is known"),
  terms: z.enum(RATE_TERMS),
  purchaseUsd: text,
  months: count.nullable(),
  bill: billSelector.nullable(),
  billed: z
    .object({ fromDay: z.string(), toDay: z.string(), lines: count, usd: z.string(), cardHours: z.string() })
    .nullable()
    .describe("The last charge period of a billed rate; its last day is exclusive"),
  fromDay: text,
  note: text,
  createdBy: z.string(),
  createdAt: z.string(),
  retiredBy: text,
  retiredAt: text,
  state: z.enum(["holds", "planned", "superseded", "retired"]),
  cards: count.describe("Cards of the last 30 days that it is the rate of today"),
});
export type GpuRateRow = z.output<typeof rateSchema>;

const unratedSchema = z.object({
  host: text,
  gpuModel: text,
  pool: text,
  cards: count.describe("Each counts once, where it was measured last"),
  hours: z.string(),
});
export type UnratedGpus = z.output<typeof unratedSchema>;

export const listGpuRatesOperation = operation("listGpuRates", {
  summary: "GPU rates as they were ever set, by field and subject, the latest day first; and GPUs of the last 30 days without any",
  permission: "view_prices",
  input: z.object({}),
  output: z.object({ rates: z.array(rateSchema), unrated: z.array(unratedSchema) }),
});

export const setGpuRateOperation = operation("setGpuRate", {
  summary:
    "Set what a whole card costs per hour from a day on: by GPU model, pool or host, as a price, a purchase to spread, or bill lines",
  permission: "manage_prices",
  input: gpuRateInput,
  output: z.object({ id: count }),
});

export const retireGpuRateOperation = operation("retireGpuRate", {
  summary: "Take a GPU rate out of use, for the past too; it stays on record",
  permission: "manage_prices",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ id: count }),
});
