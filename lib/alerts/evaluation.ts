import type { Reading } from "../budgets";
import type { ForecastInput } from "../forecast";
import { type BudgetRecord, heldAgainst } from "./budget-record";
import type { DueBudget } from "./due-budgets";
import { applyForecast, type ForecastChange, type ForecastStep } from "./forecast-lines";
import type { BudgetPeriod } from "./periods";
import { applyThresholds, type ThresholdChange } from "./thresholds";

/** A budget in one period, as read. */
export interface Work extends Pick<DueBudget, "budget" | "revision" | "touchedFrom"> {
  period: BudgetPeriod;
  reading: Reading;
  record: BudgetRecord;
}

export interface Evaluation extends Work {
  /** What the forecast said at the closes that are to be decided; null where there are none. */
  forecast: { input: ForecastInput; steps: ForecastStep[]; through: number | null } | null;
}

export interface Decision {
  actual: ThresholdChange;
  forecast: ForecastChange;
}

/** What a reading and the forecasts change of a record. Pure. */
export function decide({ budget, period, reading, forecast }: Omit<Evaluation, "record">, record: BudgetRecord, now: number): Decision {
  const actual = applyThresholds(record.actual, heldAgainst(budget, period, now), reading.spent);
  const reached = [
    ...record.actual.filter(({ threshold }) => !actual.rearmed.includes(threshold)).map(({ threshold }) => threshold),
    ...actual.crossed.map(({ threshold }) => threshold),
  ];
  return { actual, forecast: applyForecast(record.forecast, budget, forecast?.steps ?? [], reached) };
}

/** Whether there is something to tell. */
export const tells = ({ actual, forecast }: Decision): boolean =>
  [...actual.crossed, ...forecast.crossed].some((crossing) => !crossing.superseded);

/** Nothing on record changes but how the period stands. */
export function isQuiet({ actual, forecast }: Decision, record: BudgetRecord): boolean {
  const lists = [actual.crossed, actual.rearmed, actual.moved, actual.below, actual.back, forecast.crossed];
  return lists.every((list) => list.length === 0) && JSON.stringify(forecast.record) === JSON.stringify(record.forecast);
}
