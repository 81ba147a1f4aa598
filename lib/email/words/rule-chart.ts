import { compare } from "../../money";
import type { RuleSnapshot } from "../../rules/snapshot";
import type { MailChart } from "../content";
import { momentName } from "../dates";
import type { Point } from "../png/chart";
import { valueText } from "../value-text";
import { ruleValue, watchedText } from "./rule-condition";

/** The last points with what was usual or allowed, and a dot where it told; null where no point is known. */
export function ruleChart(snapshot: RuleSnapshot): MailChart | null {
  const { series, zone, metric, rule, high, low, at } = snapshot;
  const values = series.points.flatMap(({ value }) => (value == null ? [] : [value]));
  const [first, last] = [series.points[0], series.points.at(-1)];
  if (values.length === 0 || !first || !last) return null;
  const isBand = rule.condition.kind === "anomaly" || rule.condition.kind === "change";
  const ends = [...values].sort(compare);
  const number = (value: string | null) => (value == null ? null : Number(value));
  const points = series.points.map(
    (point): Point => ({
      value: number(point.value),
      look: "strong",
      ...(isBand ? bandOf(number(point.low), number(point.high)) : {}),
    }),
  );
  const line =
    rule.condition.kind === "above"
      ? (high ?? rule.condition.value)
      : rule.condition.kind === "below"
        ? (low ?? rule.condition.value)
        : null;
  const mark = points.findLastIndex(({ value }) => value != null);
  return {
    title: `${watchedText(snapshot)} by ${series.grain}`,
    alt: `Chart: ${watchedText(snapshot)} by ${series.grain}, between ${valueText(ends[0] ?? null, metric.unit)} and ${valueText(ends.at(-1) ?? null, metric.unit)}; ${ruleValue(snapshot)} at ${momentName(at, zone)}.`,
    picture: { kind: "line", points, lines: line == null ? [] : [{ at: Number(line), look: "solid" }], interval: null, mark },
    first: momentName(first.at, zone),
    last: momentName(last.at, zone),
    legend: [
      `From ${valueText(ends[0] ?? null, metric.unit)} to ${valueText(ends.at(-1) ?? null, metric.unit)}.`,
      line == null ? "" : `Line: ${valueText(line, metric.unit)}.`,
      isBand && points.some(({ low, high }) => low != null || high != null) ? "Shaded: where it tells nothing." : "",
      "Dot: the latest.",
    ]
      .filter(Boolean)
      .join(" "),
  };
}

/** A band with one open end reaches down to zero, or up to twice its lower end. */
function bandOf(low: number | null, high: number | null): Pick<Point, "low" | "high"> {
  if (low == null && high == null) return {};
  return { low: low ?? Math.min(0, high ?? 0), high: high ?? (low ?? 0) * 2 };
}
