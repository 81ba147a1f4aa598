import type { Amount } from "../money";

/** Where a metric usually is: its median, and as far around it as the sensitivity allows. Decimal text in the metric's unit. */
export interface Band {
  low: Amount;
  high: Amount;
  usual: Amount;
}

/** How many weeks before a bucket its band is made of, and how many of them must be known. */
export const BAND_WEEKS = 6;
export const BAND_LEAST_WEEKS = 2;

/** Makes the median absolute deviation of a few values of a normal distribution its standard deviation: 1.4826, and a third more since they are few. */
const MAD_TO_SIGMA = 2;
/** The same of the mean absolute deviation, for metrics that are mostly zero. */
const MEAN_TO_SIGMA = 1.2533;
/** A metric that never moved still has a band: this share of its usual value. */
const LEAST_SIGMA = 0.1;

/** How many deviations a value may be away: 8 at sensitivity 1, 2 at 10. */
export const deviations = (sensitivity: number): number => 8 - ((sensitivity - 1) * 6) / 9;

/**
 * The band of one hour of the week, or of one weekday: the median of the same bucket in the weeks before, plus and minus so many robust deviations.
 * `values`: those of the weeks that are known. Null where fewer than two are. Pure.
 */
export function bandOf(values: readonly number[], sensitivity: number): Band | null {
  if (values.length < BAND_LEAST_WEEKS) return null;
  const usual = median(values);
  const away = values.map((value) => Math.abs(value - usual));
  const spread = usual === 0 ? (MEAN_TO_SIGMA * away.reduce((sum, one) => sum + one, 0)) / away.length : MAD_TO_SIGMA * median(away);
  const reach = deviations(sensitivity) * Math.max(spread, LEAST_SIGMA * Math.abs(usual));
  return { low: text(usual - reach), high: text(usual + reach), usual: text(usual) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Bands are statistics: nine decimals of them are more than they know. */
const text = (value: number): Amount => {
  const fixed = value.toFixed(9).replace(/\.?0+$/, "");
  return fixed === "-0" ? "0" : fixed;
};
