import type { Sql } from "../../db/client";
import { isSum } from "../metrics";
import { readZone } from "../settings";
import { dayOf, daysBetween, periodAt } from "../time";
import { readAllocations } from "./allocation";
import type { Budget, StandingBudget } from "./budget";
import { metricOf } from "./check";
import { readCrossings } from "./crossings";
import { readForecasts } from "./forecasts";
import { decideLevel } from "./level";
import { readSpends } from "./spend";

/**
 * How budgets stand now, each from the metric itself, so that the figure is the dashboard's; the crossings are those of the last evaluation. Many are
 * read together.
 */
export async function standings(sql: Sql, budgets: readonly Budget[], now: Date): Promise<StandingBudget[]> {
  if (budgets.length === 0) return [];
  const zone = await readZone(sql);
  const at = now.getTime();
  const asked = budgets.map((budget) => {
    const period = periodAt(budget.period, at, zone);
    return { budget, period, watched: budget, span: { from: period.fromDay, to: period.toDay } };
  });
  const [readings, allocations, crossings] = await Promise.all([
    readSpends(sql, asked, at),
    readAllocations(sql, budgets),
    readCrossings(
      sql,
      budgets.map(({ id }) => id),
      asked.map(({ period }) => period.fromDay),
    ),
  ]);
  const read = asked.flatMap(({ budget, period }, i) => {
    const reading = readings[i];
    return reading ? [{ budget, period, reading }] : [];
  });
  const forecasts = await readForecasts(sql, read, { now: at, zone });
  return read.map(({ budget, period, reading }, i) => {
    const { spent, pricedShare, dataThrough, unpriced } = reading;
    const { state, share } = decideLevel(budget, reading, { periodEnd: period.to, now: at });
    const metric = metricOf(budget);
    return {
      ...budget,
      about: { label: metric.label, unit: metric.unit, sum: isSum(metric) },
      current: {
        from: period.fromDay,
        to: period.toDay,
        zone,
        spent,
        share,
        state,
        pricedShare,
        dataThrough: dataThrough == null ? null : new Date(dataThrough).toISOString(),
        crossings: crossings.flatMap((row) => (row.budget === budget.id && row.from === period.fromDay ? [row.crossing] : [])),
        daysLeft: Math.max(0, daysBetween(dayOf(at, zone), period.toDay)),
        forecast: forecasts[i] ?? null,
        unpriced,
      },
      allocation: allocations.get(budget.id) ?? null,
    };
  });
}
