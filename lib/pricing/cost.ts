import type { TokenClass } from "../facts";
import { type Decimal, readDecimal, roundHalfEven } from "./decimal";
import { addPico, narrow, type Pico } from "./pico";
import type { CostLines, Price, PricedTokens, Unpriced } from "./types";

/** A line ready for arithmetic. `perToken` is whole pico-dollars for one unit, or -1 where the price has more digits than that. */
interface Rate {
  threshold: number;
  perToken: number;
  exact: Decimal;
}

/** Rates by unit, highest threshold first. */
type Rates = Map<string, Rate[]>;

const compiled = new WeakMap<Price, Rates>();

/**
 * What these tokens cost at this price, in pico-dollars (1e-12 USD) (each class rounded half-even; the total is the sum of the classes).
 * A line holds for the whole request once its input (uncached + read + writes) exceeds the line's threshold. A class with tokens and without a
 * price makes the whole row unpriced. Reasoning is inside output and is never added. Fees per request count once, see `PricedTokens.units`.
 */
export function costOf(price: Price, tokens: PricedTokens): CostLines | { unpriced: Unpriced } {
  return cost(price, tokens, true);
}

/** `costOf` without the safe-integer path: the same answer, slower. */
export function costOfByBigInt(price: Price, tokens: PricedTokens): CostLines | { unpriced: Unpriced } {
  return cost(price, tokens, false);
}

function cost(price: Price, tokens: PricedTokens, fast: boolean): CostLines | { unpriced: Unpriced } {
  const { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output, units } = tokens;
  const hasTokens = inputUncached !== null || cacheRead !== null || cacheWrite5m !== null || cacheWrite1h !== null || output !== null;
  if (!hasTokens && isEmpty(units)) return { unpriced: "no_usage" };
  if (price.lines.length === 0 && price.tier !== "standard") return { unpriced: `no_price:tier:${price.tier}` };
  const rates = ratesOf(price);
  const input = (inputUncached ?? 0) + (cacheRead ?? 0) + (cacheWrite5m ?? 0) + (cacheWrite1h ?? 0);
  if (price.maxInput !== undefined && input > price.maxInput) return { unpriced: "no_price:long_context" };

  const uncached = classCost(rates, "input_uncached", inputUncached, input, fast);
  if (uncached === MISSING) return missing("input_uncached");
  const read = classCost(rates, "cache_read", cacheRead, input, fast);
  if (read === MISSING) return missing("cache_read");
  const write5m = classCost(rates, "cache_write_5m", cacheWrite5m, input, fast);
  if (write5m === MISSING) return missing("cache_write_5m");
  const write1h = classCost(rates, "cache_write_1h", cacheWrite1h, input, fast);
  if (write1h === MISSING) return missing("cache_write_1h");
  const out = classCost(rates, "output", output, input, fast);
  if (out === MISSING) return missing("output");
  const other = units === null && !rates.has("request") ? null : unitsCost(rates, units ?? {}, input);
  if (typeof other === "string") return missing(other);

  let total: Pico = 0;
  for (const part of [uncached, read, write5m, write1h, out, other]) if (part !== null) total = addPico(total, part);
  return { inputUncached: uncached, cacheRead: read, cacheWrite5m: write5m, cacheWrite1h: write1h, output: out, other, total };
}

const MISSING = -1;

function classCost(rates: Rates, unit: TokenClass, tokens: number | null, input: number, fast: boolean): Pico | null {
  if (tokens === null) return null;
  if (tokens === 0) return 0;
  const rate = rateFor(rates, unit, input);
  if (!rate || !Number.isSafeInteger(tokens) || tokens < 0) return MISSING;
  if (fast && rate.perToken >= 0) {
    const pico = tokens * rate.perToken;
    if (pico <= Number.MAX_SAFE_INTEGER) return pico;
  }
  return narrow(roundHalfEven({ digits: rate.exact.digits * BigInt(tokens), scale: rate.exact.scale }, 12));
}

/** Sum over the units, or the name of the first one without a price. */
function unitsCost(rates: Rates, units: Record<string, string>, input: number): Pico | string {
  let sum: Pico = 0;
  for (const [unit, quantity] of Object.entries(units)) {
    const amount = readDecimal(quantity);
    if (amount?.digits === 0n) continue;
    const rate = rateFor(rates, unit, input);
    // How many requests a row stands for is told of every model; only some charge for it.
    if (!rate && unit === "request" && amount) continue;
    if (!rate || !amount) return unit;
    sum = addPico(sum, roundHalfEven({ digits: rate.exact.digits * amount.digits, scale: rate.exact.scale + amount.scale }, 12));
  }
  const fee = units.request === undefined ? rateFor(rates, "request", input) : undefined;
  return fee ? addPico(sum, roundHalfEven(fee.exact, 12)) : sum;
}

function rateFor(rates: Rates, unit: string, input: number): Rate | undefined {
  const lines = rates.get(unit);
  if (lines === undefined) return undefined;
  for (const rate of lines) if (rate.threshold === 0 || input > rate.threshold) return rate;
  return undefined;
}

function ratesOf(price: Price): Rates {
  const known = compiled.get(price);
  if (known) return known;
  const rates: Rates = new Map();
  for (const line of price.lines) {
    const perMillion = readDecimal(line.usdPerMillion);
    if (!perMillion) continue;
    // USD per million units is micro-dollars per unit: six more decimals make dollars.
    const exact = { digits: perMillion.digits, scale: perMillion.scale + 6 };
    const pico = exact.scale <= 12 ? Number(roundHalfEven(exact, 12)) : MISSING;
    const rate = { threshold: line.threshold, perToken: Number.isSafeInteger(pico) ? pico : MISSING, exact };
    rates.set(
      line.unit,
      [...(rates.get(line.unit) ?? []), rate].sort((a, b) => b.threshold - a.threshold),
    );
  }
  compiled.set(price, rates);
  return rates;
}

function isEmpty(units: Record<string, string> | null): boolean {
  if (units === null) return true;
  for (const _ in units) return false;
  return true;
}

function missing(unit: string): { unpriced: Unpriced } {
  return { unpriced: `no_price:${unit}` };
}
