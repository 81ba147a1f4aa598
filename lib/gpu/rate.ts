import { z } from "zod";
import { type Amount, divide } from "../money";
import { isDay } from "../time";

const amount = z.string().regex(/^\d{1,7}(\.\d{1,12})?$/, "A rate is a decimal number of US dollars per hour, like 2.50.");
const day = z.string().refine(isDay, "Give a date like 2026-10-01.");

export const RATE_FIELDS = ["any", "gpu_model", "host"] as const;
export const RATE_TERMS = ["on_demand", "reserved", "owned"] as const;

/** What a whole card costs per hour from a day on. A subject that ends in "*" means every name that begins so: a pool of hosts, a family of models. */
export const gpuRateInput = z
  .object({
    field: z.enum(RATE_FIELDS),
    subject: z.string().trim().max(600).default(""),
    /** Null: from that day on no rate is known here, and a more general one holds. */
    usdPerHour: amount.nullable(),
    terms: z.enum(RATE_TERMS).default("on_demand"),
    /** Null: always. In the reporting zone. */
    fromDay: day.nullable().default(null),
    note: z.string().trim().max(500).nullable().default(null),
  })
  .refine(({ field, subject }) => (field === "any") === (subject === ""), {
    message: "Name the GPU model or the host; a rate for any GPU names none.",
    path: ["subject"],
  });
export type GpuRateInput = z.output<typeof gpuRateInput>;

const HOURS_PER_MONTH = 730;

/** Dollars per hour of a card that was bought: its price spread over its months of use, at 730 hours each. Null for no months. */
export const amortizedRate = (purchaseUsd: Amount, months: number): Amount | null => divide(purchaseUsd, String(months * HOURS_PER_MONTH));

const named = (value: string): string =>
  `(case when right(r.subject, 1) = '*' then starts_with(${value}, left(r.subject, -1)) else ${value} = r.subject end)`;

/**
 * SQL of the rate that holds for a GPU on a day; null where none does. A host goes before a model, a whole name before a beginning, a longer beginning
 * before a shorter one; of one subject's rates the latest that has begun. `host` and `model` are SQL for names (null where unknown).
 */
export function rateSql({ host, model, day: on }: { host: string; model: string; day: string }): string {
  return `(select best.usd_per_hour from (
      select distinct on (r.field, r.subject) r.field, r.subject, r.usd_per_hour
      from gpu_rate r
      where r.retired_at is null and (r.from_day is null or r.from_day <= ${on})
        and (r.field = 'any' or (r.field = 'gpu_model' and ${named(model)}) or (r.field = 'host' and ${named(host)}))
      order by r.field, r.subject, r.from_day desc nulls last, r.id desc
    ) best where best.usd_per_hour is not null
    order by case best.field when 'host' then 2 when 'gpu_model' then 1 else 0 end desc, right(best.subject, 1) <> '*' desc, length(best.subject) desc
    limit 1)`;
}
