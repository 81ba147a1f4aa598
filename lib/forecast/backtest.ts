import type { Period } from "../time";
import { fitDays, SHAPED } from "./fit";
import { cameBy } from "./hours";
import { type Basis, clockAt, periodsBefore, restOfDay, shareOfDay } from "./project";
import { dayOfNumber, median, quantile, sumOf } from "./series";

/** One past forecast and what came of it. */
export interface Miss {
  /** (what the rest came to − what was forecast) ÷ what was forecast. */
  relative: number;
  /** Of a past period of the same kind: what was forecast for its end, and what it came to. */
  period: { forecast: number; actual: number; rest: number } | null;
}

const MOST: Record<Period, number> = { day: 28, week: 26, month: 12, quarter: 8, year: 3 };
const ROLLING = 26;
/** From so many past forecasts on their own misses make the interval. */
const ENOUGH = 8;
const TENTH = 1.2816;

/** Runs the same method at the same point of past periods, and for spans as long as the rest that end before `origin`, a week apart each. */
export function missesOf(basis: Basis, { kind, from, end }: { kind: Period; from: number; end: number }): Miss[] {
  const { series, origin } = basis;
  const least = series.first + SHAPED;
  if (kind === "day") return missedDays(basis, Math.min(origin, end - 1));
  const misses: Miss[] = [];
  for (const period of periodsBefore(kind, dayOfNumber(from), series.first, MOST[kind])) {
    if (period.to > origin) continue;
    const start = period.from + Math.min(origin - from, period.to - period.from - 1);
    const rest = start >= least ? foresee(basis, start, period.to) : null;
    if (!rest) continue;
    const came = sumOf(series, period.from, start);
    misses.push({ relative: rest.relative, period: { forecast: came + rest.forecast, actual: came + rest.actual, rest: rest.forecast } });
  }
  const length = end - Math.max(origin, from);
  if (length <= 0) return misses;
  const last = origin - 7 * Math.ceil(length / 7);
  for (let start = last, n = 0; start >= least && n < ROLLING; start -= 7, n += 1) {
    const rest = foresee(basis, start, start + length);
    if (rest) misses.push({ relative: rest.relative, period: null });
  }
  return misses;
}

function foresee({ series }: Basis, start: number, end: number): { relative: number; forecast: number; actual: number } | null {
  const fit = fitDays(series, start);
  if (!fit) return null;
  let forecast = 0;
  for (let number = start; number < end; number += 1) forecast += fit.expected(number);
  const actual = sumOf(series, start, end);
  return forecast > 0 ? { relative: (actual - forecast) / forecast, forecast, actual } : null;
}

/** The last 4 weeks of days, each at the same time of its clock. */
function missedDays({ series, hours, zone, now }: Basis, today: number): Miss[] {
  const { hour } = clockAt(now, zone);
  const misses: Miss[] = [];
  for (let day = today - 1; day >= Math.max(today - MOST.day, series.first + SHAPED); day -= 1) {
    const [fit, had] = [fitDays(series, day), hours.get(day)];
    if (!fit || !had) continue;
    const came = cameBy(had.list, hour);
    const rest = restOfDay(fit.expected(day), came, shareOfDay(hours, day, hour));
    const actual = had.total;
    if (rest > 0) misses.push({ relative: (actual - came - rest) / rest, period: { forecast: came + rest, actual, rest } });
  }
  return misses;
}

/** The middle 80 % around a rest, relative to it: [low, high] with low ≤ 0 ≤ high. From past misses, else from how far days and weeks are from the fit. */
export function intervalOf(
  misses: readonly number[],
  spread: { week: number; day: number },
  { days, shaped }: { days: number; shaped: boolean },
): [number, number] {
  if (misses.length >= ENOUGH) return [Math.max(-1, Math.min(0, quantile(misses, 0.1))), Math.max(0, quantile(misses, 0.9))];
  const off = TENTH * Math.sqrt(spread.week ** 2 + spread.day ** 2 / Math.max(1, days));
  // A short history hides what a week or a month can do.
  const half = shaped ? off : Math.max(0.25, 2 * off);
  const seen = misses.map(Math.abs);
  const widest = Math.max(half, ...seen);
  return [-Math.min(1, widest), widest];
}

/** How past periods went: how many, how many came to lie inside the interval that the others make, and the middle of |forecast − actual| ÷ actual. */
export function gradeOf(
  misses: readonly Miss[],
  spread: { week: number; day: number },
  about: { days: number; shaped: boolean },
): { tested: number; inside: number; error: number | null } {
  const past = misses.flatMap((miss) => (miss.period && miss.period.actual > 0 ? [{ miss, ...miss.period }] : []));
  const inside = past.filter(({ miss }) => {
    const others = misses.filter((other) => other !== miss).map(({ relative }) => relative);
    const [low, high] = intervalOf(others, spread, about);
    return miss.relative >= low && miss.relative <= high;
  });
  const errors = past.map(({ forecast, actual }) => Math.abs(forecast - actual) / actual);
  return { tested: past.length, inside: inside.length, error: errors.length > 0 ? median(errors) : null };
}
