import type { StandingBudget } from "../../lib/budgets/budget";
import { type Amount, add, compare, divide, isZero, multiply, subtract } from "../../lib/money";
import { addDays, dayOf, type Period, periodAt, startOfDay } from "../../lib/time";
import type { MetricQuestion } from "../panels/questions";
import { type Draft, sharesOf } from "./draft";
import { amountText, type Measure, readAmount } from "./measure";
import { percent, whereOf } from "./words";

/** The period that runs at `now` (epoch ms) and the one before, as dates [from, to). */
export function previewPeriods(period: Period, now: number, zone: string): Record<"running" | "before", { from: string; to: string }> {
  const running = periodAt(period, now, zone);
  const before = periodAt(period, startOfDay(addDays(running.fromDay, -1), zone), zone);
  return {
    running: { from: running.fromDay, to: running.toDay },
    before: { from: before.fromDay, to: before.toDay },
  };
}

/** What a scope came to in a period. Values that nobody has ticked yet narrow nothing. */
export function previewQuestion(
  { metric, scope }: Pick<Draft, "metric" | "scope">,
  { from, to }: { from: string; to: string },
): MetricQuestion {
  return { metric, from, to, where: whereOf(scope.filter(({ values }) => values.length > 0)) };
}

/** Below this share of the period, a day more or less would move the estimate by half. */
const EARLIEST = 0.1;

/** What a sum comes to if it goes on as until now (`through`: epoch ms of the newest data). Null where that says little yet. */
export function atThisPace(soFar: Amount | null, { from, to, through }: { from: number; to: number; through: number }): Amount | null {
  const passed = (Math.min(through, to) - from) / (to - from);
  if (soFar == null || passed < EARLIEST || passed >= 1) return null;
  return divide(soFar, String(passed));
}

/** In words, with the money of each: when a budget of this draft would tell. Empty until the amount is a number. */
export function tellsAt(draft: Draft, measure: Measure, soFar: Amount | null): { text: string; reached: "tells" | "silent" | null }[] {
  const amount = readAmount(draft.amount, measure);
  if (!isNumber(amount) || isZero(amount)) return [];
  const lines = (text: string) => sharesOf(text).filter(isNumber).sort(compare);
  const shares = lines(draft.thresholds);
  const reached = shares.filter((share) => soFar != null && compare(soFar, multiply(amount, share)) >= 0);
  return [
    ...shares.map((share) => ({
      text: `${percent(share)}: at ${amountText(multiply(amount, share), measure)}`,
      // Of several that are reached in one reading the highest tells.
      reached: share === reached.at(-1) ? ("tells" as const) : reached.includes(share) ? ("silent" as const) : null,
    })),
    ...(measure.sum ? lines(draft.forecastThresholds) : []).map((share) => ({
      text: `${percent(share)} forecast: when the ${draft.period} is set to end at ${amountText(multiply(amount, share), measure)} or more`,
      reached: null,
    })),
  ];
}

/** How the parent stands with this draft among its parts: what they add up to, and by how much that is more than it has ("0": it isn't). */
export function withinParent(
  draft: Draft,
  { parent, budgets, own }: { parent: StandingBudget; budgets: readonly StandingBudget[]; own?: string },
  measure: Measure,
): { given: Amount; over: Amount } {
  const amount = readAmount(draft.amount, measure);
  const others = budgets.filter((one) => one.parent === parent.id && one.id !== own).map((one) => one.amount);
  const given = add(...others, isNumber(amount) ? amount : "0");
  const over = subtract(given, parent.amount);
  return { given, over: compare(over, "0") > 0 ? over : "0" };
}

const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

/** The days of a period that are over or run. */
export const daysGone = (from: string, now: number, zone: string): number =>
  Math.round((Date.parse(dayOf(now, zone)) - Date.parse(from)) / 86_400_000) + 1;
