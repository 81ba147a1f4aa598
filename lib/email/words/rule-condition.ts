import { change, compare, formatRatio, isZero, negate } from "../../money";
import type { RuleSnapshot } from "../../rules/snapshot";
import { withoutText } from "../scope-text";
import { spanText, valueText } from "../value-text";

/** "the hour before", "the 6 hours before". */
const beforeText = (span: string): string => `the ${span.replace(/^1 /, "")} before`;

/** "Cost", "GPU utilization", "cost of support-chat": what the rule watches here. */
export function watchedText({ metric, subject, subjectLabel, rule }: RuleSnapshot): string {
  const name = subjectLabel ?? subject;
  // What is missing is no metric but the records themselves.
  if (rule.condition.kind === "no_data") return name || "Permille";
  if (name !== "") return `${metric.label} of ${name}`;
  return rule.each ? `${metric.label} ${withoutText(rule.each)}` : metric.label;
}

/** "$41.20" or "unknown". */
export const ruleValue = ({ value, metric }: RuleSnapshot): string => valueText(value, metric.unit);

/** "is $41.20, above $30.00", "is up 62 % on the 60 minutes before": the state that fired, without its subject. */
export function outOfLine(snapshot: RuleSnapshot): string {
  const { rule, metric, value, low, high, usual } = snapshot;
  const shown = `${ruleValue(snapshot)} over ${spanText(rule.windowMinutes)}`;
  const span = spanText(rule.windowMinutes);
  switch (rule.condition.kind) {
    case "above":
      return `is ${shown}, above ${valueText(rule.condition.value, metric.unit)}`;
    case "below":
      return `is ${shown}, below ${valueText(rule.condition.value, metric.unit)}`;
    case "change": {
      const before = rule.condition.against === "previous" ? beforeText(span) : "the same time a week before";
      const moved = change(usual, value);
      if (moved == null) return `is ${ruleValue(snapshot)}, against ${valueText(usual, metric.unit)} in ${before}`;
      const up = compare(moved, "0") >= 0;
      return `is ${up ? "up" : "down"} ${formatRatio(up ? moved : negate(moved))} on ${before}: ${ruleValue(snapshot)}, from ${valueText(usual, metric.unit)}`;
    }
    case "anomaly": {
      const ends = [low, high].filter((end) => end != null).map((end) => valueText(end, metric.unit));
      // What is always nothing is not about nothing.
      const middle = `${usual == null || isZero(usual) ? "" : "about "}${valueText(usual, metric.unit)}`;
      return `is ${shown}; usual at this hour is ${ends.length === 2 ? `between ${ends.join(" and ")}` : middle}`;
    }
    case "no_data":
      return `has brought no record for ${span}`;
  }
}

/** "above $30.00 over 1 hour, for at least 15 minutes": what the rule waits for. */
export function conditionText({ rule, metric }: RuleSnapshot): string {
  const { condition, windowMinutes, forMinutes } = rule;
  const span = spanText(windowMinutes);
  const lasting = forMinutes > 0 ? `, for at least ${spanText(forMinutes)}` : "";
  switch (condition.kind) {
    case "above":
    case "below":
      return `${condition.kind} ${valueText(condition.value, metric.unit)} over ${span}${lasting}`;
    case "change": {
      const way = { up: "up", down: "down", either: "up or down" }[condition.direction];
      const before = condition.against === "previous" ? beforeText(span) : "the same time a week before";
      return `${way} by ${formatRatio(condition.by)} or more over ${span}, against ${before}${lasting}`;
    }
    case "anomaly": {
      const way = { up: "above", down: "below", either: "outside" }[condition.direction];
      return `${way} its usual band over ${span}, at sensitivity ${condition.sensitivity} of 10${lasting}`;
    }
    case "no_data":
      return `without any record for ${span}${lasting}`;
  }
}
