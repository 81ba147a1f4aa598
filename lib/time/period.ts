import type { Range } from "./range";
import { addDays, addMonths, type Day, dayOf, daysBetween, firstOfMonth, mondayOf, offsetMs, startOfDay } from "./zone";

/** Ranges that people pick by name. `days30` includes today. */
export const PRESETS = {
  today: "Today",
  yesterday: "Yesterday",
  days7: "Last 7 days",
  days30: "Last 30 days",
  days90: "Last 90 days",
  month: "Month to date",
  last_month: "Last month",
  quarter: "Quarter to date",
} as const;
export type Preset = keyof typeof PRESETS;

const quarterOf = (day: Day): Day => addMonths(firstOfMonth(day), -((Number(day.slice(5, 7)) - 1) % 3));

/** The dates of a preset, [from, to). A period that runs ends with today. */
export function presetDays(preset: Preset, now: number, zone: string): { from: Day; to: Day } {
  const today = dayOf(now, zone);
  const tomorrow = addDays(today, 1);
  switch (preset) {
    case "today":
      return { from: today, to: tomorrow };
    case "yesterday":
      return { from: addDays(today, -1), to: today };
    case "days7":
      return { from: addDays(today, -6), to: tomorrow };
    case "days30":
      return { from: addDays(today, -29), to: tomorrow };
    case "days90":
      return { from: addDays(today, -89), to: tomorrow };
    case "month":
      return { from: firstOfMonth(today), to: tomorrow };
    case "last_month":
      return { from: addMonths(firstOfMonth(today), -1), to: firstOfMonth(today) };
    case "quarter":
      return { from: quarterOf(today), to: tomorrow };
  }
}

/** The calendar periods of budgets. */
export const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof PERIODS)[number];

/** The period that holds an instant: dates [from, to) and the same as instants, in `zone`. */
export function periodAt(period: Period, at: number, zone: string): Range & { fromDay: Day; toDay: Day } {
  const day = dayOf(at, zone);
  const month = firstOfMonth(day);
  const [fromDay, toDay] = ((): [Day, Day] => {
    switch (period) {
      case "day":
        return [day, addDays(day, 1)];
      case "week":
        return [mondayOf(day), addDays(mondayOf(day), 7)];
      case "month":
        return [month, addMonths(month, 1)];
      case "quarter":
        return [quarterOf(day), addMonths(quarterOf(day), 3)];
      case "year":
        return [`${day.slice(0, 4)}-01-01`, `${Number(day.slice(0, 4)) + 1}-01-01`];
    }
  })();
  return { fromDay, toDay, from: startOfDay(fromDay, zone), to: startOfDay(toDay, zone) };
}

/** The same wall-clock time on another date; a time that the clocks skip there moves with the clock. */
function moveTo(at: number, day: Day, zone: string): number {
  const today = dayOf(at, zone);
  const sinceMidnight = at + offsetMs(at, zone) - Date.parse(`${today}T00:00:00Z`);
  if (startOfDay(today, zone) === at) return startOfDay(day, zone);
  const wall = Date.parse(`${day}T00:00:00Z`) + sinceMidnight;
  const guess = wall - offsetMs(wall, zone);
  return wall - offsetMs(guess, zone);
}

/**
 * What a range is compared with: the same elapsed span just before it. A range that still runs is compared only as far as `now`. From the first of a
 * month on (at most one month): the same days of the month before; a month whose days have all gone by, with the whole month before.
 */
export function previousRange({ from, to }: Range, now: number, zone: string): Range {
  const end = Math.max(from, Math.min(to, now));
  const [fromDay, endDay] = [dayOf(from, zone), dayOf(end, zone)];
  const startsMonth = startOfDay(fromDay, zone) === from && fromDay === firstOfMonth(fromDay);
  const nextMonth = addMonths(firstOfMonth(fromDay), 1);
  if (startsMonth && to <= startOfDay(nextMonth, zone)) {
    const before = addMonths(fromDay, -1);
    if (end === startOfDay(nextMonth, zone)) return { from: startOfDay(before, zone), to: from };
    // March 30 has no counterpart in February: the comparison ends with the month.
    const day = addDays(before, daysBetween(fromDay, endDay));
    return { from: startOfDay(before, zone), to: Math.min(from, moveTo(end, day, zone)) };
  }
  const wholeDays = startOfDay(fromDay, zone) === from && startOfDay(dayOf(to, zone), zone) === to;
  if (!wholeDays) return { from: from - (to - from), to: Math.min(from, from - (to - from) + (end - from)) };
  const days = daysBetween(fromDay, dayOf(to, zone));
  return { from: startOfDay(addDays(fromDay, -days), zone), to: Math.min(from, moveTo(end, addDays(endDay, -days), zone)) };
}
