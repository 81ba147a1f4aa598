import { addDays, dayOf, daysBetween, offsetMs, startOfDay, startOfHour } from "../time";
import type { Watch } from "./watchable";

/** Buckets as whole numbers, in order and without gaps. Instants are epoch ms. */
export interface BucketClock {
  grain: Watch["grain"];
  zone: string;
  /** Where hours of the zone begin after those of UTC; ms. */
  phaseMs: number;
  /** The bucket that holds an instant. */
  at(instant: number): number;
  start(bucket: number): number;
  end(bucket: number): number;
  /** The bucket at the same time of the wall so many weeks before. */
  weeksBefore(bucket: number, weeks: number): number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const MOST_WEEKS = 64;
/** Day 0. */
export const EPOCH = "1970-01-01";
/** Zones of today differ from UTC by as many minutes all year, Lord Howe's half-hour summer apart. */
const LATELY = Date.UTC(2026, 0, 1);

export function bucketClock(grain: Watch["grain"], zone: string): BucketClock {
  if (grain === "day") {
    const start = (bucket: number) => startOfDay(addDays(EPOCH, bucket), zone);
    return {
      grain,
      zone,
      phaseMs: 0,
      at: (instant) => daysBetween(EPOCH, dayOf(instant, zone)),
      start,
      end: (bucket) => start(bucket + 1),
      weeksBefore: (bucket, weeks) => bucket - 7 * weeks,
    };
  }
  const length = grain === "minute" ? MINUTE_MS : HOUR_MS;
  const phaseMs = grain === "minute" ? 0 : startOfHour(LATELY + HOUR_MS - 1, zone) - LATELY;
  const at = (instant: number) => Math.floor((instant - phaseMs) / length);
  const start = (bucket: number) => bucket * length + phaseMs;
  const before = new Map<number, number>();
  return {
    grain,
    zone,
    phaseMs,
    at,
    start,
    end: (bucket) => start(bucket + 1),
    weeksBefore: (bucket, weeks) => {
      const key = bucket * MOST_WEEKS + weeks;
      const known = before.get(key);
      if (known != null) return known;
      const now = start(bucket);
      const guess = now - weeks * WEEK_MS;
      const found = at(guess + offsetMs(now, zone) - offsetMs(guess, zone));
      before.set(key, found);
      return found;
    },
  };
}
