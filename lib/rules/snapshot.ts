import { z } from "zod";
import { scopeSchema } from "../metrics/scope-schema";
import { conditionSchema, EACH, SEVERITIES } from "./rule";

/** The numbers of a rule's event as they were when it happened. Values are decimal text in the metric's unit, instants ISO. */
export const ruleSnapshotSchema = z.object({
  kind: z.literal("rule"),
  change: z.enum(["fired", "resolved"]),
  rule: z.object({
    id: z.string(),
    name: z.string(),
    owner: z.string(),
    severity: z.enum(SEVERITIES),
    condition: conditionSchema,
    each: z.enum(EACH).nullable(),
    windowMinutes: z.number(),
    forMinutes: z.number(),
  }),
  metric: z.object({ id: z.string(), label: z.string(), unit: z.string() }),
  scope: scopeSchema,
  /** A value of `each` and its label; "" without one. */
  subject: z.string(),
  subjectLabel: z.string().nullable(),
  zone: z.string(),
  /** When it was evaluated, the end of the bucket that made it, and when the condition began to hold. */
  asOf: z.iso.datetime(),
  at: z.iso.datetime(),
  since: z.iso.datetime(),
  value: z.string().nullable(),
  /** Where the value tells: above `high`, below `low`. */
  low: z.string().nullable(),
  high: z.string().nullable(),
  /** What the value is usually or was before; null without a comparison. */
  usual: z.string().nullable(),
  /** The last points before it, at most 60. */
  series: z.object({
    grain: z.enum(["minute", "hour", "day"]),
    points: z.array(z.object({ at: z.string(), value: z.string().nullable(), low: z.string().nullable(), high: z.string().nullable() })),
  }),
  changeSentence: z.string().nullable(),
  contributors: z.object({
    by: z.string().nullable(),
    values: z.array(
      z.object({ value: z.string().nullable(), label: z.string().nullable(), now: z.string().nullable(), before: z.string().nullable() }),
    ),
  }),
  pricedShare: z.string().nullable(),
  dataThrough: z.iso.datetime().nullable(),
});
export type RuleSnapshot = z.infer<typeof ruleSnapshotSchema>;
