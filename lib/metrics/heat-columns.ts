import { bucketsIn, formatInstant, offsetMs, type Range } from "../time";

const HOUR_MS = 3_600_000;
const MOST_DAYS = 3;
const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => `${day} ${String(hour).padStart(2, "0")}`),
);

export interface HeatColumns {
  by: "hour" | "hour_of_week";
  names: readonly string[];
  /** Where the hours of a range begin, epoch ms; null by hour of the week. */
  hours: readonly number[] | null;
}

/**
 * Columns of a heat map: each hour of a range that the clocks count at most three days for (the day on which they go back has 25), else the hours of the
 * week in the zone, where hours of the same name share one. Pure.
 */
export function heatColumns(range: Range, zone: string): HeatColumns {
  const wall = (at: number) => at + offsetMs(at, zone);
  if (wall(range.to) - wall(range.from) > MOST_DAYS * 24 * HOUR_MS) return { by: "hour_of_week", names: WEEK, hours: null };
  const hours = bucketsIn(range, "hour", zone).map(({ from }) => from);
  return { by: "hour", names: hours.map((at) => formatInstant(at, zone)), hours };
}
