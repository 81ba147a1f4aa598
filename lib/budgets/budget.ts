import { z } from "zod";
import { ROLES } from "../auth/can";
import { type DimensionId, dimensions } from "../metrics/dimensions";
import { compare, isZero, trim } from "../money";
import { PERIODS } from "../time";

const DIMENSION_IDS = dimensions.map((dimension) => dimension.id) as [DimensionId, ...DimensionId[]];

/** Which calls a budget is about: dimensions narrow (and), values of one add up (or), null is "unknown". [] is the whole company. */
export const scopeSchema = z
  .array(
    z.object({
      dimension: z.enum(DIMENSION_IDS, `A scope names one of ${DIMENSION_IDS.join(", ")}.`),
      values: z.array(z.string().min(1).max(500).nullable()).min(1, "Name at least one value of the dimension.").max(100),
    }),
  )
  .max(DIMENSION_IDS.length)
  .refine(
    (scope) => new Set(scope.map((entry) => entry.dimension)).size === scope.length,
    "Name each dimension once, with all its values.",
  );
export type BudgetScope = z.infer<typeof scopeSchema>;

const decimal = (error: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,11}(\.\d{1,12})?$/, error)
    .transform(trim);

const AMOUNT = "An amount is a number of US dollars above 0, such as 5000 or 49.50.";
const amountSchema = decimal(AMOUNT).refine((amount) => !isZero(amount), AMOUNT);

const THRESHOLD = "A threshold is a share of the amount above 0 and up to 10, such as 0.8 for 80 %.";
const thresholdSchema = decimal(THRESHOLD).refine((share) => !isZero(share) && compare(share, "10") <= 0, THRESHOLD);
/** Shares of the amount, ascending. */
const thresholdsSchema = z
  .array(thresholdSchema)
  .min(1, "Name at least one threshold.")
  .max(10, "A budget has at most 10 thresholds.")
  .transform((shares) => [...new Set(shares)].sort(compare));

/** Everyone of these roles, and these people. Resolved when there is something to tell. */
const recipientsSchema = z
  .object({ roles: z.array(z.enum(ROLES)).default([]), users: z.array(z.uuid()).max(100).default([]) })
  .refine(({ roles, users }) => roles.length + users.length > 0, "Name at least one role or person to tell.");
export type Recipients = z.infer<typeof recipientsSchema>;

const nameSchema = z.string().trim().min(1, "A budget needs a name.").max(100, "A name has at most 100 characters.");

export const newBudgetSchema = z.object({
  name: nameSchema,
  metric: z.literal("cost").default("cost"),
  scope: scopeSchema.default([]),
  period: z.literal("month", "A budget runs by month.").default("month"),
  amount: amountSchema,
  thresholds: thresholdsSchema.default(["0.8", "1"]),
  recipients: recipientsSchema.default({ roles: ["manager"], users: [] }),
});
export type NewBudget = z.output<typeof newBudgetSchema>;

/** What can change. Another scope or period is another budget, since its past would mean something else. */
export const budgetChangeSchema = z.object({
  name: nameSchema.optional(),
  amount: amountSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  recipients: recipientsSchema.optional(),
});
export type BudgetChange = z.output<typeof budgetChangeSchema>;

/** Amounts are USD as decimal text, instants ISO. */
export const budgetSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  metric: z.literal("cost"),
  scope: scopeSchema,
  period: z.enum(PERIODS),
  amount: z.string(),
  thresholds: z.array(z.string()),
  recipients: z.object({ roles: z.array(z.enum(ROLES)), users: z.array(z.uuid()) }),
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
const budgetStateSchema = z.enum(BUDGET_STATES);
export type BudgetState = z.infer<typeof budgetStateSchema>;

export const crossingSchema = z.object({
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
  }),
});
export type StandingBudget = z.infer<typeof standingBudgetSchema>;
