import type { Grain } from "../../lib/time";

/** A chart of nine series stays below the 1,000 rows of one answer. */
const MOST_DAYS: Record<Grain, number> = { hour: 4, day: 110, week: 770, month: 3300 };

/** The grains that a range of so many days can be drawn in, finest first. */
export function grainsFor(days: number): Grain[] {
  const least: Record<Grain, number> = { hour: 0, day: 2, week: 14, month: 56 };
  return (Object.keys(MOST_DAYS) as Grain[]).filter((grain) => days <= MOST_DAYS[grain] && days >= least[grain]);
}

/** The wanted grain where the range allows it, else hours up to two days, days up to a quarter, weeks, months. */
export function grainFor(days: number, wanted: Grain | null): Grain {
  if (wanted && grainsFor(days).includes(wanted)) return wanted;
  if (days <= 2) return "hour";
  if (days <= 100) return "day";
  return days <= MOST_DAYS.week ? "week" : "month";
}
