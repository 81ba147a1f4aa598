import type { StandingBudget } from "../../lib/budgets/budget";
import { type Amount, divide } from "../../lib/money";

/** Where the marks of a burn-down bar lie, as shares of its width from the left. */
export interface BurnBarGeometry {
  spent: number;
  amount: number;
  expected: number | null;
  /** What is still to come, from `spent` on, and the ends of its 80 % interval. */
  forecast: { to: number; low: number; high: number } | null;
  thresholds: { share: Amount; at: number }[];
}

/** An interval without end would press everything else against the left edge. */
const WIDEST_INTERVAL = 2;

/** The bar ends at the amount, or at what lies beyond it. */
export function burnBarGeometry({
  amount,
  thresholds,
  current: { share, forecast },
}: Pick<StandingBudget, "amount" | "thresholds" | "current">): BurnBarGeometry {
  const of = (value: Amount) => Math.max(0, Number(divide(value, amount) ?? 0));
  const spent = Math.max(0, Number(share ?? 0));
  const value = forecast ? of(forecast.value) : 0;
  const high = forecast ? Math.min(of(forecast.high), Math.max(WIDEST_INTERVAL, value, spent)) : 0;
  const end = Math.max(1, spent, value, high, ...thresholds.map(Number));
  const at = (part: number) => Math.min(1, part / end);
  return {
    spent: at(spent),
    amount: at(1),
    expected: forecast?.expectedByNow == null ? null : at(of(forecast.expectedByNow)),
    forecast: forecast
      ? { to: at(Math.max(spent, value)), low: at(Math.max(spent, of(forecast.low))), high: at(Math.max(spent, high)) }
      : null,
    thresholds: thresholds.map((one) => ({ share: one, at: at(Number(one)) })),
  };
}
