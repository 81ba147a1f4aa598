import type { Recipients } from "../../lib/budgets/budget";
import { monitoredBy } from "../../lib/metrics/monitored";
import type { WatchedScope } from "../../lib/metrics/scope-schema";
import { divide, multiply } from "../../lib/money";
import type { Condition, Direction, Each, NewRule, Rule, RuleChange, Severity } from "../../lib/rules/rule";
import { canBeSilent, silentMetric } from "./options";
import { conditionText, type MetricWords, ofText, ruleText } from "./words";

/** The editor's fields: numbers as people type them, shares in percent. */
export interface RuleDraft {
  /** Empty: the suggested one. */
  name: string;
  metric: string;
  scope: WatchedScope;
  each: Each | null;
  kind: Condition["kind"];
  /** Of above and below, in the unit people type: dollars, percent, milliseconds, a count. */
  line: string;
  against: "previous" | "same_weekday";
  direction: Direction;
  /** Percent. */
  by: string;
  sensitivity: number;
  windowMinutes: number;
  forMinutes: number;
  minimumMetric: NonNullable<NewRule["minimum"]>["metric"];
  /** Empty: no minimum. */
  minimum: string;
  /** Percent of the line. */
  hysteresis: number;
  cooldownMinutes: number;
  severity: Severity;
  recipients: Recipients;
  template: string | null;
}

/** Where a rule begins without a template: a day's value above a line, below it where more is better. */
export function blankDraft({
  metric = "cost",
  scope = [],
  moreIsBetter = false,
}: {
  metric?: string;
  scope?: WatchedScope;
  moreIsBetter?: boolean;
} = {}): RuleDraft {
  return {
    name: "",
    metric,
    scope,
    each: null,
    kind: moreIsBetter ? "below" : "above",
    line: "",
    against: "previous",
    direction: moreIsBetter ? "down" : "up",
    by: "50",
    sensitivity: 5,
    windowMinutes: 1440,
    forMinutes: 0,
    minimumMetric: "requests",
    minimum: "",
    hysteresis: 0,
    cooldownMinutes: 1440,
    severity: "warning",
    recipients: { roles: ["engineer"], users: [], channels: [] },
    template: null,
  };
}

/** The fields of a rule, or of a template; `unit` is that of its metric. */
export function draftOf(rule: NewRule | Rule, unit: string): RuleDraft {
  const { condition, minimum } = rule;
  const blank = blankDraft();
  return {
    ...blank,
    name: rule.name,
    metric: rule.metric,
    scope: rule.scope,
    each: rule.each,
    kind: condition.kind,
    ...(condition.kind === "above" || condition.kind === "below" ? { line: typed(condition.value, unit) } : {}),
    ...(condition.kind === "change"
      ? { against: condition.against, direction: condition.direction, by: multiply(condition.by, "100") }
      : {}),
    ...(condition.kind === "anomaly" ? { direction: condition.direction, sensitivity: condition.sensitivity } : {}),
    windowMinutes: rule.windowMinutes,
    forMinutes: rule.forMinutes,
    ...(minimum ? { minimumMetric: minimum.metric, minimum: minimum.value } : {}),
    hysteresis: Math.round(Number(rule.hysteresis) * 100),
    cooldownMinutes: rule.cooldownMinutes,
    severity: rule.severity,
    recipients: rule.recipients,
    template: rule.template,
  };
}

/** A number as people type it in this unit: 0.05 is "5" percent. */
const typed = (value: string, unit: string): string => (unit === "ratio" ? multiply(value, "100") : value);

/** A line set on the chart, as it stands in its field. */
export function lineAt(value: number, unit: string): string {
  return typed(plain(value), unit);
}

/** Without an exponent, which is no way to type a number. */
const plain = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
};

/** No value is ever beyond it: a rule with this line tells nothing, and its back-test shows what there is to draw a line in. */
const FAR = "999999999999999";

/** The rule of fields that lack nothing but their line; null otherwise. */
export function withoutLine(draft: RuleDraft, metric: MetricWords): NewRule | null {
  if ((draft.kind !== "above" && draft.kind !== "below") || readNumber(draft.line, metric.unit) != null) return null;
  const { rule } = readDraft({ ...draft, line: FAR }, metric);
  return rule && { ...rule, condition: { kind: draft.kind, value: draft.kind === "above" ? FAR : `-${FAR}` } };
}

/** Whether a condition is that of `withoutLine`. */
export const isWithoutLine = (condition: Condition): boolean =>
  (condition.kind === "above" || condition.kind === "below") && condition.value.endsWith(FAR);

