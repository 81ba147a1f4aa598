import { type DaySeries, valueAt, weekdayOf } from "./series";

const WEEKS = 8;
/** Of a week's days, so many must tell what is usual in it. */
const LEAST = 4;
/** A weekday that takes less than this share of an average day tells nothing of the level. */
const LEAST_SHARE = 0.05;
/** How many deviations a day may lie away from its week. */
const REACH = 3;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** A week without any noise still has this much, as a share of its level. */
const LEAST_SIGMA = 0.1;

/** A series whose days out of line are drawn back to the edge of what is usual in their week. */
export interface Tamed {
  valueAt(number: number): number;
  /** What was cut off, per day of the last 8 weeks: rare days count as often as they came, not as the new level. */
  rare: number;
}

/**
 * Winsorized week by week, back from `end` (a day number): without the shape of the week, at most 3 robust deviations around the week's own median. So a spike of
 * up to 3 days is cut, and a level that lasts is believed from the 4th day of a week on. Everything scales with the values.
 */
export function tame(series: DaySeries, end: number, shape: readonly number[]): Tamed {
  const tamed = new Map<number, number>();
  let [cut, days] = [0, 0];
  for (let from = end - 7; from >= Math.max(series.first, end - 7 * WEEKS); from -= 7) {
    const usual = usualOf(series, from, shape);
    for (let number = from; number < from + 7; number += 1) {
      const value = valueAt(series, number);
      if (Number.isNaN(value)) continue;
      days += 1;
      if (!usual) continue;
      const share = shape[weekdayOf(number)] ?? 1;
      const reach = usual.reach * Math.max(share, 1);
      const kept = Math.max(0, Math.min(Math.max(value, usual.level * share - reach), usual.level * share + reach));
      if (kept === value) continue;
      tamed.set(number, kept);
      cut += value - kept;
    }
  }
  return { valueAt: (number) => tamed.get(number) ?? valueAt(series, number), rare: days > 0 ? cut / days : 0 };
}

/** The middle of the 7 days from `from` on, and how far a day may be from it; null where too few tell. */
function usualOf(series: DaySeries, from: number, shape: readonly number[]): { level: number; reach: number } | null {
  const levels: number[] = [];
  for (let number = from; number < from + 7; number += 1) {
    const [value, share] = [valueAt(series, number), shape[weekdayOf(number)] ?? 1];
    if (!Number.isNaN(value) && share >= LEAST_SHARE) levels.push(value / share);
  }
  const level = middleOf(levels);
  // Where most days are free, the others are what it is made of.
  if (levels.length < LEAST || level <= 0) return null;
  for (let i = 0; i < levels.length; i += 1) levels[i] = Math.abs((levels[i] ?? level) - level);
  return { level, reach: REACH * Math.max(MAD_TO_SIGMA * middleOf(levels), LEAST_SIGMA * level) };
}

/** The median of up to 7 values, which are sorted by it. A general sort takes longer than all the rest here, and a forecast asks for hundreds. */
function middleOf(list: number[]): number {
  for (let i = 1; i < list.length; i += 1) {
    const value = list[i] ?? 0;
    let at = i;
    for (; at > 0 && (list[at - 1] ?? 0) > value; at -= 1) list[at] = list[at - 1] ?? 0;
    list[at] = value;
  }
  const middle = (list.length - 1) / 2;
  return ((list[Math.floor(middle)] ?? 0) + (list[Math.ceil(middle)] ?? 0)) / 2;
}
