import { type Day, type Period, periodAt, type Range } from "../time";

/** Dates [fromDay, toDay) and the same as epoch ms. */
export type BudgetPeriod = Range & { fromDay: Day; toDay: Day };

const MOST = 24;

/**
 * The periods that an evaluation looks at, oldest first: the one that runs, the one before, and back to `touchedFrom`, the earliest fact that came since the
 * last evaluation; none that ended before the budget was made, and at most 24. Times are epoch ms.
 */
export function periodsToEvaluate(
  period: Period,
  { createdAt, touchedFrom, now, zone }: { createdAt: number; touchedFrom: number | null; now: number; zone: string },
): BudgetPeriod[] {
  const current = periodAt(period, now, zone);
  const before = periodAt(period, current.from - 1, zone);
  const earliest = Math.max(Math.min(touchedFrom ?? before.from, before.from), createdAt);
  const periods = [current];
  for (let next = before; next.to > earliest && periods.length < MOST; next = periodAt(period, next.from - 1, zone)) periods.unshift(next);
  return periods;
}
