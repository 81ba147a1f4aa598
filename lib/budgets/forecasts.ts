import type { Sql } from "../../db/client";
import { hasColumn, ROLLUPS } from "../../db/schema/rollup-tables";
import { type Forecast, type ForecastInput, type HourValue, makeForecast } from "../forecast";
import { dimensionById, isSum } from "../metrics";
import { addDays, type Day, dayOf, type Range } from "../time";
import type { Budget } from "./budget";
import { metricOf } from "./check";
import { type Answer, type Ask, type Failed, tryGrouped } from "./grouped";
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
/** Of calls that no rollup holds. */
const CALL_DAYS = 35;
/** For longer ones the shape of the running day weighs little. */
const OWN_HOURS: readonly Budget["period"][] = ["day", "week", "month"];

/** Hours are kept by team and feature, or by provider and model, and of calls. */
function keepsHours({ metric, scope }: Pick<Budget, "metric" | "scope">): boolean {
  const { family, hourly } = metricOf({ metric });
  const columns = scope.flatMap(({ dimension }) => dimensionById(dimension)?.column ?? []);
  return (
    hourly &&
    family === "calls" &&
    ROLLUPS.some((rollup) => rollup.grain === "hour" && columns.every((column) => hasColumn(rollup, column)))
  );
}

/** Whether the days of a scope come from a rollup. What only the calls themselves can tell is read for a shorter time. */
function keepsDays({ metric, scope }: Pick<Budget, "metric" | "scope">): boolean {
  const { family, needs } = metricOf({ metric });
  const columns = scope.flatMap(({ dimension }) => dimensionById(dimension)?.column ?? []);
  const has = (rollup: (typeof ROLLUPS)[number]) =>
    rollup.grain === "day" &&
    columns.every((column) => hasColumn(rollup, column)) &&
    needs.every((name) => rollup.measures.some((measure) => measure.name === name));
  return family !== "calls" || ROLLUPS.some(has);
}

/**
 * What forecasts are made of, for the budgets whose metric adds up and whose spend is known; null for the others. By the day as far back as 400 days; by the
 * hour 8 weeks, of all calls for quarters and years and where the hours of the scope are not kept: then only their shape counts. Many are read together.
 */
export async function readForecastInputs(
  sql: Sql,
  asked: readonly ToForecast[],
  { now, zone }: { now: number; zone: string },
): Promise<((ForecastInput & { ownHours: boolean }) | null)[]> {
  const tomorrow = addDays(dayOf(now, zone), 1);
  const isAsked = ({ budget, reading }: ToForecast) => isSum(metricOf(budget)) && reading.spent != null;
  const able = asked.filter(isAsked);
  const dayAsks = able.map(({ budget }) =>
    asksOf(budget, { from: addDays(tomorrow, keepsDays(budget) ? -DAYS : -CALL_DAYS), to: tomorrow }, "day"),
  );
  const hourSpan = { from: addDays(tomorrow, -HOUR_DAYS), to: tomorrow };
  const hourAsks = able.map(({ budget }): Ask | null => {
    if (metricOf(budget).family !== "calls") return null;
    return OWN_HOURS.includes(budget.period) && keepsHours(budget)
      ? asksOf(budget, hourSpan, "hour")
      : asksOf({ ...budget, scope: [], fallbackPrice: null }, hourSpan, "hour");
  });
  const [dayAnswers, hourAnswers] = await Promise.all([
    tryGrouped(sql, dayAsks, now),
    tryGrouped(
      sql,
      hourAsks.flatMap((ask) => ask ?? []),
      now,
    ),
  ]);
  const hourly = hourAnswers[Symbol.iterator]();
  const hoursOf = new Map<Answer, HourValue[]>();
  const inputs = new Map<ToForecast, ForecastInput & { ownHours: boolean }>();
  for (const [i, one] of able.entries()) {
    const { budget, period, reading } = one;
    const price = budget.fallbackPrice;
    const ask = hourAsks[i];
    const own = ask != null && ask.scope.length === budget.scope.length;
    const answer = known(ask ? hourly.next().value : undefined);
    const days = known(dayAnswers[i]);
    // A history that takes too long to read leaves the budget without a forecast, and the others as they are.
    if (!days) continue;
    const hours = answer ? (hoursOf.get(answer) ?? toHours(answer, own ? price : null)) : [];
    if (answer && !own) hoursOf.set(answer, hours);
    inputs.set(one, {
      period: budget.period,
      fromDay: period.fromDay,
      toDay: period.toDay,
      zone,
      now,
      spent: reading.spent ?? "0",
      line: budget.amount,
      days: [...days.cells].map(([day, cell]) => ({ day, value: spentOf(cell, price).spent })),
      hours,
      dataThrough: reading.dataThrough,
      ownHours: own,
    });
  }
  return asked.map((one) => inputs.get(one) ?? null);
}

const known = (answer: Answer | Failed | undefined): Answer | null => (answer && !("error" in answer) ? answer : null);

const toHours = ({ cells }: Answer, price: Budget["fallbackPrice"]): HourValue[] =>
  [...cells].map(([key, cell]) => ({ day: key.slice(0, 10), hour: Number(key.slice(11, 13)), value: spentOf(cell, price).spent }));

/** The forecasts of budgets in the period that runs, in their order; null where there is none. */
export async function readForecasts(
  sql: Sql,
  asked: readonly ToForecast[],
  at: { now: number; zone: string },
): Promise<(Forecast | null)[]> {
  const inputs = await readForecastInputs(sql, asked, at);
  return inputs.map((input) => input && makeForecast(input));
}
