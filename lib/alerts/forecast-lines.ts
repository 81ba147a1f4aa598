import { type Budget, lineOf } from "../budgets";
import { asOf, type ForecastInput, projectCloses, projectEnd } from "../forecast";
import { type Amount, add, compare } from "../money";
import { dayOf, startOfDay, startOfHour, wallText } from "../time";
import type { BudgetPeriod } from "./periods";
import { applyThresholds, type Crossing, type ThresholdChange } from "./thresholds";

/** What the forecast said at the close of a day (or hour): `at` is that instant, `spent` what the period had come to by then. */
export interface ForecastStep {
  at: number;
  spent: Amount;
  value: Amount;
}

const HOUR_MS = 3_600_000;
const LATE_MS = 36 * HOUR_MS;
/** A forecast from a mean of fewer closed days tells nobody. */
const LEAST_MEAN = 7;
/** Older closes are no news, however late their data comes. */
const MOST_CLOSES = 31;
/** Nor does one in the first tenth of the period. */
export const tellsFrom = ({ from, to }: Pick<BudgetPeriod, "from" | "to">): number => from + (to - from) / 10;

/** The end of the last closed day, or hour of a day's budget. Data that is later than 36 hours is taken as it is: its budget says that it is late. */
export function closedThrough(
  kind: Budget["period"],
  { now, zone, dataThrough }: { now: number; zone: string; dataThrough: number | null },
): number {
  const through = dataThrough != null && dataThrough < now && now - dataThrough <= LATE_MS ? dataThrough : now;
  return kind === "day" ? startOfHour(through, zone) : startOfDay(dayOf(through, zone), zone);
}

/**
 * The closes that are still to be held against the lines: those after `decided`, and those that data since then has touched, none before the budget was
 * made, none in the first tenth of the period, and at most the last 31. Epoch ms, ascending.
 */
export function closesToDecide(
  { period: kind, createdAt }: Pick<Budget, "period" | "createdAt">,
  period: BudgetPeriod,
  { zone, through, decided, touchedFrom }: { zone: string; through: number; decided: number | null; touchedFrom: number | null },
): number[] {
  const made = closedThrough(kind, { now: Date.parse(createdAt), zone, dataThrough: null });
  const known = Math.min(decided ?? Number.NEGATIVE_INFINITY, touchedFrom ?? Number.POSITIVE_INFINITY);
  const isOpen = (at: number) => at > known && at >= made && at >= tellsFrom(period);
  const closes: number[] = [];
  for (let at = through; isOpen(at) && closes.length < MOST_CLOSES; at = before(kind, at, zone)) if (at < period.to) closes.unshift(at);
  return closes;
}

const before = (kind: Budget["period"], at: number, zone: string): number =>
  kind === "day" ? at - HOUR_MS : startOfDay(dayOf(at - 1, zone), zone);

/** What the forecast said at each close. Pure. */
export function stepsAt(input: ForecastInput & { ownHours: boolean }, closes: readonly number[]): ForecastStep[] {
  const { zone, fromDay, period } = input;
  // Hours of something else say nothing about what this budget had spent.
  if (period === "day" && !input.ownHours) return [];
  const steps = closes.map((at) => {
    const day = dayOf(at, zone);
    const past = input.days.filter((entry) => entry.day >= fromDay && entry.day < day);
    const today =
      startOfDay(day, zone) === at
        ? []
        : input.hours.filter((entry) => entry.day === day && entry.hour < Number(wallText(at, zone).slice(11, 13)));
    return { at, spent: add("0", ...[...past, ...today].map(({ value }) => value ?? "0")) };
  });
  const ends = period === "day" ? steps.map(({ at, spent }) => projectEnd(asOf(input, at, spent))) : projectCloses(input, steps);
  return steps.flatMap((step, i): ForecastStep[] => {
    const end = ends[i];
    return end && !(end.method === "mean" && end.closedDays < LEAST_MEAN) ? [{ ...step, value: end.value }] : [];
  });
}

/** A line that the forecast reached, and where; it tells where it is not superseded. */
export type ForecastCrossing = ThresholdChange["crossed"][number] & { step: ForecastStep };
export interface ForecastChange {
  crossed: ForecastCrossing[];
  /** What is on record afterwards. */
  record: Crossing[];
}

/**
 * Folds the closes in their order over what is on record. A line that spend itself has reached, or that stands under one it told, is no news. Once told
 * it stays told, however the forecast moves, unless the amount is raised above it. Pure.
 */
export function applyForecast(
  record: readonly Crossing[],
  budget: { amount: Amount; forecastThresholds: readonly Amount[] },
  steps: readonly ForecastStep[],
  reached: readonly Amount[],
): ForecastChange {
  const highest = [...reached].sort(compare).at(-1);
  const isAbove = (threshold: Amount) => highest == null || compare(threshold, highest) > 0;
  return steps.reduce<ForecastChange>(
    (folded, step) => {
      const news = budget.forecastThresholds.filter(
        (threshold) => isAbove(threshold) && compare(step.spent, lineOf(budget.amount, threshold)) < 0,
      );
      const change = applyThresholds(folded.record, { amount: budget.amount, thresholds: news }, step.value);
      const kept = folded.record
        .filter(({ threshold }) => !change.rearmed.includes(threshold))
        .map(({ threshold, line, below }) => ({
          threshold,
          line: change.moved.find((moved) => moved.threshold === threshold)?.line ?? line,
          below: (below || change.below.includes(threshold)) && !change.back.includes(threshold),
        }));
      const fresh = change.crossed.map(({ threshold, line }) => ({ threshold, line, below: false }));
      return {
        crossed: [...folded.crossed, ...change.crossed.map((crossing) => ({ ...crossing, step }))],
        record: [...kept, ...fresh],
      };
    },
    { crossed: [], record: [...record] },
  );
}
