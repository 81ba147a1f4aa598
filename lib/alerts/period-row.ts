import { decideLevel } from "../budgets";
import { makeForecast } from "../forecast";
import type { Evaluation } from "./evaluation";

/** How a budget stands in a period, as it is stored. */
export function periodRow({ budget, period, reading, forecast }: Omit<Evaluation, "record">, now: Date) {
  const { state } = decideLevel(budget, reading, { periodEnd: period.to, now: now.getTime() });
  const made = forecast ? makeForecast(forecast.input) : null;
  return {
    budget_id: budget.id,
    period_start: period.fromDay,
    period_end: period.toDay,
    state,
    amount: budget.amount,
    spent: reading.spent,
    priced_share: reading.pricedShare,
    data_through: reading.dataThrough == null ? null : new Date(reading.dataThrough),
    forecast: made?.value ?? null,
    forecast_low: made?.low ?? null,
    forecast_high: made?.high ?? null,
    forecast_through: forecast?.through == null ? null : new Date(forecast.through),
    evaluated_at: now,
  };
}
export type PeriodRow = ReturnType<typeof periodRow>;
