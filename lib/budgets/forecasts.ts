import type { Sql } from "../../db/client";
import { ROLLUPS } from "../../db/schema/rollup-tables";
import { type Forecast, type ForecastInput, type HourValue, makeForecast } from "../forecast";
import { dimensionById, isSum } from "../metrics";
import { addDays, type Day, dayOf, type Range } from "../time";
import type { Budget } from "./budget";
import { metricOf } from "./check";
import { type Ask, readGrouped } from "./grouped";
import type { Reading } from "./level";
import { asksOf, spentOf } from "./spend";

type Period = Range & { fromDay: Day; toDay: Day };
export interface ToForecast {
  /** A budget, or whatever else adds up in a period; the amount may be absent. */
  budget: Pick<Budget, "metric" | "scope" | "fallbackPrice" | "period"> & { amount: string | null };
  period: Period;
  reading: Reading;
}

const DAYS = 400;
const HOUR_DAYS = 56;

/** Hours are kept by team and feature, or by provider and model, and of calls. */
function keepsHours({ metric, scope }: Pick<Budget, "metric" | "scope">): boolean {
  const { family, hourly } = metricOf({ metric });
  const columns = scope.flatMap(({ dimension }) => dimensionById(dimension)?.column ?? []);
  return (
    hourly &&
    family === "calls" &&
    ROLLUPS.some((rollup) => rollup.grain === "hour" && columns.every((column) => rollup.dimensions.includes(column)))
  );
}

/**
 * What forecasts are made of, for the budgets whose metric adds up and whose spend is known; null for the others. By the day as far back as 400 days; by the
 * hour 8 weeks, of all calls where the hours of the scope are not kept: then only their shape counts. Many are read together.
 */
export async function readForecastInputs(
  sql: Sql,
  asked: readonly ToForecast[],
  { now, zone }: { now: number; zone: string },
): Promise<((ForecastInput & { ownHours: boolean }) | null)[]> {
  const tomorrow = addDays(dayOf(now, zone), 1);
  const isAsked = ({ budget, reading }: ToForecast) => isSum(metricOf(budget)) && reading.spent != null;
  const able = asked.filter(isAsked);
  const dayAsks = able.map(({ budget }) => asksOf(budget, { from: addDays(tomorrow, -DAYS), to: tomorrow }, "day"));
  const hourSpan = { from: addDays(tomorrow, -HOUR_DAYS), to: tomorrow };
  const hourAsks = able.map(({ budget }): Ask | null => {
    if (metricOf(budget).family !== "calls") return null;
    return keepsHours(budget) ? asksOf(budget, hourSpan, "hour") : asksOf({ ...budget, scope: [], fallbackPrice: null }, hourSpan, "hour");
  });
  const [dayAnswers, hourAnswers] = await Promise.all([
    readGrouped(sql, dayAsks, now),
    readGrouped(
      sql,
      hourAsks.flatMap((ask) => ask ?? []),
      now,
    ),
  ]);
  const hourly = hourAnswers[Symbol.iterator]();
  const inputs = new Map<ToForecast, ForecastInput & { ownHours: boolean }>();
  for (const [i, one] of able.entries()) {
    const { budget, period, reading } = one;
    const price = budget.fallbackPrice;
    const ask = hourAsks[i];
    const own = ask != null && ask.scope.length === budget.scope.length;
    const hours = ask ? [...(hourly.next().value?.cells ?? [])] : [];
    inputs.set(one, {
      period: budget.period,
      fromDay: period.fromDay,
      toDay: period.toDay,
      zone,
      now,
      spent: reading.spent ?? "0",
      line: budget.amount,
      days: [...(dayAnswers[i]?.cells ?? [])].map(([day, cell]) => ({ day, value: spentOf(cell, price).spent })),
      hours: hours.map(
        ([key, cell]): HourValue => ({
          day: key.slice(0, 10),
          hour: Number(key.slice(11, 13)),
          value: spentOf(cell, own ? price : null).spent,
        }),
      ),
      dataThrough: reading.dataThrough,
      ownHours: own,
    });
  }
  return asked.map((one) => inputs.get(one) ?? null);
}

/** The forecasts of budgets in the period that runs, in their order; null where there is none. */
export async function readForecasts(
  sql: Sql,
  asked: readonly ToForecast[],
  at: { now: number; zone: string },
): Promise<(Forecast | null)[]> {
  const inputs = await readForecastInputs(sql, asked, at);
  return inputs.map((input) => input && makeForecast(input));
}
