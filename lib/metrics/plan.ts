import { type DimensionColumn, ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { type Day, formatEnd, type Grain, type Range, startOfDay, startOfHour, wholeDays } from "../time";

export interface Question {
  range: Range;
  zone: string;
  grain: Grain | null;
  /** Columns that the question splits or filters by. */
  columns: readonly DimensionColumn[];
  measures: readonly string[];
}

/** Where the rows of a question come from: whole buckets from one rollup, the rest of the range from facts. */
export interface Plan {
  rollup: RollupTable | null;
  /** Dates [from, to) of a day rollup, or instants of an hour rollup. */
  days: { from: Day; to: Day } | null;
  hours: Range | null;
  /** Parts of the range that facts answer. */
  facts: readonly Range[];
  /** Dates whose day-wide provider counts facts add; others are left out and named (`meta.coarser`). */
  bucketDays: { from: Day; to: Day } | null;
  /** Day-wide provider counts of some date in the range are left out. */
  leavesDayBuckets: boolean;
}

const HOUR_MS = 3_600_000;

function holds(rollup: RollupTable, { columns, measures }: Question): boolean {
  return (
    columns.every((column) => rollup.dimensions.includes(column)) &&
    measures.every((name) => rollup.measures.some((measure) => measure.name === name))
  );
}

/** What a range has before `start` and after `end`. */
export function edges({ from, to }: Range, start: number, end: number): Range[] {
  return [
    { from, to: start },
    { from: end, to },
  ].filter((range) => range.from < range.to);
}

function wholeHours({ from, to }: Range, zone: string): Range | null {
  const floor = startOfHour(from, zone);
  const hours = { from: floor === from ? from : floor + HOUR_MS, to: startOfHour(to, zone) };
  return hours.from < hours.to ? hours : null;
}

/** The smallest rollup that has the question's dimensions and measures, for as much of the range as it holds whole; facts for the rest. Pure. */
export function planCalls(question: Question): Plan {
  const { range, zone, grain } = question;
  const days = grain === "hour" ? null : wholeDays(range, zone);
  const daily = days && ROLLUPS.find((rollup) => rollup.grain === "day" && holds(rollup, question));
  if (days && daily) {
    const rest = edges(range, startOfDay(days.from, zone), startOfDay(days.to, zone));
    return { rollup: daily, days, hours: null, facts: rest, bucketDays: null, leavesDayBuckets: rest.length > 0 };
  }
  const hours = days ? null : wholeHours(range, zone);
  const hourly = hours && ROLLUPS.find((rollup) => rollup.grain === "hour" && holds(rollup, question));
  if (hours && hourly) {
    return { rollup: hourly, days: null, hours, facts: edges(range, hours.from, hours.to), bucketDays: null, leavesDayBuckets: true };
  }
  return { rollup: null, days: null, hours: null, facts: [range], bucketDays: days, leavesDayBuckets: !days || !isWholeDays(range, zone) };
}

/** True where both ends are day boundaries in `zone`. */
export function isWholeDays(range: Range, zone: string): boolean {
  return [range.from, range.to].every((end) => formatEnd(end, zone).length === 10);
}

/** "rollup_day_model", "facts", or "rollup_day_model+facts" where the range starts or ends within a bucket. */
export function planName({ rollup, facts }: Plan): string {
  return [rollup?.name, facts.length > 0 ? "facts" : null].filter(Boolean).join("+");
}
