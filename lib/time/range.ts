import { AppError } from "../errors";
import { addDays, type Day, dayOf, formatInstant, isDay, startOfDay } from "./zone";

/** Half-open: [from, to) in epoch ms. */
export interface Range {
  from: number;
  to: number;
}

/** Days that a range without a start has, today included. */
const DEFAULT_DAYS = 30;

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** A date (its first instant in `zone`) or an instant with offset, as epoch ms. Throws `invalid`. `name` is what the message calls it. */
function parseTime(text: string, zone: string, name: string): number {
  const trimmed = text.trim();
  if (isDay(trimmed)) return startOfDay(trimmed, zone);
  // In an address a plus sign arrives as a space.
  const instant = trimmed.replace(/ (\d\d:?\d\d)$/, "+$1");
  const at = INSTANT.test(instant) && isDay(instant.slice(0, 10)) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new AppError(
      "invalid",
      `${name} is "${text}", which is neither a date such as 2026-10-01 nor an instant such as 2026-10-01T12:00:00Z.`,
    );
  }
  return at;
}

/**
 * The range of a question: `from` and `to` are dates in `zone` or instants, `to` exclusive. Without `to`: to the end of today.
 * Without `from`: the 30 days that end with the last day before `to`. Throws `invalid` where nothing lies between them.
 */
export function parseRange(input: { from?: string | undefined; to?: string | undefined }, zone: string, now: number): Range {
  const to = input.to == null ? startOfDay(addDays(dayOf(now, zone), 1), zone) : parseTime(input.to, zone, "to");
  const from = input.from == null ? startOfDay(addDays(dayOf(to - 1, zone), 1 - DEFAULT_DAYS), zone) : parseTime(input.from, zone, "from");
  if (from >= to) {
    throw new AppError(
      "invalid",
      `from (${formatEnd(from, zone)}) must be before to (${formatEnd(to, zone)}); to is exclusive, so one day is from=2026-10-01 to=2026-10-02.`,
    );
  }
  return { from, to };
}

/** A date where the instant begins one in `zone`, else the instant with its offset: text that `parseTime` reads back. */
export function formatEnd(at: number, zone: string): string {
  const day = dayOf(at, zone);
  return startOfDay(day, zone) === at ? day : formatInstant(at, zone);
}

/** The whole days inside a range: [from, to) as dates, or null where it holds none. */
export function wholeDays({ from, to }: Range, zone: string): { from: Day; to: Day } | null {
  const startDay = dayOf(from, zone);
  const first = startOfDay(startDay, zone) === from ? startDay : addDays(startDay, 1);
  const end = dayOf(to, zone);
  return first < end ? { from: first, to: end } : null;
}

/** All dates that a range touches: [from, to) as dates. */
export function touchedDays({ from, to }: Range, zone: string): { from: Day; to: Day } {
  return { from: dayOf(from, zone), to: addDays(dayOf(to - 1, zone), 1) };
}
