import { type Amount, compare, divide, multiply } from "../money";
import type { BudgetState } from "./budget";

/** What is known of spend in a period. */
export interface Reading {
  /** In the metric's unit, calls without a price at the fallback price included; null where nothing is known. */
  spent: Amount | null;
  /** Priced ÷ all requests; null without requests and for metrics that need no price. */
  pricedShare: Amount | null;
  /** Epoch ms of the newest fact of the source that is furthest behind; null without facts. */
  dataThrough: number | null;
  /** Calls without a price, and what stands for them in `spent` (null without a fallback price); null for metrics that need no price. */
  unpriced: { requests: Amount; counted: Amount | null } | null;
}

export interface Level {
  state: BudgetState;
  /** spent ÷ amount; null where spend is unknown. */
  share: Amount | null;
}

/** Daily exports arrive once a day: one may be missed before data counts as late. */
const LATE_AFTER_MS = 36 * 3_600_000;

/** amount × threshold, in the metric's unit. */
export const lineOf = (amount: Amount, threshold: Amount): Amount => multiply(amount, threshold);

/** Spend equal to a line is at it. A crossed line stands whether data is late or not, since later data only adds. `now` and the period's end are epoch ms. */
export function decideLevel(
  { amount, thresholds }: { amount: Amount; thresholds: readonly Amount[] },
  { spent, pricedShare, dataThrough }: Pick<Reading, "spent" | "pricedShare" | "dataThrough">,
  { periodEnd, now }: { periodEnd: number; now: number },
): Level {
  if (spent == null) return { state: pricedShare == null ? "no_data" : "unpriced", share: null };
  const share = divide(spent, amount);
  const at = (threshold: Amount) => compare(spent, lineOf(amount, threshold)) >= 0;
  if (at("1")) return { state: "reached", share };
  if (thresholds.some(at)) return { state: "warned", share };
  const late = dataThrough == null || Math.min(now, periodEnd) - dataThrough > LATE_AFTER_MS;
  return { state: late ? "late" : "under", share };
}
