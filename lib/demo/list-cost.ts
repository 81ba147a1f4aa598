import type { Price, PriceBook } from "../pricing";
import type { Call } from "./call";

type Rates = Record<string, number>;
const rates = new WeakMap<Price, [base: Rates, long: Rates, threshold: number]>();

/**
 * What a gateway with a built-in price list reports a call to cost, USD to 10 decimals as it logs floats; 0 where it knows no price, as LiteLLM writes it.
 * Only for the log line: Permille prices the call itself.
 */
export function listCost(book: PriceBook, call: Call): number {
  if (call.failure || call.cacheHit) return 0;
  const price = book.resolve({ provider: call.model.provider, model: call.model.name, tier: call.tier, geo: null, at: call.at * 1000 });
  if (!price) return 0;
  const [base, long, threshold] = ratesOf(price);
  const rate = call.input > threshold ? long : base;
  const uncached = call.input - call.cacheRead - call.cacheWrite;
  const micros =
    uncached * (rate.input_uncached ?? 0) +
    call.cacheRead * (rate.cache_read ?? 0) +
    call.cacheWrite * (rate.cache_write_5m ?? 0) +
    call.output * (rate.output ?? 0);
  return Number((micros / 1e6).toFixed(10));
}

function ratesOf(price: Price): [Rates, Rates, number] {
  let known = rates.get(price);
  if (!known) {
    const base: Rates = {};
    const long: Rates = {};
    let threshold = Number.POSITIVE_INFINITY;
    for (const line of price.lines) {
      if (line.threshold > 0) threshold = Math.min(threshold, line.threshold);
      (line.threshold > 0 ? long : base)[line.unit] = Number(line.usdPerMillion);
    }
    known = [base, { ...base, ...long }, threshold];
    rates.set(price, known);
  }
  return known;
}
