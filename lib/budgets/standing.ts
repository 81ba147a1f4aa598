import type { Sql } from "../../db/client";
import { isAppError } from "../errors";
import { isSum } from "../metrics";
import { readZone } from "../settings";
import { dayOf, daysBetween, periodAt } from "../time";
import { readAllocations } from "./allocation";
import type { Budget, StandingBudget } from "./budget";
import { metricOf } from "./check";
import { readCrossings } from "./crossings";
import { readForecasts } from "./forecasts";
import type { Failed } from "./grouped";
import { type LastReading, readLastReadings } from "./last-readings";
import { decideLevel, type Reading } from "./level";
import { NOTHING, tryReadSpends } from "./spend";

/**
 * How budgets stand now, each from the metric itself, so that the figure is the dashboard's; the crossings are those of the last evaluation. Many are
 * read together. One that takes too long to read now keeps its last figure and says so, and holds up no other.
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
    tryReadSpends(sql, asked, at),
    readAllocations(sql, budgets),
    readCrossings(
      sql,
      budgets.map(({ id }) => id),
      asked.map(({ period }) => period.fromDay),
    ),
  ]);
  const last = await readLastReadings(
    sql,
    asked.flatMap(({ budget, period }, i) => {
      const reading = readings[i];
      return reading && "error" in reading ? [{ id: budget.id, from: period.fromDay }] : [];
    }),
  );
  const read = asked.map(({ budget, period }, i) => ({ budget, period, ...standOf(readings[i], last.get(budget.id)) }));
  const forecasts = await readForecasts(
    sql,
    read.map((one) => (one.stale ? { ...one, reading: NOTHING } : one)),
    { now: at, zone },
  );
  return read.map(({ budget, period, reading, stale }, i) => {
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
        stale,
        daysLeft: Math.max(0, daysBetween(dayOf(at, zone), period.toDay)),
        forecast: forecasts[i] ?? null,
        unpriced,
      },
      allocation: allocations.get(budget.id) ?? null,
    };
  });
}

/** What is known of a budget: as it was read now, or else as it was read last. Throws what is no matter of reading too much. */
function standOf(
  answer: Reading | Failed | undefined,
  last: LastReading | undefined,
): { reading: Reading; stale: StandingBudget["current"]["stale"] } {
  if (!answer) return { reading: NOTHING, stale: null };
  if (!("error" in answer)) return { reading: answer, stale: null };
  const { error } = answer;
  if (!isAppError(error) || error.code !== "limit") throw error;
  return {
    reading: last?.reading ?? NOTHING,
    stale: {
      asOf: last?.asOf.toISOString() ?? null,
      reason: "Its scope reads more calls than 5 seconds allow. Narrow the scope or shorten the period.",
    },
  };
}
