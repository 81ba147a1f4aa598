import { z } from "zod";
import { budgetStateSchema, crossingSchema, standingBudgetSchema } from "./budget";

/** One day (or hour of a day's budget) of the period that runs. Amounts are decimal text in the metric's unit. */
const pointSchema = z.object({
  /** A date, or the instant with offset where an hour starts. */
  key: z.string(),
  /** What the period has come to by the end of this bucket (an average: what this bucket alone came to); null where it is ahead or unknown. */
  actual: z.string().nullable(),
  /** What should have come by its end, by the shape of the period, for it to end at the amount; null for averages. */
  expected: z.string().nullable(),
  /** What the period will have come to by its end; from the bucket that runs on. */
  forecast: z.object({ value: z.string(), low: z.string(), high: z.string() }).nullable(),
  /** The bucket runs. */
  partial: z.boolean(),
});

/** A period that ended, as it was last evaluated: dates [from, to). */
const pastPeriodSchema = z.object({
  from: z.string(),
  to: z.string(),
  amount: z.string(),
  spent: z.string().nullable(),
  share: z.string().nullable(),
  state: budgetStateSchema,
  crossings: z.array(crossingSchema),
});

/** What a budget told, newest first; `at` is the time of the data that made it. */
const budgetEventSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["budget", "forecast"]),
  severity: z.enum(["info", "warning", "critical"]),
  title: z.string(),
  at: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  /** First date of its period. */
  period: z.string(),
  threshold: z.string(),
  line: z.string(),
});

export const budgetHistorySchema = z.object({
  budget: standingBudgetSchema,
  series: z.object({ grain: z.enum(["hour", "day"]), points: z.array(pointSchema) }),
  /** Newest first, at most 12. */
  periods: z.array(pastPeriodSchema),
  events: z.array(budgetEventSchema),
});
export type BudgetHistory = z.infer<typeof budgetHistorySchema>;
