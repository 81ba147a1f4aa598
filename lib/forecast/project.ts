import { addDays, addMonths, type Day, type Period, wallText } from "../time";
import { type Fit, fitDays } from "./fit";
import { type HourSeries, shareBy } from "./hours";
import { type DaySeries, numberOf, valueAt } from "./series";

/** What a projection stands on, as plain numbers. */
export interface Basis {
  series: DaySeries;
  hours: HourSeries;
  zone: string;
  /** First day (as number) whose data may be incomplete; at most the day that runs. */
  origin: number;
  /** Epoch ms. */
  now: number;
  /** Data of some source ends more than 2 hours ago. */
  late: boolean;
}

export interface Projection {
  fit: Fit;
  /** What each day from `origin` to the end of the period is still expected to add. */
  rests: { number: number; value: number }[];
  rest: number;
}

/** The day that an instant falls on, as number, and the hour on its clock (0 to 24, with fraction). */
export function clockAt(at: number, zone: string): { day: number; hour: number } {
  const wall = wallText(at, zone);
  const [hours, minutes, seconds] = wall.slice(11).split(":").map(Number) as [number, number, number];
  return { day: numberOf(wall.slice(0, 10)), hour: hours + minutes / 60 + seconds / 3600 };
}

/** The share of a day that has come by `hour`: by the shape of its hours, else by the clock. */
export const shareOfDay = (hours: HourSeries, day: number, hour: number): number => shareBy(hours, day, hour) ?? hour / 24;

/** What the days of [from, end) still add, from `origin` on. Null with too short a history. */
export function project({ series, hours, zone, origin, now, late }: Basis, from: number, end: number): Projection | null {
  const fit = fitDays(series, origin);
  if (!fit) return null;
  const clock = clockAt(now, zone);
  const rests: Projection["rests"] = [];
  for (let number = Math.max(from, origin); number < end; number += 1) {
    const expected = fit.expected(number);
    const actual = valueAt(series, number) || 0;
    const missing = Math.max(0, expected - actual);
    if (number > clock.day) rests.push({ number, value: expected });
    else if (number < clock.day) rests.push({ number, value: missing });
    else {
      const value = restOfDay(expected, actual, shareOfDay(hours, number, clock.hour));
      rests.push({ number, value: late ? Math.max(value, missing) : value });
    }
  }
  return { fit, rests, rest: rests.reduce((sum, { value }) => sum + value, 0) };
}

/** What a day still adds of which a share has come: the more of it has, the less the expectation counts and the more its own pace does. */
export const restOfDay = (expected: number, actual: number, share: number): number => (1 - share) * (actual + (1 - share) * expected);

const before = (kind: Period, day: Day): Day => {
  if (kind === "day" || kind === "week") return addDays(day, kind === "day" ? -1 : -7);
  return addMonths(day, { month: -1, quarter: -3, year: -12 }[kind]);
};

/** The periods of a kind before the one that starts on `fromDay`, the newest first, as day numbers [from, to), as far back as `first`. */
export function periodsBefore(kind: Period, fromDay: Day, first: number, most: number): { from: number; to: number }[] {
  const periods: { from: number; to: number }[] = [];
  for (
    let [day, next] = [before(kind, fromDay), fromDay];
    periods.length < most && numberOf(day) >= first;
    [day, next] = [before(kind, day), day]
  )
    periods.push({ from: numberOf(day), to: numberOf(next) });
  return periods;
}
