import { type AskedColumn, hasColumn, ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { addDays, type Day, dayOf, formatEnd, type Grain, type Range, startOfDay, startOfHour, wholeDays } from "../time";

export interface Question {
  range: Range;
  zone: string;
  grain: Grain | null;
  /** Columns that the question splits or filters by. */
  columns: readonly AskedColumn[];
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
  /** Dates that the range cuts by less than half: whole from the rollup, and what is beyond the range taken away again by facts. */
  cuts: readonly { day: Day; beyond: Range }[];
  /** What whole hours hold beyond the range, where it cuts one by less than half: taken away again by facts. */
  less: readonly Range[];
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
    columns.every((column) => hasColumn(rollup, column)) &&
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

/** The whole hours of a zone that lie in a range; null without any. */
export function wholeHours({ from, to }: Range, zone: string): Range | null {
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
    return { rollup: daily, days, hours: null, ...planRest(rest, question), bucketDays: null, leavesDayBuckets: rest.length > 0 };
  }
  const hours = days ? null : nearHours(range, zone);
  const hourly = hours && hourRollup(question);
  if (hours && hourly)
    return { rollup: hourly, days: null, hours, ends: null, cuts: [], ...around(range, hours), bucketDays: null, leavesDayBuckets: true };
  const leavesDayBuckets = !days || !isWholeDays(range, zone);
  return { rollup: null, days: null, hours: null, ends: null, cuts: [], less: [], facts: [range], bucketDays: days, leavesDayBuckets };
}

const hourRollup = (question: Question): RollupTable | undefined =>
  ROLLUPS.find((rollup) => rollup.grain === "hour" && holds(rollup, question));

/** The parts of days before and after the whole ones: hours from an hour rollup, else facts. */
function planRest(rest: readonly Range[], question: Question): Pick<Plan, "ends" | "cuts" | "less" | "facts"> {
  const rollup = hourRollup(question);
  if (!rollup) return { ends: null, less: [], ...cutDays(rest, question.zone) };
  const parts = rest.map((range) => ({ range, hours: nearHours(range, question.zone) }));
  const ranges = parts.flatMap(({ hours }) => hours ?? []);
  const cut = parts.map(({ range, hours }) => (hours ? around(range, hours) : { less: [], facts: [range] }));
  return {
    ends: ranges.length > 0 ? { rollup, ranges } : null,
    cuts: [],
    less: cut.flatMap(({ less }) => less),
    facts: cut.flatMap(({ facts }) => facts),
  };
}

/** The hours of a zone that lie in a range, those that it cuts by less than half among them; null without any. */
function nearHours({ from, to }: Range, zone: string): Range | null {
  const near = (at: number) => {
    const floor = startOfHour(at, zone);
    return at - floor > HOUR_MS / 2 ? floor + HOUR_MS : floor;
  };
  const hours = { from: near(from), to: near(to) };
  return hours.from < hours.to ? hours : null;
}

/** What hours have beyond a range, and it beyond them. */
const around = (range: Range, hours: Range): Pick<Plan, "less" | "facts"> => ({
  less: edges(hours, range.from, range.to),
  facts: edges(range, hours.from, hours.to),
});

/** For parts of single days: facts of the part, or of what is beyond it, whichever is shorter. */
export function cutDays(parts: readonly Range[], zone: string): Pick<Plan, "cuts" | "facts"> {
  const cuts: { day: Day; beyond: Range }[] = [];
  const facts: Range[] = [];
  for (const part of parts) {
    const day = dayOf(part.from, zone);
    const [beyond] = edges({ from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) }, part.from, part.to);
    if (beyond && lengthOf([beyond]) < lengthOf([part])) cuts.push({ day, beyond });
    else facts.push(part);
  }
  return { cuts, facts };
}

const lengthOf = (ranges: readonly Range[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** How much of time facts are read for; ms. */
export const factsLength = ({ facts, less, cuts }: Plan): number => lengthOf([...facts, ...less, ...cuts.map(({ beyond }) => beyond)]);

/** True where both ends are day boundaries in `zone`. */
export function isWholeDays(range: Range, zone: string): boolean {
  return [range.from, range.to].every((end) => formatEnd(end, zone).length === 10);
}

/** "rollup_day_model", "facts", or "rollup_day_model+rollup_hour_model+facts" where the range starts or ends within a day and an hour. */
export function planName(plan: Plan): string {
  return [plan.rollup?.name, plan.ends?.rollup.name, factsLength(plan) > 0 ? "facts" : null].filter(Boolean).join("+");
}
