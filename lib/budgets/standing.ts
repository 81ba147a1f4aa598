import { z } from "zod";
import type { Sql } from "../../db/client";
import { readZone } from "../settings";
import { dayOf, daysBetween, periodAt } from "../time";
import { type Budget, crossingSchema, type StandingBudget } from "./budget";
import { decideLevel } from "./level";
import { readSpend } from "./spend";

const crossingRow = z
  .object({
    basis: z.enum(["actual", "forecast"]),
    threshold: z.string(),
    crossed_at: z.date(),
    superseded: z.boolean(),
    below_since: z.date().nullable(),
    event_id: z.string(),
  })
  .transform((row) => ({
    basis: row.basis,
    threshold: row.threshold,
    crossedAt: row.crossed_at.toISOString(),
    superseded: row.superseded,
    belowSince: row.below_since?.toISOString() ?? null,
    eventId: row.event_id,
  }))
  .pipe(crossingSchema);

/** How budgets stand now, each from the metric itself, so that the figure is the dashboard's; the crossings are those of the last evaluation. */
export async function standings(sql: Sql, budgets: readonly Budget[], now: Date): Promise<StandingBudget[]> {
  const zone = await readZone(sql);
  return Promise.all(budgets.map((budget) => standing(sql, budget, zone, now.getTime())));
}

async function standing(sql: Sql, budget: Budget, zone: string, now: number): Promise<StandingBudget> {
  const { fromDay, toDay, to } = periodAt(budget.period, now, zone);
  const [reading, crossings] = await Promise.all([
    readSpend(sql, budget, { from: fromDay, to: toDay }, now),
    sql`
      select basis, trim_scale(threshold)::text as threshold, crossed_at, superseded, below_since, event_id
      from budget_crossing
      where budget_id = ${budget.id} and period_start = ${fromDay}
      order by threshold`,
  ]);
  const { state, share } = decideLevel(budget, reading, { periodEnd: to, now });
  const { spent, pricedShare, dataThrough } = reading;
  return {
    ...budget,
    current: {
      from: fromDay,
      to: toDay,
      zone,
      spent,
      share,
      state,
      pricedShare,
      dataThrough: dataThrough == null ? null : new Date(dataThrough).toISOString(),
      crossings: crossings.map((row) => crossingRow.parse(row)),
      daysLeft: Math.max(0, daysBetween(dayOf(now, zone), toDay)),
      forecast: null,
      unpriced: null,
    },
    allocation: null,
  };
}
