import { z } from "zod";
import { type Recipients, recipientsSchema } from "../channels/recipients";
import { forecastSchema } from "../forecast/forecast";
import { UNITS, type Unit } from "../metrics/define";
import { scopeSchema, type WatchedScope } from "../metrics/scope-schema";
import { compare, isZero, trim } from "../money";
import { PERIODS } from "../time";

export { type Recipients, recipientsSchema, scopeSchema };
export type BudgetScope = WatchedScope;

const unitIds = Object.keys(UNITS) as [Unit, ...Unit[]];

const decimal = (error: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,12}(\.\d{1,12})?$/, error)
    .transform(trim);

const AMOUNT = "An amount is a number above 0, such as 5000 or 49.50.";
const amountSchema = decimal(AMOUNT).refine((amount) => !isZero(amount), AMOUNT);

const THRESHOLD = "A threshold is a share of the amount above 0 and up to 10, such as 0.8 for 80 %.";
const thresholdSchema = decimal(THRESHOLD).refine((share) => !isZero(share) && compare(share, "10") <= 0, THRESHOLD);
/** Shares of the amount, ascending. */
const thresholdsSchema = z
  .array(thresholdSchema)
  .min(1, "Name at least one threshold.")
  .max(10, "A budget has at most 10 thresholds.")
  .transform((shares) => [...new Set(shares)].sort(compare));

const forecastThresholdsSchema = z
  .array(thresholdSchema)
  .max(10, "A budget has at most 10 forecast thresholds.")
  .transform((shares) => [...new Set(shares)].sort(compare));

const nameSchema = z.string().trim().min(1, "A budget needs a name.").max(100, "A name has at most 100 characters.");

const FALLBACK = "A fallback price is US dollars per million tokens, such as 3 or 0.25.";

export const newBudgetSchema = z.object({
  name: nameSchema,
  /** Id of a metric of the one list; amounts are in its unit. Sums (cost, requests, tokens) are burned down, anything else is an average to stay below. */
  metric: z.string().min(1).default("cost"),
  scope: scopeSchema.default([]),
  period: z.enum(PERIODS).default("month"),
  amount: amountSchema,
  thresholds: thresholdsSchema.default(["0.8", "1"]),
  /** Shares of the amount that the forecast of the period's end is held against; only for sums. May be empty. */
  forecastThresholds: forecastThresholdsSchema.default([]),
  /** The budget this one is a part of: same metric and period. */
  parent: z.uuid().nullable().default(null),
  /** USD per million tokens that calls without a price count at, so that they can't hide; null: they are told, and count nothing. */
  fallbackPrice: decimal(FALLBACK).nullable().default(null),
  recipients: recipientsSchema.default({ roles: ["manager"], users: [], channels: [] }),
});
export type NewBudget = z.output<typeof newBudgetSchema>;

/** What can change. Another scope or period is another budget, since its past would mean something else. */
export const budgetChangeSchema = z.object({
  name: nameSchema.optional(),
  amount: amountSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  forecastThresholds: forecastThresholdsSchema.optional(),
  parent: z.uuid().nullable().optional(),
  fallbackPrice: decimal(FALLBACK).nullable().optional(),
  recipients: recipientsSchema.optional(),
  mutedUntil: z.iso.datetime().nullable().optional(),
});
export type BudgetChange = z.output<typeof budgetChangeSchema>;

/** Amounts are decimal text in the metric's unit, instants ISO. */
export const budgetSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  metric: z.string(),
  scope: scopeSchema,
  period: z.enum(PERIODS),
  amount: z.string(),
  thresholds: z.array(z.string()),
  forecastThresholds: z.array(z.string()),
  parent: z.uuid().nullable(),
  fallbackPrice: z.string().nullable(),
  recipients: recipientsSchema,
  mutedUntil: z.iso.datetime().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
});
export type Budget = z.infer<typeof budgetSchema>;

/**
 * Where spend stands in a period. under: below every threshold, on data that is up to date. warned: at a threshold below the amount. reached: at or
 * above the amount. late: below every threshold as far as the data goes, which is not far enough. unpriced: calls, and none has a price. no_data: nothing is known.
 */
const BUDGET_STATES = ["under", "warned", "reached", "late", "unpriced", "no_data"] as const;
export const budgetStateSchema = z.enum(BUDGET_STATES);
export type BudgetState = z.infer<typeof budgetStateSchema>;

export const crossingSchema = z.object({
  basis: z.enum(["actual", "forecast"]),
  threshold: z.string(),
  crossedAt: z.iso.datetime(),
  /** A higher threshold was reached in the same reading or before: that one told, this one is on record only. */
  superseded: z.boolean(),
  /** Since when restated data puts spend below the line again; null while it holds. */
  belowSince: z.iso.datetime().nullable(),
  eventId: z.uuid(),
});

/** A budget and how it stands in the period that runs now: dates [from, to) in `zone`, `share` = spent ÷ amount. */
export const standingBudgetSchema = budgetSchema.extend({
  /** `sum`: it is burned down and has a forecast; else `amount` is an average to stay below. */
  about: z.object({ label: z.string(), unit: z.enum(unitIds), sum: z.boolean() }),
  current: z.object({
    from: z.string(),
    to: z.string(),
    zone: z.string(),
    spent: z.string().nullable(),
    share: z.string().nullable(),
    state: budgetStateSchema,
    pricedShare: z.string().nullable(),
    dataThrough: z.iso.datetime().nullable(),
    crossings: z.array(crossingSchema),
    /** Where the figure can't be read now: when it was read last (null: never), and why, as a sentence. The other fields are of that time. */
    stale: z.object({ asOf: z.iso.datetime().nullable(), reason: z.string() }).nullable(),
    /** Days of the period that are left, the running one included. */
    daysLeft: z.number(),
    /** Null for metrics that are no sums, and where nothing is known. */
    forecast: forecastSchema.nullable(),
    /** Calls without a price, and what of `spent` stands for them at the fallback price (null without one). */
    unpriced: z.object({ requests: z.string(), counted: z.string().nullable() }).nullable(),
  }),
  /** What the budgets directly below it add up to, and by how much that is more than its amount ("0" where it isn't); null without any. */
  allocation: z.object({ children: z.number(), amount: z.string(), over: z.string() }).nullable(),
});
export type StandingBudget = z.infer<typeof standingBudgetSchema>;
