import type { Range } from "./range";
import { addDays, addMonths, type Day, dayOf, firstOfMonth, formatInstant, mondayOf, offsetMs, startOfDay } from "./zone";

export const GRAINS = ["hour", "day", "week", "month"] as const;
export type Grain = (typeof GRAINS)[number];

/** One period of a chart: [from, to) in epoch ms. */
export interface Bucket {
  key: string;
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;

/** Start of the local hour: as `date_trunc('hour', at, zone)`, so the repeated hour of autumn stays two. */
export function startOfHour(at: number, zone: string): number {
  const wall = at + offsetMs(at, zone);
  return at - (((wall % HOUR_MS) + HOUR_MS) % HOUR_MS);
}

/** First date of the day, ISO week or month that holds `day`. */
export function firstDay(grain: Exclude<Grain, "hour">, day: Day): Day {
  if (grain === "week") return mondayOf(day);
  return grain === "month" ? firstOfMonth(day) : day;
}

function nextFirstDay(grain: Exclude<Grain, "hour">, first: Day): Day {
  if (grain === "week") return addDays(first, 7);
  return grain === "month" ? addMonths(first, 1) : addDays(first, 1);
}

/** "2026-10-01", "2026-W40" or "2026-10" of a bucket's first date. */
export function dayKey(grain: Exclude<Grain, "hour">, first: Day): string {
  if (grain === "month") return first.slice(0, 7);
  if (grain === "day") return first;
  // The ISO year of a week is the year of its Thursday.
  const year = addDays(first, 3).slice(0, 4);
  const firstMonday = mondayOf(`${year}-01-04`);
  const week = Math.round((Date.parse(first) - Date.parse(firstMonday)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The bucket of `grain` that an instant falls into. */
export function bucketAt(grain: Grain, at: number, zone: string): Bucket {
  if (grain === "hour") {
    const from = startOfHour(at, zone);
    return { key: formatInstant(from, zone), from, to: from + HOUR_MS };
  }
  const first = firstDay(grain, dayOf(at, zone));
  return { key: dayKey(grain, first), from: startOfDay(first, zone), to: startOfDay(nextFirstDay(grain, first), zone) };
}

/** Every bucket that a range touches, in order, whole: the first and the last may reach beyond its ends. */
export function bucketsIn({ from, to }: Range, grain: Grain, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  for (let at = from; at < to; ) {
    const bucket = bucketAt(grain, at, zone);
    buckets.push(bucket);
    at = Math.max(bucket.to, at + 1);
  }
  return buckets;
}
