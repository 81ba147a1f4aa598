import { addDays, addMonths, type Day, dayOf, firstOfMonth, mondayOf, offsetMs, startOfDay, wallText } from "../time";
import type { ReportKind } from "./subscription";

/** On the clock of `zone`: the hour, and the ISO weekday of a weekly or the day of the month of a monthly report. */
export interface Schedule {
  kind: ReportKind;
  zone: string;
  hour: number;
  day: number;
}

/** One time that a report goes out, and the dates [from, to) it is about. */
export interface Occurrence {
  /** Epoch ms. */
  at: number;
  from: Day;
  to: Day;
}

const DAY_MS = 86_400_000;
/** After this long a report is news no longer: the next one says more. */
const CATCH_UP_MS = 3 * DAY_MS;

/** When a wall of `zone` shows that hour of a date: the first time where the clocks go back over it, the hour after where they skip it. */
export function wallInstant(day: Day, hour: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000;
  const shown = `${day} ${String(hour).padStart(2, "0")}:00:00`;
  const [before, after] = [wall - offsetMs(wall - DAY_MS, zone), wall - offsetMs(wall + DAY_MS, zone)];
  return wallText(before, zone) !== shown && wallText(after, zone) === shown ? after : before;
}

/** The occurrence in the week or month that starts with `first`. A period that isn't over yet where figures are cut (`reportingZone`) is waited for. */
function occurrence({ kind, zone, hour, day }: Schedule, first: Day, reportingZone: string): Occurrence {
  const from = kind === "weekly" ? addDays(first, -7) : addMonths(first, -1);
  const at = wallInstant(addDays(first, day - 1), hour, zone);
  return { at: Math.max(at, startOfDay(first, reportingZone)), from, to: first };
}

/** Those around `now`, in order. */
function around(schedule: Schedule, now: number, reportingZone: string): Occurrence[] {
  const today = dayOf(now, schedule.zone);
  return [-1, 0, 1, 2].map((step) => {
    const first = schedule.kind === "weekly" ? addDays(mondayOf(today), 7 * step) : addMonths(firstOfMonth(today), step);
    return occurrence(schedule, first, reportingZone);
  });
}

/** The first one after `now` (epoch ms). */
export function nextOccurrence(schedule: Schedule, now: number, reportingZone: string): Occurrence {
  const next = around(schedule, now, reportingZone).find(({ at }) => at > now);
  if (!next) throw new Error("No report comes in two months.");
  return next;
}

/** The one that should have gone out by `now` and still tells something; null where none did since the subscription was made. Epoch ms. */
export function dueOccurrence(
  schedule: Schedule,
  { now, since, reportingZone }: { now: number; since: number; reportingZone: string },
): Occurrence | null {
  const due = around(schedule, now, reportingZone).findLast(({ at }) => at <= now);
  return due && due.at >= since && now - due.at <= CATCH_UP_MS ? due : null;
}

/** The period that a report made now would be about: the last one that closed. */
export function lastPeriod(kind: ReportKind, now: number, reportingZone: string): { from: Day; to: Day } {
  const today = dayOf(now, reportingZone);
  const to = kind === "weekly" ? mondayOf(today) : firstOfMonth(today);
  return { from: kind === "weekly" ? addDays(to, -7) : addMonths(to, -1), to };
}
