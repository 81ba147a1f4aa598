import type { Amount } from "../money";
import type { Day } from "../time";

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a date, and back. */
export const numberOf = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
export const dayOfNumber = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);
/** 0 is Monday. */
export const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** Values of consecutive days from `first` (a day number) on; NaN where a day is unknown. */
export interface DaySeries {
  first: number;
  values: readonly number[];
}

/** Days in any order, without what lies before the first one that is known and not zero. A day that is missing in between is unknown. */
export function toDaySeries(days: readonly { day: Day; value: Amount | null }[]): DaySeries {
  const known = days
    .map(({ day, value }) => ({ number: numberOf(day), value: value == null ? Number.NaN : Number(value) }))
    .sort((a, b) => a.number - b.number);
  const start = known.findIndex(({ value }) => value > 0);
  const [first, last] = [known[start], known.at(-1)];
  if (!first || !last) {
    // Nothing but zeros is a history too.
    const zeros = known.filter(({ value }) => value === 0);
    return { first: zeros[0]?.number ?? 0, values: zeros.map(() => 0) };
  }
  const values = new Array<number>(last.number - first.number + 1).fill(Number.NaN);
  for (const { number, value } of known.slice(start)) values[number - first.number] = value;
  return { first: first.number, values };
}

export const valueAt = ({ first, values }: DaySeries, number: number): number => values[number - first] ?? Number.NaN;

/** The sum of the known days of [from, to), as day numbers. */
export function sumOf(series: DaySeries, from: number, to: number): number {
  let sum = 0;
  for (let number = from; number < to; number += 1) sum += valueAt(series, number) || 0;
  return sum;
}

/** The middle of a list; NaN for an empty one. */
export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low == null || high == null ? Number.NaN : (low + high) / 2;
}

/** The value below which a share `p` of the list lies, from (n + 1) · p; never beyond the list. */
export function quantile(list: readonly number[], p: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  const place = Math.min(Math.max((sorted.length + 1) * p - 1, 0), sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return low + (high - low) * (place - Math.floor(place));
}

export const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Of a sample; 0 for fewer than two. */
export function deviation(list: readonly number[]): number {
  if (list.length < 2) return 0;
  const center = mean(list);
  return Math.sqrt(list.reduce((sum, value) => sum + (value - center) ** 2, 0) / (list.length - 1));
}
