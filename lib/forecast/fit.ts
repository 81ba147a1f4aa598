import { tame } from "./rare-days";
import { type DaySeries, mean, median, valueAt, weekdayOf } from "./series";

/** With fewer closed days there is no forecast, and with fewer than SHAPED no shape of the week. */
export const LEAST = 3;
export const SHAPED = 14;
const SHAPE_DAYS = 56;
const WEEKS = 4;
/** A week weighs twice as much as the one before. */
const HALF = 0.5;
/** How much of a day's step of the trend the next day takes. */
const DAMPING = 0.95;

/** What is known of a series up to a day: what each later day is expected to come to. */
export interface Fit {
  shaped: boolean;
  /** Closed days it stands on. */
  days: number;
  /** Share of an average day by weekday, Monday first; 1 on average. */
  shape: readonly number[];
  /** Of an average day, at the end of the series. */
  level: number;
  /** How far weeks (relative to the level) and days within their week are from the fit. */
  spread: { week: number; day: number };
  /** What the day with this number is expected to come to. */
  expected(number: number): number;
}

const FLAT = [1, 1, 1, 1, 1, 1, 1] as const;
const known = (list: readonly number[]): number[] => list.filter((value) => !Number.isNaN(value));

/** Fits the days before `end` (a day number). Null with fewer than 3 known ones. Everything scales with the values. */
export function fitDays(series: DaySeries, end: number): Fit | null {
  const length = Math.min(series.values.length, end - series.first);
  let days = 0;
  for (let i = 0; i < length; i += 1) if (!Number.isNaN(series.values[i])) days += 1;
  if (days < LEAST) return null;
  const flatFit = () => flat(known(series.values.slice(0, length)));
  if (days < SHAPED || end - series.first < SHAPED) return flatFit();
  const shape = weekShape(series, end);
  const weeks = weekLevels(series, end, shape);
  if (weeks.length === 0) return flatFit();
  const slope = slopeOf(weeks);
  const weights = weeks.map(({ age }) => HALF ** age);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const atEnd = ({ age, level }: Week) => level + slope * (age + 0.5);
  const level = Math.max(0, weeks.reduce((sum, week, i) => sum + atEnd(week) * (weights[i] ?? 0), 0) / total);
  return {
    shaped: true,
    days,
    shape,
    level,
    spread: spreadOf(series, end, { shape, weeks, slope, level }),
    expected(number) {
      const steps = Math.max(0, number - end) + 1;
      const trend = (slope / 7) * ((DAMPING * (1 - DAMPING ** steps)) / (1 - DAMPING));
      return Math.min(Math.max(level + trend, level / 4), level * 4) * (shape[weekdayOf(number)] ?? 1);
    },
  };
}

function flat(days: readonly number[]): Fit {
  const level = mean(days);
  const off = level > 0 ? Math.sqrt(mean(days.map((value) => (value / level - 1) ** 2))) : 0;
  return {
    shaped: false,
    days: days.length,
    shape: FLAT,
    level,
    spread: { week: off / Math.sqrt(days.length), day: off },
    expected: () => level,
  };
}

/** Median over 8 weeks of what a weekday is of the 7 days around it. */
function weekShape(series: DaySeries, end: number): number[] {
  const start = Math.max(series.first, end - SHAPE_DAYS);
  const ratios: number[][] = [[], [], [], [], [], [], []];
  // Running sums: [0, n) of the known values, and how many they are.
  const [sums, counts] = [[0], [0]];
  for (let number = start; number < end; number += 1) {
    const value = valueAt(series, number);
    sums.push((sums.at(-1) ?? 0) + (value || 0));
    counts.push((counts.at(-1) ?? 0) + (Number.isNaN(value) ? 0 : 1));
  }
  for (let number = start; number < end; number += 1) {
    const value = valueAt(series, number);
    const from = Math.min(Math.max(number - 3, start), end - 7) - start;
    const average = ((sums[from + 7] ?? 0) - (sums[from] ?? 0)) / ((counts[from + 7] ?? 0) - (counts[from] ?? 0));
    if (!Number.isNaN(value) && average > 0) ratios[weekdayOf(number)]?.push(value / average);
  }
  const medians = ratios.map((list) => (list.length > 0 ? median(list) : 1));
  const average = mean(medians);
  return average > 0 ? medians.map((value) => value / average) : [...FLAT];
}

interface Week {
  /** Whole weeks between it and the end: 0 is the last. */
  age: number;
  level: number;
}

/** The last 4 weeks without the shape of the week: what an average day of each came to, days out of line by how often they come. */
function weekLevels(series: DaySeries, end: number, shape: readonly number[]): Week[] {
  const tamed = tame(series, end, shape);
  const weeks: Week[] = [];
  for (let age = 0; age < WEEKS; age += 1) {
    const from = end - 7 * (age + 1);
    if (from < series.first) break;
    let [sum, weight] = [0, 0];
    for (let number = from; number < from + 7; number += 1) {
      const value = tamed.valueAt(number);
      if (Number.isNaN(value)) continue;
      sum += value;
      weight += shape[weekdayOf(number)] ?? 1;
    }
    if (weight > 0) weeks.push({ age, level: Math.max(0, sum / weight + tamed.rare) });
  }
  return weeks;
}

/** The middle of the slopes between any two weeks, less where they contradict each other; per week. 0 with fewer than 3 weeks. */
function slopeOf(weeks: readonly Week[]): number {
  if (weeks.length < 3) return 0;
  const slopes = weeks.flatMap((a, i) => weeks.slice(i + 1).map((b) => (a.level - b.level) / (b.age - a.age)));
  const agreement = Math.abs(mean(slopes.map(Math.sign)));
  return median(slopes) * agreement;
}

function spreadOf(
  series: DaySeries,
  end: number,
  { shape, weeks, slope, level }: { shape: readonly number[]; weeks: readonly Week[]; slope: number; level: number },
): Fit["spread"] {
  if (level <= 0) return { week: 0, day: 0 };
  const square = (list: readonly number[]) => (list.length > 0 ? Math.sqrt(mean(list.map((value) => value ** 2))) : 0);
  const off = weeks.map((week) => (week.level - (level - slope * (week.age + 0.5))) / level);
  const within = weeks.flatMap((week) =>
    known(
      Array.from({ length: 7 }, (_, i) => {
        const number = end - 7 * (week.age + 1) + i;
        return (valueAt(series, number) - week.level * (shape[weekdayOf(number)] ?? 1)) / level;
      }),
    ),
  );
  return { week: square(off), day: square(within) };
}
