import { z } from "zod";
import { type Amount, divide } from "../money";
import { isDay } from "../time";

const amount = z.string().regex(/^\d{1,7}(\.\d{1,12})?$/, "A rate is a decimal number of US dollars per hour, like 2.50.");
const purchase = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, "A purchase price is a decimal number of US dollars, like 30000.");
const day = z.string().refine(isDay, "Give a date like 2026-10-01.");
const name = z.string().trim().max(600);

/** From the most general to the most specific. */
export const RATE_FIELDS = ["any", "gpu_model", "pool", "host"] as const;
export const RATE_TERMS = ["on_demand", "reserved", "owned", "billed"] as const;

/** Which bill lines pay for the cards of a rate. Names that end in "*" are beginnings; null takes every one. */
export const billSelector = z.object({
  /** A source's id. */
  source: z.string().trim().min(1).max(200),
  /** Of the charge, or the variant of it that the source tells apart. */
  description: name.nullable().default(null),
  project: name.nullable().default(null),
});
export type BillSelector = z.output<typeof billSelector>;

/** What a whole card costs per hour from a day on. A subject that ends in "*" means every name that begins so. */
export const gpuRateInput = z
  .object({
    field: z.enum(RATE_FIELDS),
    subject: name.default(""),
    /** Null where purchase or bill lines tell it; else null means that from that day on no rate is known here, and a more general one holds. */
    usdPerHour: amount.nullable().default(null),
    terms: z.enum(RATE_TERMS).default("on_demand"),
    /** Of one owned card, spread evenly over `months` at 730 hours each. */
    purchaseUsd: purchase.nullable().default(null),
    months: z.int().min(1, "Give at least one month.").max(600, "Give at most 600 months.").nullable().default(null),
    /** Of a billed rate. */
    bill: billSelector.nullable().default(null),
    /** Null: always. In the reporting zone. */
    fromDay: day.nullable().default(null),
    note: z.string().trim().max(500).nullable().default(null),
  })
  .refine(({ field, subject }) => (field === "any") === (subject === ""), {
    message: "Name the GPU model, the pool or the host; a rate for any GPU names none.",
    path: ["subject"],
  })
  .refine(({ purchaseUsd, months }) => (purchaseUsd === null) === (months === null), {
    message: "Give the purchase price of a card together with the months of its use.",
    path: ["months"],
  })
  .refine(({ purchaseUsd, terms, usdPerHour }) => purchaseUsd === null || (terms === "owned" && usdPerHour === null), {
    message: "A purchase price tells the rate of an owned card; leave the rate per hour empty.",
    path: ["purchaseUsd"],
  })
  .refine(({ bill, terms, usdPerHour }) => (bill !== null) === (terms === "billed") && (bill === null || usdPerHour === null), {
    message: "A billed rate comes from bill lines: name their source and leave the rate per hour empty; other rates name no bill.",
    path: ["bill"],
  });
export type GpuRateInput = z.output<typeof gpuRateInput>;

const HOURS_PER_MONTH = 730;

/** Dollars per hour of a card that was bought: its price spread over its months of use, at 730 hours each. Null for no months. */
export const amortizedRate = (purchaseUsd: Amount, months: number): Amount | null => divide(purchaseUsd, String(months * HOURS_PER_MONTH));

/** What the rate of an input is: as given, or spread from its purchase. Null where it states none or bill lines tell it. */
export const hourlyRate = ({ usdPerHour, purchaseUsd, months }: GpuRateInput): Amount | null =>
  purchaseUsd !== null && months !== null ? amortizedRate(purchaseUsd, months) : usdPerHour;
