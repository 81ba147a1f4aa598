import { z } from "zod";

/** In the order they are shown. Charges that are no tokens, and requests without a price on one side, are steps of their own. */
export const STEPS = ["volume", "attempts", "mix", "context", "output", "cache", "tier", "price", "other", "unpriced"] as const;
export type Step = (typeof STEPS)[number];

const stepsSchema = z.object(Object.fromEntries(STEPS.map((step) => [step, z.string()])) as Record<Step, z.ZodString>);

const spanSchema = z.object({
  /** Dates in the zone, half-open, or instants. */
  from: z.string(),
  to: z.string(),
  /** Reporting days; may be a fraction where the last one runs. */
  days: z.string(),
  /** USD; null where nothing is known. */
  cost: z.string().nullable(),
  requests: z.string().nullable(),
});

/**
 * Why cost changed between two spans, in USD as decimal text. The steps of each feature add up to its change, and those of all features to the change,
 * exactly. Where the spans differ in length both are per day, and `perDay` says so.
 */
export const explanationSchema = z.object({
  before: spanSchema,
  after: spanSchema,
  perDay: z.boolean(),
  zone: z.string(),
  /** after − before (per day where `perDay`); null where one side is unknown: then steps are zero and the sentence says why. */
  change: z.string().nullable(),
  /** change ÷ before; null where before is zero or unknown. */
  ratio: z.string().nullable(),
  /** "+$4,120 (+31 %): 62 % from longer context in support-chat, −$900 from the price of claude-sonnet-4-5." Plain text, no markup. */
  sentence: z.string(),
  steps: stepsSchema,
  features: z.array(
    z.object({
      feature: z.string().nullable(),
      label: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      change: z.string(),
      steps: stepsSchema,
    }),
  ),
  /** By dimension, the parts that changed most, largest first (at most 10 each); the rest added up. */
  contributors: z.array(
    z.object({
      dimension: z.enum(["feature", "customer", "model", "api_key"]),
      values: z.array(
        z.object({
          value: z.string().nullable(),
          label: z.string().nullable(),
          before: z.string().nullable(),
          after: z.string().nullable(),
          change: z.string(),
        }),
      ),
      rest: z.string(),
    }),
  ),
  pricedShare: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  dataThrough: z.iso.datetime().nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;
