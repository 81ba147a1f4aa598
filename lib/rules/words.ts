import type { Unit } from "../metrics";
import { type Amount, add, change, compare, formatCount, formatMs, formatRatio, formatUsd } from "../money";
import type { Decision } from "./decide";
import type { NewRule } from "./rule";

/** A value as people read it in the metric's unit. */
export function formatValue(unit: Unit, value: Amount | null): string {
  if (value == null) return "unknown";
  switch (unit) {
    case "usd":
    case "usd_per_1k":
      // Cents would put a small value on its line.
      return formatUsd(value, Math.abs(Number(value)) < 1 ? "request" : "cents");
    case "ratio":
      return formatRatio(value);
    case "ms":
      return formatMs(value);
    case "count":
      return formatCount(value);
  }
}

/** "5 min", "1 h", "36 h", "7 days". */
export function formatMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 2880 && minutes % 1440 === 0) return `${minutes / 1440} days`;
  return `${minutes / 60} h`;
}

interface Told {
  rule: Pick<NewRule, "name" | "condition" | "windowMinutes" | "each">;
  metric: { label: string; unit: Unit };
  /** Of the subject; null without `each`. */
  subject: string | null;
  change: "fired" | "resolved";
  value: Amount | null;
  lines: Pick<Decision, "low" | "high" | "usual">;
}

/** What happened, whole: the subject of the mail. "Runaway key: key-7, cost $12.40 in 5 min, above $10.00". */
export function ruleTitle({ rule, metric, subject, change: what, value, lines }: Told): string {
  const who = subject == null ? "" : `${subject}, `;
  const span = formatMinutes(rule.windowMinutes);
  if (rule.condition.kind === "no_data")
    return what === "fired" ? `${rule.name}: ${who}no record in ${span}` : `${rule.name}: ${who}records come again`;
  const figure = `${metric.label.charAt(0).toLowerCase()}${metric.label.slice(1)} ${formatValue(metric.unit, value)} in ${span}`;
  if (what === "resolved") return `${rule.name}: ${who}back in line, ${figure}`;
  return `${rule.name}: ${who}${figure}, ${lineWords(rule.condition, metric.unit, value, lines)}`;
}

function lineWords(condition: NewRule["condition"], unit: Unit, value: Amount | null, { low, high, usual }: Told["lines"]): string {
  const isUp = value != null && high != null && compare(value, high) > 0;
  const line = formatValue(unit, isUp ? high : low);
  if (condition.kind === "change") {
    const by = change(usual, value);
    const before = condition.against === "previous" ? "before" : "a week before";
    return `${by == null ? "" : `${compare(by, "0") > 0 ? "up" : "down"} ${formatRatio(by).replace("−", "")} from `}${formatValue(unit, usual)} ${before}`;
  }
  if (condition.kind === "anomaly") return `${isUp ? "above" : "below"} its usual ${formatValue(unit, usual && add(usual))}`;
  return `${isUp ? "above" : "below"} ${line}`;
}
