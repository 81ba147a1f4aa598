import { z } from "zod";
import { recipientsSchema } from "../channels/recipients";
import { scopeSchema } from "../metrics/scope-schema";
import { compare, isZero, trim } from "../money";

const decimal = (error: string) =>
  z
    .string()
    .trim()
    .regex(/^-?\d{1,15}(\.\d{1,12})?$/, error)
    .transform(trim);

const VALUE = "A line is a decimal number in the metric's unit: dollars, a ratio such as 0.05 for 5 %, milliseconds or a count.";
const SHARE = "A change is a share above 0, such as 0.5 for 50 %.";
const share = decimal(SHARE).refine((value) => compare(value, "0") > 0 && compare(value, "1000") <= 0, SHARE);

export const DIRECTIONS = ["up", "down", "either"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * When a rule's metric is out of line. above, below: the value over the window. change: against the window before, or the same window one week before.
 * anomaly: outside the metric's own band for that hour of the week; `sensitivity` 1 (wide) to 10 (narrow). no_data: no record came in the window.
 */
export const conditionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("above"), value: decimal(VALUE) }),
  z.object({ kind: z.literal("below"), value: decimal(VALUE) }),
  z.object({
    kind: z.literal("change"),
    against: z.enum(["previous", "same_weekday"]),
    direction: z.enum(DIRECTIONS),
    by: share,
  }),
  z.object({ kind: z.literal("anomaly"), direction: z.enum(DIRECTIONS), sensitivity: z.number().int().min(1).max(10) }),
  z.object({ kind: z.literal("no_data") }),
]);
export type Condition = z.infer<typeof conditionSchema>;

export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Values of it are watched each by itself. Sessions are no dimension of the metrics: only cost and requests, in windows of at most an hour. */
export const EACH = [
  "provider",
  "model",
  "team",
  "project",
  "feature",
  "environment",
  "api_key",
  "customer",
  "source",
  "pool",
  "host",
  "gpu_model",
  "namespace",
  "pod",
  "session",
] as const;
export type Each = (typeof EACH)[number];

const HYSTERESIS = "Hysteresis is a share of the line from 0 to 0.9, such as 0.1: an alert ends when the value is back by 10 %.";
const minutes = (most: number, name: string) =>
  z.number().int(`${name} is a whole number of minutes`).min(0).max(most, `${name} is at most ${most} minutes`);

export const newRuleSchema = z.object({
  name: z.string().trim().min(1, "A rule needs a name.").max(100, "A name has at most 100 characters."),
  /** Id of a metric of the one list. */
  metric: z.string().min(1),
  scope: scopeSchema.default([]),
  each: z.enum(EACH).nullable().default(null),
  condition: conditionSchema,
  /** 1 to 59 are fast rules: looked at each minute. Hours (60, 120, … up to 31 days) are looked at each hour. */
  windowMinutes: z
    .number()
    .int()
    .min(1)
    .max(31 * 1440)
    .refine((value) => value < 60 || value % 60 === 0, "A window is 1 to 59 minutes, or whole hours."),
  /** How long the condition must hold; a multiple of a minute for fast rules, else of an hour. */
  forMinutes: minutes(7 * 1440, "For how long").default(0),
  /** Below this much in the window, nothing is said. */
  minimum: z
    .object({ metric: z.enum(["requests", "attempts", "sessions", "cost"]), value: decimal(VALUE) })
    .nullable()
    .default(null),
  hysteresis: decimal(HYSTERESIS)
    .refine((value) => compare(value, "0") >= 0 && compare(value, "0.9") <= 0, HYSTERESIS)
    .default("0"),
  /** Silence after an alert began, also if it ends and begins again. */
  cooldownMinutes: minutes(31 * 1440, "Cool-down").default(60),
  severity: z.enum(SEVERITIES).default("warning"),
  recipients: recipientsSchema.default({ roles: ["engineer"], users: [], channels: [] }),
  /** Id of the template it was made from. */
  template: z.string().nullable().default(null),
});
export type NewRule = z.output<typeof newRuleSchema>;

/** Everything but the past can change; what it watches only by a new rule. */
export const ruleChangeSchema = z.object({
  name: newRuleSchema.shape.name.optional(),
  condition: conditionSchema.optional(),
  // Without the defaults of a new rule: what a change does not name stays as it is.
  forMinutes: newRuleSchema.shape.forMinutes.unwrap().optional(),
  minimum: newRuleSchema.shape.minimum.unwrap().optional(),
  hysteresis: newRuleSchema.shape.hysteresis.unwrap().optional(),
  cooldownMinutes: newRuleSchema.shape.cooldownMinutes.unwrap().optional(),
  severity: newRuleSchema.shape.severity.unwrap().optional(),
  recipients: newRuleSchema.shape.recipients.unwrap().optional(),
  mutedUntil: z.iso.datetime().nullable().optional(),
  owner: z.email().optional(),
});
export type RuleChange = z.output<typeof ruleChangeSchema>;

/** Instants ISO, values decimal text in the metric's unit. */
export const ruleSchema = newRuleSchema.extend({
  id: z.uuid(),
  owner: z.string(),
  mutedUntil: z.iso.datetime().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** ok: within the line. pending: out of it, not yet for long enough. firing: told. no_data: nothing known to decide by. */
export const RULE_STATES = ["ok", "pending", "firing", "no_data"] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** A rule and how it stands: the worst of its subjects first. */
export const standingRuleSchema = ruleSchema.extend({
  evaluatedAt: z.iso.datetime().nullable(),
  state: z.enum(RULE_STATES),
  subjects: z.array(
    z.object({
      /** A value of `each`; "" without one. */
      subject: z.string(),
      label: z.string().nullable(),
      state: z.enum(RULE_STATES),
      /** The value of the last closed bucket; null is unknown. */
      value: z.string().nullable(),
      since: z.iso.datetime().nullable(),
    }),
  ),
  /** Alerts that began in the last 30 days. */
  fired30d: z.number(),
});
export type StandingRule = z.infer<typeof standingRuleSchema>;

/** A rule to begin with: `rule` is complete, with lines made of the company's own history where a fixed number would mean nothing. */
export const ruleTemplateSchema = z.object({ id: z.string(), label: z.string(), sentence: z.string(), rule: newRuleSchema });
export type RuleTemplate = z.output<typeof ruleTemplateSchema>;

/** What a rule would have done: at the hour over 90 days, or at the minute over 7 for fast ones. */
export const backtestSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  zone: z.string(),
  grain: z.enum(["minute", "hour"]),
  /** "This rule would have fired 3 times in the last 90 days: 4, 11 and 18 October." */
  sentence: z.string(),
  firings: z.array(
    z.object({
      subject: z.string(),
      label: z.string().nullable(),
      from: z.iso.datetime(),
      to: z.iso.datetime().nullable(),
      value: z.string().nullable(),
    }),
  ),
  /** Of the subject that fired most (else the largest), thinned to at most 1,000 points, keeping extremes. */
  series: z.object({
    subject: z.string(),
    label: z.string().nullable(),
    points: z.array(
      z.object({
        at: z.iso.datetime(),
        value: z.string().nullable(),
        /** The line at that time (for change and anomaly: where the value would have told), where there is one. */
        low: z.string().nullable(),
        high: z.string().nullable(),
        firing: z.boolean(),
      }),
    ),
  }),
});
export type Backtest = z.infer<typeof backtestSchema>;

export const isFast = ({ windowMinutes }: Pick<Rule, "windowMinutes">): boolean => windowMinutes < 60;
export const hasHysteresis = ({ hysteresis }: Pick<Rule, "hysteresis">): boolean => !isZero(hysteresis);
