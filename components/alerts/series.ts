import type { Snapshot } from "../../lib/alerts/snapshot";
import type { BudgetSnapshot } from "../../lib/budgets/snapshot";
import { add, compare } from "../../lib/money";
import type { Backtest } from "../../lib/rules/rule";
import type { RuleSnapshot } from "../../lib/rules/snapshot";
import { isDay, startOfDay, wallText } from "../../lib/time";
import { bucketLabel, bucketSpan } from "../charts/bucket-label";
import type { WatchPoint } from "../charts/watch-geometry";
import { dayText } from "../filters/scope";
import { type MetricWords, metricWords } from "../rules/words";
import type { WatchRow } from "./watch-csv";

/** What a watch chart draws. Instants are epoch ms. */
export interface WatchSeries {
  points: WatchPoint[];
  /** The same with all their digits, for the file. */
  rows: WatchRow[];
  from: number;
  to: number;
  unit: string;
  /** At how many places the pointer and the keyboard stop. */
  count: number;
  firings: { from: number; to: number | null }[];
  timeOf: (at: number) => string;
}

const STOPS = 180;
const HOUR_MS = 3_600_000;

/** What a rule would have done, as it was for the subject that the answer shows. */
export function backtestSeries({ from, to, zone, series, firings }: Backtest, unit: string): WatchSeries {
  const rows = series.points.map(({ at, value, low, high, firing }): WatchRow => ({ at: Date.parse(at), value, low, high, firing }));
  return {
    points: rows.map(drawn),
    rows,
    from: Date.parse(from),
    to: Date.parse(to),
    unit,
    count: Math.max(1, Math.min(STOPS, rows.length)),
    firings: firings
      .filter(({ subject }) => subject === series.subject)
      .map((firing) => ({ from: Date.parse(firing.from), to: firing.to == null ? null : Date.parse(firing.to) })),
    timeOf: (at) => minuteOf(at, zone),
  };
}

/** The numbers of an event as they were when it happened; null where there are none to draw. */
export function eventSeries(snapshot: Snapshot, metrics: readonly MetricWords[]): WatchSeries | null {
  return snapshot.kind === "rule" ? ruleSeries(snapshot) : budgetSeries(snapshot, metricWords(snapshot.metric, metrics));
}

function ruleSeries({ series, zone, metric, since, at, change, rule }: RuleSnapshot): WatchSeries | null {
  const began = Date.parse(since);
  const ended = change === "resolved" ? Date.parse(at) : null;
  const rows = series.points.map(({ at: key, value, low, high }): WatchRow => {
    const time = timeAt(key, zone);
    return { at: time, value, low, high, firing: time >= began && (ended == null || time < ended) };
  });
  const unit = rule.condition.kind === "no_data" ? "count" : metric.unit;
  const timeOf =
    series.grain === "day"
      ? (time: number) => bucketLabel(wallText(time, zone).slice(0, 10), "day")
      : (time: number) => minuteOf(time, zone);
  return spread(rows, { unit, timeOf, firings: [{ from: began, to: ended }] });
}

/** What was spent, added up from bucket to bucket, under the line it crossed; averages as they were. Unknown costs count nothing, as in the budget. */
function budgetSeries(
  { series: { grain, buckets }, period: { zone }, line, asOf }: BudgetSnapshot,
  metric: MetricWords,
): WatchSeries | null {
  let sum = "0";
  const keys = new Map<number, string>();
  const rows = buckets.map(({ key, cost }): WatchRow => {
    sum = add(sum, cost ?? "0");
    const at = timeAt(bucketSpan(key, key, grain).from, zone);
    keys.set(at, key);
    const value = metric.sum ? sum : cost;
    return { at, value, low: null, high: line, firing: value != null && compare(value, line) >= 0 };
  });
  const crossed = rows.find(({ firing }) => firing);
  return spread(rows, {
    unit: metric.unit,
    timeOf: (at) => bucketLabel(keys.get(at) ?? "", grain),
    firings: [{ from: crossed?.at ?? Date.parse(asOf), to: null }],
  });
}

/** Half a step around the first and the last point, so that each has its place. */
function spread(rows: WatchRow[], rest: Pick<WatchSeries, "unit" | "timeOf" | "firings">): WatchSeries | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const step = rows.length > 1 ? (last.at - first.at) / (rows.length - 1) : HOUR_MS;
  return { points: rows.map(drawn), rows, from: first.at - step / 2, to: last.at + step / 2, count: rows.length, ...rest };
}

const timeAt = (at: string, zone: string): number => (isDay(at) ? startOfDay(at, zone) : Date.parse(at));
const pixel = (value: string | null): number | null => (value == null ? null : Number(value));
const drawn = ({ value, low, high, ...rest }: WatchRow): WatchPoint => ({
  ...rest,
  value: pixel(value),
  low: pixel(low),
  high: pixel(high),
});

/** "Nov 3, 14:05". */
function minuteOf(at: number, zone: string): string {
  const wall = wallText(at, zone);
  return `${dayText(wall.slice(0, 10))}, ${wall.slice(11, 16)}`;
}
