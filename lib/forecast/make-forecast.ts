import { type Amount, add, compare, multiply, round } from "../money";
import { type Day, dayOf, type Period, startOfDay } from "../time";
import { gradeOf, intervalOf, missesOf } from "./backtest";
import { fitDays } from "./fit";
import type { Forecast } from "./forecast";
import { type HourValue, scaledTo, toHourSeries } from "./hours";
import { noteOf } from "./note";
import { type Basis, clockAt, project, shareOfDay } from "./project";
import { dayOfNumber, numberOf, toDaySeries, weekdayOf } from "./series";

export interface ForecastInput {
  period: Period;
  /** Its dates, [fromDay, toDay). */
  fromDay: Day;
  toDay: Day;
  zone: string;
  /** Epoch ms; within the period or after it. */
  now: number;
  /** Exactly what the period has come to so far, in the metric's unit. */
  spent: Amount;
  /** What the period should not go beyond; null without one. */
  line: Amount | null;
  /** The history with the period so far and the day that runs; null is unknown. Up to 400 days are of use. */
  days: readonly { day: Day; value: Amount | null }[];
  /** The hours of the last 8 weeks, the running one included; of something alike (only their shape counts) or [] where its own are not known. */
  hours: readonly HourValue[];
  /** Epoch ms of the newest fact of the source that is furthest behind; null without facts. */
  dataThrough: number | null;
}

const LATE_MS = 2 * 3_600_000;

/** A number as decimal text of 12 significant digits. */
const toAmount = (value: number): Amount => (Number.isFinite(value) && value > 0 ? round(value.toPrecision(12), 12) : "0");

/**
 * What a period that adds up will come to by its end. Null with fewer than 3 closed days of history. Pure; never below `spent`; at the end of the period it
 * is what was spent.
 */
export function makeForecast(input: ForecastInput): Forecast | null {
  const { period: kind, spent } = input;
  const { basis, from, end } = prepare(input);
  const projection = project(basis, from, end);
  if (!projection) return null;
  const { fit, rests, rest } = projection;
  const misses = missesOf(basis, { kind, from, end });
  const about = { days: rests.length, shaped: fit.shaped };
  const [below, above] = intervalOf(
    misses.map(({ relative }) => relative),
    fit.spread,
    about,
  );
  const grade = gradeOf(misses, fit.spread, about);
  const days = rests.map(({ number, value }) => ({ day: dayOfNumber(number), value: toAmount(value) }));
  const value = add(spent, ...days.map((day) => day.value));
  const [low, high] = [add(spent, toAmount(rest * (1 + below))), add(spent, toAmount(rest * (1 + above)))];
  const method = fit.shaped ? (basis.hours.size > 0 ? "weekday_hour" : "weekday") : "mean";
  const error = grade.error == null ? null : multiply(Math.min(grade.error, 1e6).toFixed(6), "1");
  return {
    value,
    low: compare(low, value) < 0 ? low : value,
    high: compare(high, value) > 0 ? high : value,
    expectedByNow: input.line == null ? null : multiply(input.line, toAmount(shapeOfPeriod(input).by(input.now))),
    error,
    tested: grade.tested,
    inside: grade.inside,
    method,
    note: noteOf({ kind, method, days: fit.days, tested: grade.tested, error }),
    days,
  };
}

/** What a forecast says without its interval and back-test, and what it stands on. */
export interface End {
  value: Amount;
  method: Forecast["method"];
  closedDays: number;
}

/** The value alone. */
export function projectEnd(input: ForecastInput): End | null {
  const { basis, from, end } = prepare(input);
  return endOf(basis, from, end, input.spent);
}

/** The values alone at the close of several days, each from what came before it: as `projectEnd(asOf(…))`, the history read once. `at` are midnights. */
export function projectCloses(input: ForecastInput, closes: readonly { at: number; spent: Amount }[]): (End | null)[] {
  const { basis, from, end } = prepare(input);
  return closes.map(({ at, spent }) => {
    const origin = clockAt(at, input.zone).day;
    const { first, values } = basis.series;
    const series = { first, values: values.slice(0, Math.max(0, origin - first)) };
    return endOf({ ...basis, series, origin, now: at, late: false }, from, end, spent);
  });
}

function endOf(basis: Basis, from: number, end: number, spent: Amount): End | null {
  const projection = project(basis, from, end);
  if (!projection) return null;
  const { fit, rests } = projection;
  const method = fit.shaped ? (basis.hours.size > 0 ? "weekday_hour" : "weekday") : "mean";
  return { value: add(spent, ...rests.map(({ value }) => toAmount(value))), method, closedDays: fit.days };
}

function prepare({ fromDay, toDay, zone, now, days, hours, dataThrough }: ForecastInput): { basis: Basis; from: number; end: number } {
  const today = numberOf(dayOf(now, zone));
  const series = toDaySeries(days);
  // A day with figures is there, even if some other source is behind.
  const seen = days.flatMap(({ day, value }) => (value != null && Number(value) > 0 ? [numberOf(day)] : []));
  const reached = Math.max(dataThrough == null ? 0 : numberOf(dayOf(dataThrough, zone)), ...seen);
  const basis: Basis = {
    series,
    hours: scaledTo(series, toHourSeries(hours)),
    zone,
    origin: Math.min(today, reached),
    now,
    late: dataThrough == null || now - dataThrough > LATE_MS,
  };
  // Once it is over, nothing is to come, however late data is.
  if (now >= startOfDay(toDay, zone)) basis.origin = numberOf(toDay);
  return { basis, from: numberOf(fromDay), end: numberOf(toDay) };
}

/** How a period usually fills: the share of it that has come by an instant (epoch ms) within it, from 0 to 1. By the clock where the history is short. */
export function shapeOfPeriod(input: ForecastInput): { by(at: number): number } {
  const { basis, from, end } = prepare(input);
  const fit = fitDays(basis.series, basis.origin);
  const weight = (number: number): number => fit?.shape[weekdayOf(number)] ?? 1;
  let total = 0;
  for (let number = from; number < end; number += 1) total += weight(number);
  const to = startOfDay(dayOfNumber(end), input.zone);
  return {
    by(at) {
      if (at >= to || total <= 0) return 1;
      const { day, hour } = clockAt(at, input.zone);
      let sum = 0;
      for (let number = from; number < day; number += 1) sum += weight(number);
      return Math.min(1, (sum + weight(day) * shareOfDay(basis.hours, day, hour)) / total);
    },
  };
}

/** The input as it was at the start of a day or hour: nothing of what came later, and data up to there. */
export function asOf(input: ForecastInput, at: number, spent: Amount): ForecastInput {
  const { day, hour } = clockAt(at, input.zone);
  const date = dayOfNumber(day);
  const isHour = startOfDay(date, input.zone) !== at;
  const hours = input.hours.filter((entry) => entry.day < date || (isHour && entry.day === date && entry.hour < hour));
  const today = hours.filter((entry) => entry.day === date).map((entry) => entry.value ?? "0");
  const days = [...input.days.filter((entry) => entry.day < date), ...(isHour ? [{ day: date, value: add("0", ...today) }] : [])];
  return { ...input, now: at, spent, days, hours, dataThrough: at };
}
