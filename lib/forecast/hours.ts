import type { Amount } from "../money";
import { type DaySeries, median, numberOf, valueAt, weekdayOf } from "./series";

/** What each hour of the wall clock came to, by day number; the two hours that autumn repeats are one. */
export type HourSeries = ReadonlyMap<number, HoursOfDay>;
export interface HoursOfDay {
  /** 24 values. */
  list: readonly number[];
  total: number;
}

export interface HourValue {
  day: string;
  /** 0 to 23. */
  hour: number;
  value: Amount | null;
}

const LOOK_BACK = 56;
const ENOUGH = 3;

const read = new WeakMap<readonly HourValue[], HourSeries>();

/** The same list is read once: many budgets share the hours of all calls. */
export function toHourSeries(hours: readonly HourValue[]): HourSeries {
  const known = read.get(hours);
  if (known) return known;
  const days = new Map<string, number[]>();
  for (const { day, hour, value } of hours) {
    const list = days.get(day) ?? new Array<number>(24).fill(0);
    list[hour] = (list[hour] ?? 0) + Number(value ?? 0);
    days.set(day, list);
  }
  const series = new Map([...days].map(([day, list]) => [numberOf(day), { list, total: list.reduce((sum, value) => sum + value, 0) }]));
  read.set(hours, series);
  return series;
}

/** What a day came to by `hour` (0 to 24, with fraction) on its clock. */
export function cameBy(hours: readonly number[], hour: number): number {
  const whole = Math.floor(hour);
  return hours.slice(0, whole).reduce((sum, value) => sum + value, 0) + (hours[whole] ?? 0) * (hour - whole);
}

const isWeekend = (number: number): boolean => weekdayOf(number) > 4;

/**
 * The share of a day that usually has come by `hour` on its clock: the median of the 8 weeks before it, over the same weekday where there are 3 of it,
 * else over working days or weekends, else over all. Null without any.
 */
export function shareBy(series: HourSeries, day: number, hour: number): number | null {
  const totals: (HoursOfDay & { number: number })[] = [];
  for (const [number, { list, total }] of series)
    if (number < day && number >= day - LOOK_BACK && total > 0) totals.push({ number, list, total });
  const alike = [
    totals.filter(({ number }) => weekdayOf(number) === weekdayOf(day)),
    totals.filter(({ number }) => isWeekend(number) === isWeekend(day)),
    totals,
  ].find((list, i) => list.length >= (i < 2 ? ENOUGH : 1));
  return alike ? median(alike.map(({ list, total }) => Math.min(1, cameBy(list, hour) / total))) : null;
}

/** The same hours, each day's adding up to the day: hours of something alike lend their shape. */
export function scaledTo(days: DaySeries, hours: HourSeries): HourSeries {
  return new Map(
    [...hours].map(([number, { list, total }]) => {
      const day = valueAt(days, number);
      if (Number.isNaN(day) || total <= 0 || day === total) return [number, { list, total }];
      return [number, { list: list.map((value) => (value / total) * day), total: day }];
    }),
  );
}
