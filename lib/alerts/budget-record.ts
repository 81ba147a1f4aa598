import type { Sql, Tx } from "../../db/client";
import type { Budget } from "../budgets";
import { metricOf } from "../budgets";
import { isSum } from "../metrics";
import type { Day } from "../time";
import { tellsFrom } from "./forecast-lines";
import type { BudgetPeriod } from "./periods";
import type { Crossing } from "./thresholds";

/** What is on record of a budget in one period. */
export interface BudgetRecord {
  actual: Crossing[];
  forecast: Crossing[];
  /** Epoch ms: how far the lines on the forecast are decided. */
  forecastThrough: number | null;
}

export const recordKey = (budget: string, from: Day): string => `${budget} ${from}`;

/** The records of budgets in the periods that begin on these dates, by `recordKey`; one without any is missing. */
export async function readRecords(sql: Sql | Tx, budgets: readonly string[], from: readonly Day[]): Promise<Map<string, BudgetRecord>> {
  const ids = [...new Set(budgets)];
  const days = [...new Set(from)];
  const [crossings, periods] = await Promise.all([
    sql<(Crossing & { budget_id: string; period_start: Day; basis: "actual" | "forecast" })[]>`
      select budget_id, period_start, basis, trim_scale(threshold)::text as threshold, trim_scale(line)::text as line, below_since is not null as below
      from budget_crossing
      where budget_id = any(${ids}::uuid[]) and period_start = any(${days}::date[])
      order by threshold`,
    sql<{ budget_id: string; period_start: Day; forecast_through: Date }[]>`
      select budget_id, period_start, forecast_through
      from budget_period
      where budget_id = any(${ids}::uuid[]) and period_start = any(${days}::date[]) and forecast_through is not null`,
  ]);
  const records = new Map<string, BudgetRecord>();
  const recordOf = (row: { budget_id: string; period_start: Day }): BudgetRecord => {
    const key = recordKey(row.budget_id, row.period_start);
    const record = records.get(key) ?? { actual: [], forecast: [], forecastThrough: null };
    records.set(key, record);
    return record;
  };
  for (const { threshold, line, below, ...row } of crossings) recordOf(row)[row.basis].push({ threshold, line, below });
  for (const row of periods) recordOf(row).forecastThrough = row.forecast_through.getTime();
  return records;
}

export const NO_RECORD: BudgetRecord = { actual: [], forecast: [], forecastThrough: null };

/** What a budget is held against: an average of a few calls says nothing, so averages wait for a tenth of the period. */
export function heldAgainst(budget: Budget, period: BudgetPeriod, now: number): Pick<Budget, "amount" | "thresholds"> {
  const waits = !isSum(metricOf(budget)) && now < tellsFrom(period);
  return { amount: budget.amount, thresholds: waits ? [] : budget.thresholds };
}
