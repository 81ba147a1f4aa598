import { isZero } from "../../lib/money";
import type { Condition, Direction, Each, NewRule, RuleState, Severity } from "../../lib/rules/rule";
import { dimensionLabel, scopeText } from "../budgets/words";
import { formatFigure } from "../panels/figure";

/** The least that words about a metric need. */
export interface MetricWords {
  id: string;
  label: string;
  unit: string;
  /** Whether it adds up over time; else a budget of it is an average to stay below. */
  sum: boolean;
}

type BadgeVariant = "success" | "warning" | "destructive" | "neutral";

export const SEVERITY_WORDS: Record<Severity, { label: string; variant: BadgeVariant; means: string }> = {
  critical: { label: "Critical", variant: "destructive", means: "Somebody should look now" },
  warning: { label: "Warning", variant: "warning", means: "Somebody should look today" },
  info: { label: "Info", variant: "neutral", means: "Good to know" },
};
export const SEVERITY_IDS = ["info", "warning", "critical"] as const satisfies readonly Severity[];

export const STATE_WORDS: Record<RuleState, { label: string; variant: BadgeVariant }> = {
  firing: { label: "Firing", variant: "destructive" },
  pending: { label: "Out of line", variant: "warning" },
  ok: { label: "OK", variant: "success" },
  no_data: { label: "No data yet", variant: "neutral" },
};

/** "9 features", "1 API key". */
export function subjectsText(count: number, each: Each): string {
  const one = EACH_LABELS[each];
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

export const EACH_LABELS: Record<Each, string> = {
  feature: "feature",
  team: "team",
  project: "project",
  customer: "customer",
  model: "model",
  provider: "provider",
  environment: "environment",
  api_key: "API key",
  source: "source",
  pool: "pool",
  host: "host",
  gpu_model: "GPU model",
  namespace: "namespace",
  pod: "pod",
  session: "session",
};

const HOUR = 60;
const DAY = 24 * HOUR;

/** "5 minutes", "1 hour", "24 hours", "7 days". */
export function durationText(minutes: number): string {
  const [count, unit] =
    minutes >= 2 * DAY && minutes % DAY === 0
      ? [minutes / DAY, "day"]
      : minutes >= HOUR && minutes % HOUR === 0
        ? [minutes / HOUR, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "2 h 05 min", "3 days 4 h", "40 s": how long something lasted, in milliseconds. */
export function lastedText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < HOUR) return `${minutes} min`;
  const hours = Math.floor(minutes / HOUR);
  if (hours < 48) return minutes % HOUR === 0 ? `${hours} h` : `${hours} h ${String(minutes % HOUR).padStart(2, "0")} min`;
  return hours % 24 === 0 ? `${hours / 24} days` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

/** A value of a metric as a line of it is named: "$4.00", "30 %", "2.4 s"; no money is "0". */
export function valueText(value: string | null, unit: string): string {
  const money = unit.startsWith("usd");
  return money && value != null && isZero(value) ? "0" : formatFigure(value, unit, money ? "table" : "tile");
}

/** "above $4.00", "up by 50 % or more on the 24 hours before", "above its usual band, sensitivity 5". */
export function conditionText(condition: Condition, { unit, windowMinutes }: { unit: string; windowMinutes: number }): string {
  switch (condition.kind) {
    case "above":
    case "below":
      return `${condition.kind} ${valueText(condition.value, unit)}`;
    case "change":
      return `${CHANGES[condition.direction]} by ${formatFigure(condition.by, "ratio")} or more on ${
        condition.against === "previous" ? `the ${durationText(windowMinutes)} before` : "a week before"
      }`;
    case "anomaly":
      return `${BANDS[condition.direction]} its usual band, sensitivity ${condition.sensitivity}`;
    case "no_data":
      return "no record";
  }
}

const CHANGES: Record<Direction, string> = { up: "up", down: "down", either: "up or down" };
const BANDS: Record<Direction, string> = { up: "above", down: "below", either: "outside" };

/** What of a rule the sentence reads. */
export type Watching = Pick<NewRule, "scope" | "each" | "condition" | "windowMinutes" | "forMinutes">;

/** "Cost per 1,000 requests of feature support-chat above $4.00 over 24 hours, for 2 hours". */
export function ruleText(rule: Watching, metric: Pick<MetricWords, "label" | "unit">): string {
  const { condition, windowMinutes, forMinutes } = rule;
  const held = forMinutes > 0 ? `, for ${durationText(forMinutes)}` : "";
  if (condition.kind === "no_data") return `No record${ofText(rule)} in ${durationText(windowMinutes)}${held}`;
  const said = conditionText(condition, { unit: metric.unit, windowMinutes });
  const over = `over ${durationText(windowMinutes)}`;
  // "above $4.00 over 24 hours", but "over 24 hours up by 50 % on a week before".
  const line = condition.kind === "above" || condition.kind === "below";
  return `${metric.label}${ofText(rule)} ${line ? `${said} ${over}` : `${over} ${said}`}${held}`;
}

/** " of feature support-chat, of each customer"; "" for the whole company. */
export function ofText({ scope, each }: Pick<Watching, "scope" | "each">): string {
  const part = scope.length === 0 ? "" : ` of ${scope.map((entry) => lowerFirst(entry.dimension, scopeText([entry]))).join(", ")}`;
  return each ? `${part}${part ? "," : ""} of each ${EACH_LABELS[each]}` : part;
}

function lowerFirst(dimension: Parameters<typeof dimensionLabel>[0], text: string): string {
  const label = dimensionLabel(dimension);
  // "API key" and "GPU model" stay; "Feature" becomes "feature".
  return /^(API|GPU)/.test(label) ? text : `${text[0]?.toLowerCase() ?? ""}${text.slice(1)}`;
}

/** Words of a metric by its id; the id itself where the list has it no more. */
export function metricWords(id: string, metrics: readonly MetricWords[]): MetricWords {
  return metrics.find((metric) => metric.id === id) ?? { id, label: id, unit: "count", sum: true };
}

/** A value of `each` as people read it; null is "(none)". */
export const subjectText = ({ subject, label }: { subject: string; label: string | null }): string => label ?? (subject || "(none)");

/** A round number of an axis in the unit: "$20", "$1,500", "40 %"; nothing between two whole things that are counted. */
export const axisText =
  (unit: string) =>
  (value: number): string => {
    if (unit === "count" && !Number.isInteger(value)) return "";
    if (unit.startsWith("usd") && Math.abs(value) < 1000) return `${value < 0 ? "−" : ""}$${Math.abs(value)}`;
    return formatFigure(String(value), unit, "tile");
  };

/** "not fired in 30 days", "fired once in 30 days". */
export function firedText(count: number): string {
  return count === 0 ? "not fired in 30 days" : `fired ${count === 1 ? "once" : `${count} times`} in 30 days`;
}
