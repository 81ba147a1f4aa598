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
  /** Whole hours before and after the days, where an hour rollup holds the same. */
  ends: { rollup: RollupTable; ranges: readonly Range[] } | null;
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
    return { rollup: daily, days, hours: null, ...planEnds(rest, question), bucketDays: null, leavesDayBuckets: rest.length > 0 };
  }
  const hours = days ? null : wholeHours(range, zone);
  const hourly = hours && hourRollup(question);
  if (hours && hourly) {
    const rest = edges(range, hours.from, hours.to);
    return { rollup: hourly, days: null, hours, ends: null, facts: rest, bucketDays: null, leavesDayBuckets: true };
  }
  const leavesDayBuckets = !days || !isWholeDays(range, zone);
  return { rollup: null, days: null, hours: null, ends: null, facts: [range], bucketDays: days, leavesDayBuckets };
}

const hourRollup = (question: Question): RollupTable | undefined =>
  ROLLUPS.find((rollup) => rollup.grain === "hour" && holds(rollup, question));

/** The parts of days that a range cuts: whole hours from an hour rollup, so that facts are left at most two hours. */
function planEnds(rest: readonly Range[], question: Question): Pick<Plan, "ends" | "facts"> {
  const rollup = hourRollup(question);
  if (!rollup) return { ends: null, facts: rest };
  const cut = rest.map((range) => ({ range, hours: wholeHours(range, question.zone) }));
  const ranges = cut.flatMap(({ hours }) => hours ?? []);
  const facts = cut.flatMap(({ range, hours }) => (hours ? edges(range, hours.from, hours.to) : [range]));
  return { ends: ranges.length > 0 ? { rollup, ranges } : null, facts };
}

/** True where both ends are day boundaries in `zone`. */
export function isWholeDays(range: Range, zone: string): boolean {
  return [range.from, range.to].every((end) => formatEnd(end, zone).length === 10);
}

/** "rollup_day_model", "facts", or "rollup_day_model+rollup_hour_model+facts" where the range starts or ends within a day and an hour. */
export function planName({ rollup, ends, facts }: Plan): string {
  return [rollup?.name, ends?.rollup.name, facts.length > 0 ? "facts" : null].filter(Boolean).join("+");
}
