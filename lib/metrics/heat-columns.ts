import { addDays, bucketsIn, type Day, daysBetween, formatInstant, offsetMs, type Range, startOfDay, wholeDays } from "../time";
import { edges } from "./plan";

const HOUR_MS = 3_600_000;
const MOST_DAYS = 3;
const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => `${day} ${String(hour).padStart(2, "0")}`),
);

/** Whole days whose hours, counted from the first instant of the day, lie in the same columns. */
export interface HeatDays {
  days: readonly Day[];
  /** Column of each hour of the day. */
  columns: readonly number[];
}

export interface HeatColumns {
  by: "hour" | "hour_of_week";
  names: readonly string[];
  days: readonly HeatDays[];
  /** Hours of the range that are not of whole days, with their columns. */
  hours: readonly { from: number; column: number }[];
  /** The parts of the range that these hours are cut from. */
  ends: readonly Range[];
}

/**
 * Columns of a heat map: each hour of a range that the clocks count at most three days for (the day on which they go back has 25), else the hours of the
 * week in the zone, where hours of the same name share one. Pure.
 */
export function heatColumns(range: Range, zone: string): HeatColumns {
  const wall = (at: number) => at + offsetMs(at, zone);
  const byHour = wall(range.to) - wall(range.from) <= MOST_DAYS * 24 * HOUR_MS;
  const hours = byHour ? bucketsIn(range, "hour", zone).map(({ from }) => from) : [];
  const place = new Map(hours.map((at, i) => [at, i]));
  const columnOf = (at: number): number => (byHour ? (place.get(at) ?? 0) : Math.floor((wall(at) - MONDAY) / HOUR_MS) % WEEK.length);
  const whole = wholeDays(range, zone);
  const ends = whole ? edges(range, startOfDay(whole.from, zone), startOfDay(whole.to, zone)) : [range];
  return {
    by: byHour ? "hour" : "hour_of_week",
    names: byHour ? hours.map((at) => formatInstant(at, zone)) : WEEK,
    days: whole
      ? alike(
          Array.from({ length: daysBetween(whole.from, whole.to) }, (_, i) => addDays(whole.from, i)),
          zone,
          columnOf,
        )
      : [],
    hours: ends.flatMap((end) => bucketsIn(end, "hour", zone).map(({ from }) => ({ from, column: columnOf(from) }))),
    ends,
  };
}

/** A Monday on the wall, long before any sample. */
const MONDAY = Date.UTC(1970, 0, 5);

function alike(days: readonly Day[], zone: string, columnOf: (at: number) => number): HeatDays[] {
  const kinds = new Map<string, { days: Day[]; columns: number[] }>();
  for (const day of days) {
    const [from, to] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
    const columns: number[] = [];
    for (const hour of from < to ? bucketsIn({ from, to }, "hour", zone) : [])
      columns[Math.floor((hour.from - from) / HOUR_MS)] = columnOf(hour.from);
    const kind = kinds.get(columns.join()) ?? { days: [], columns };
    kind.days.push(day);
    kinds.set(columns.join(), kind);
  }
  return [...kinds.values()];
}
