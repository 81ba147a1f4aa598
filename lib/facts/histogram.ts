/**
 * Log-bucket counts: additive over time and dimensions, percentiles from them are off by at most 3 %.
 * Index i holds values in (base·γ^(i−1), base·γ^i], by the borders of `bordersOf`; a stored array keeps index i at subscript i + 1, and begins at its first count.
 */

/** Ratio of neighbouring bucket borders: the middle of a bucket is off by at most (γ − 1) / (γ + 1) = 2.92 %. */
export const GAMMA = 1.06;
const LN_GAMMA = Math.log(GAMMA);

export interface LogScale {
  /** Values up to this share the lowest bucket. */
  base: number;
  /** Highest index; larger values are counted there. */
  last: number;
  /** Index 0 is kept for exactly zero; positive values start at 1. */
  zero: boolean;
}

/** Milliseconds: index 0 is ≤ 1 ms, the last one is beyond a day. */
export const LATENCY_SCALE: LogScale = { base: 1, last: 320, zero: false };
/** USD of one session: index 0 is zero, index 1 is ≤ 0.0000001, the last one is beyond a million. */
export const SESSION_COST_SCALE: LogScale = { base: 1e-7, last: 520, zero: true };

const borders = new WeakMap<LogScale, Float64Array>();

/** Upper borders of all buckets but the last and the one of zero, ascending. */
function bordersOf(scale: LogScale): Float64Array {
  const known = borders.get(scale);
  if (known) return known;
  const made = Float64Array.from({ length: scale.last - (scale.zero ? 1 : 0) }, (_, i) => scale.base * GAMMA ** i);
  borders.set(scale, made);
  return made;
}

/** Index of a value; the same as that of `bucketSql`, to the last bit. */
export function bucketOf(value: number, scale: LogScale = LATENCY_SCALE): number {
  if (scale.zero && value <= 0) return 0;
  const upper = bordersOf(scale);
  // The logarithm may be off by a bit at a border: the borders decide.
  let index = value <= scale.base ? 0 : Math.min(upper.length, Math.ceil(Math.log(value / scale.base) / LN_GAMMA));
  while (index > 0 && (upper[index - 1] as number) >= value) index -= 1;
  while (index < upper.length && (upper[index] as number) < value) index += 1;
  return index + (scale.zero ? 1 : 0);
}

/** SQL integer expression of the same index over a numeric or real expression; null stays null. */
export function bucketSql(expression: string, scale: LogScale = LATENCY_SCALE): string {
  const x = `(${expression})::float8`;
  const upper = bordersOf(scale);
  // width_bucket counts the borders up to and including its operand; with signs turned, what is left are those below it.
  const below = `${upper.length} - width_bucket(-${x}, '{${[...upper].reverse().map((border) => -border)}}'::float8[])`;
  return `(case when ${x} is null then null ${scale.zero ? `when ${x} <= 0 then 0 else 1 + ${below}` : `else ${below}`} end)`;
}

/** `bucketSql` for milliseconds. */
export const latencyBucketSql = (expression: string): string => bucketSql(expression, LATENCY_SCALE);
/** `bucketSql` for the cost of one session. */
export const sessionCostBucketSql = (expression: string): string => bucketSql(expression, SESSION_COST_SCALE);

/** The value that stands for a bucket: off by the same share from both of its borders. */
export function middleOf(index: number, { base, zero }: LogScale = LATENCY_SCALE): number {
  if (zero && index <= 0) return 0;
  return base * GAMMA ** (index - (zero ? 1 : 0)) * (2 / (1 + GAMMA));
}

/** The q-quantile (0 < q ≤ 1) of counts by index: the value of rank ⌈q·n⌉. Null without counts. */
export function percentile(counts: readonly number[], q: number, scale: LogScale = LATENCY_SCALE): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (seen >= rank) return middleOf(index, scale);
  }
  return null;
}

/** SQL numeric expression of `middleOf` over an integer expression, at `places` decimals. */
export function valueSql(expression: string, { base, zero }: LogScale, places: number): string {
  const value = `round((${base} * power(${GAMMA}::float8, (${expression}) - ${zero ? 1 : 0}) * 2 / ${1 + GAMMA})::numeric, ${places})`;
  return zero ? `(case when (${expression}) = 0 then 0 else ${value} end)` : value;
}
