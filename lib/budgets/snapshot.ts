import { z } from "zod";
import { scopeSchema } from "../metrics/scope-schema";
import { GRAINS, PERIODS } from "../time";

const contributorSchema = z.object({
  /** Null: calls without a value. */
  value: z.string().nullable(),
  label: z.string().nullable(),
  cost: z.string().nullable(),
  /** USD in the days compared with; null where that is unknown. */
  before: z.string().nullable(),
});
export type Contributor = z.infer<typeof contributorSchema>;

/** The numbers of a budget event as they were when it happened. Amounts USD as decimal text, shares ratios, days in `period.zone`, instants ISO. */
export const budgetSnapshotSchema = z.object({
  kind: z.literal("budget").default("budget"),
  /** What reached the line: what was spent, or what the period will come to. */
  basis: z.enum(["actual", "forecast"]).default("actual"),
  /** Of the period's end, at the time; null where there is none. */
  forecast: z.object({ value: z.string(), low: z.string(), high: z.string() }).nullable().default(null),
  /** "+$4,120 (+31 %): 62 % from longer context in support-chat." Null where it can't be told. */
  change: z.string().nullable().default(null),
  budget: z.object({ id: z.string(), name: z.string(), createdBy: z.string() }),
  metric: z.string(),
  scope: scopeSchema,
  period: z.object({ kind: z.enum(PERIODS), from: z.string(), to: z.string(), zone: z.string() }),
  /** When it was read, and whether the period was over by then. */
  asOf: z.iso.datetime(),
  closed: z.boolean(),
  amount: z.string(),
  spent: z.string(),
  share: z.string(),
  threshold: z.string(),
  line: z.string(),
  /** Lower thresholds reached in the same reading. */
  superseded: z.array(z.string()),
  /** The day on which the sum of days reached the line; null where days don't tell. */
  crossedOn: z.string().nullable(),
  pricedShare: z.string().nullable(),
  dataThrough: z.iso.datetime().nullable(),
  series: z.object({
    grain: z.enum(GRAINS),
    buckets: z.array(z.object({ key: z.string(), cost: z.string().nullable(), partial: z.boolean() })),
  }),
  /** What the period is compared with: [from, to) as dates or instants; null cost is unknown. */
  previous: z.object({ from: z.string(), to: z.string(), cost: z.string().nullable() }),
  /** The largest parts, by what they added where that is known; `by` null where no dimension tells. */
  contributors: z.object({ by: z.string().nullable(), values: z.array(contributorSchema) }),
});
export type BudgetSnapshot = z.infer<typeof budgetSnapshotSchema>;