const DAY_MINUTES = 1440;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** "$4,000" → "4000", "5 %" → "0.05" of a ratio; null while it is no number. */
export function readNumber(text: string, unit: string): string | null {
  const plain = text.replace(/[$,%\s]/g, "").replace("−", "-");
  if (!NUMBER.test(plain)) return null;
  return unit === "ratio" ? divide(plain, "100") : plain;
}

/** The rule that the fields say, or the sentence that says what is missing. */
export function readDraft(draft: RuleDraft, metric: MetricWords): { rule: NewRule; problem: null } | { rule: null; problem: string } {
  const condition = readCondition(draft, metric.unit);
  if (typeof condition === "string") return { rule: null, problem: condition };
  if (draft.scope.some(({ values }) => values.length === 0))
    return { rule: null, problem: "Tick at least one value of each part that it is narrowed to." };
  const minimum = draft.kind === "no_data" || draft.minimum.trim() === "" ? "" : readNumber(draft.minimum, "count");
  if (minimum == null) return { rule: null, problem: "The minimum is a number, such as 100." };
  const rule: NewRule = {
    name: draft.name.trim(),
    metric: draft.metric,
    scope: draft.scope,
    each: draft.each,
    condition,
    windowMinutes: draft.windowMinutes,
    forMinutes: draft.forMinutes,
    minimum: minimum ? { metric: draft.minimumMetric, value: minimum } : null,
    hysteresis: divide(String(draft.hysteresis), "100") ?? "0",
    cooldownMinutes: draft.cooldownMinutes,
    severity: draft.severity,
    recipients: draft.recipients,
    template: draft.template,
  };
  return { rule: { ...rule, name: rule.name || suggestedName(rule, metric) }, problem: null };
}

function readCondition(draft: RuleDraft, unit: string): Condition | string {
  switch (draft.kind) {
    case "above":
    case "below": {
      const value = readNumber(draft.line, unit);
      return value == null ? "Give the line that the value must not cross." : { kind: draft.kind, value };
    }
    case "change": {
      const by = readNumber(draft.by, "ratio");
      if (by == null || by.startsWith("-") || by === "0") return "Give the change that tells, such as 50 %.";
      return { kind: "change", against: draft.against, direction: draft.direction, by };
    }
    case "anomaly":
      return { kind: "anomaly", direction: draft.direction, sensitivity: draft.sensitivity };
    case "no_data":
      return { kind: "no_data" };
  }
}

/** "Cost of feature support-chat above $4.00", at most 100 characters. */
export function suggestedName(rule: NewRule, metric: MetricWords): string {
  const { condition, windowMinutes } = rule;
  if (condition.kind === "no_data") return cut(ruleText({ ...rule, forMinutes: 0 }, metric));
  const words = conditionText(condition, { unit: metric.unit, windowMinutes });
  // Without what it is held against and how sensitive it is.
  const said = condition.kind === "change" ? words.split(" or more")[0] : words.split(",")[0];
  return cut(`${metric.label}${ofText(rule)} ${said}`);
}

const cut = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);

/** What of an existing rule can change. */
export function changeOf(rule: NewRule): RuleChange {
  const { name, condition, forMinutes, minimum, hysteresis, cooldownMinutes, severity, recipients } = rule;
  return { name, condition, forMinutes, minimum, hysteresis, cooldownMinutes, severity, recipients };
}

/** Fields after one of them changed: what the new one makes meaningless takes a value that goes with it. */
export function changed(draft: RuleDraft, part: Partial<RuleDraft>): RuleDraft {
  const next = { ...draft, ...part };
  if (part.metric && part.metric !== draft.metric) next.line = "";
  // Machines are known apart from calls: a minimum of these says nothing about them.
  if (monitoredBy(next.metric) !== "calls") next.minimum = "";
  if (part.each === "session") {
    if (next.metric !== "cost" && next.metric !== "requests") next.metric = "cost";
    next.windowMinutes = Math.min(60, next.windowMinutes);
    next.kind = "above";
  }
  if (next.kind === "no_data") {
    if (monitoredBy(next.metric) !== "calls") next.metric = silentMetric(next.metric);
    if (next.each && !canBeSilent(next.each, next.metric)) next.each = null;
  }
  if (monitoredBy(next.metric) !== "calls") {
    // Machines are told of by whole hours or days, and apart from calls.
    next.windowMinutes = next.windowMinutes < DAY_MINUTES && next.kind !== "anomaly" ? 60 : DAY_MINUTES;
    next.minimum = "";
  }
  // Fast rules are held for minutes, the others for whole hours.
  if (next.windowMinutes >= 60) next.forMinutes = Math.ceil(next.forMinutes / 60) * 60;
  return next;
}
