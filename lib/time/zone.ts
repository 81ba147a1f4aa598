import { tzOffset } from "@date-fns/tz";

/** A calendar date "YYYY-MM-DD", without a zone. */
export type Day = string;

const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayOfUtc = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** True for a date that exists: "2026-02-29" does not. */
export function isDay(text: string): boolean {
  const ms = DAY.test(text) ? utc(text) : Number.NaN;
  return !Number.isNaN(ms) && dayOfUtc(ms) === text;
}

/** Offsets that were asked for, by zone and instant: the same few midnights are asked for again and again, and formatting a date takes 30 µs. */
const offsets = new Map<string, Map<number, number>>();
const OFFSETS_KEPT = 10_000;

/** Minutes of `zone` ahead of UTC at an instant, in milliseconds. */
export function offsetMs(at: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  const kept = known.get(at);
  if (kept != null) return kept;
  const offset = Math.round(tzOffset(zone, new Date(at)) * 60_000);
  if (known.size >= OFFSETS_KEPT) known.clear();
  known.set(at, offset);
  offsets.set(zone, known);
  return offset;
}

/** The date on the wall in `zone` at an instant (epoch ms). */
export function dayOf(at: number, zone: string): Day {
  return dayOfUtc(at + offsetMs(at, zone));
}

/** The date `count` days later (earlier where negative). */
export function addDays(day: Day, count: number): Day {
  return dayOfUtc(utc(day) + count * DAY_MS);
}

/** Whole days from one date to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

/** The first instant (epoch ms) of a date in `zone`: midnight, or what follows it where the clocks skip midnight. */
export function startOfDay(day: Day, zone: string): number {
  const midnight = utc(day);
  for (const probe of [midnight - DAY_MS, midnight, midnight + DAY_MS]) {
    const at = midnight - offsetMs(probe, zone);
    if (dayOf(at, zone) === day && dayOf(at - 1, zone) < day) return at;
  }
  // A date that the zone left out (Samoa, 2011-12-30) has no length: it starts where the next one does.
  return startOfDay(addDays(day, 1), zone);
}

/** Monday of the date's ISO week. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7));
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The same day `count` months later; the last of the month where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayOfUtc(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)));
}

/** "2026-10-25 02:00:00": an instant (epoch ms) as the wall of `zone` shows it. Twice the same in the hour that the clocks repeat. */
export function wallText(at: number, zone: string): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 19).replace("T", " ");
}

/** "2026-10-25T02:00:00+02:00": an instant as the wall of `zone` shows it, with its offset; milliseconds only where there are some. */
export function formatInstant(at: number, zone: string): string {
  const offset = offsetMs(at, zone);
  const wall = new Date(at + offset)
    .toISOString()
    .slice(0, 23)
    .replace(/\.000$/, "");
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
