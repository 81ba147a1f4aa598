import { type AttemptFact, type BucketFact, PRICED } from "../facts";
import { type CostLines, costOf, type Pico, type Price, type PriceBook, readPico } from "../pricing";
import { type LedgerEntry, ledgerOf, type Pricing } from "../savings";

/** A fact's cost in pico-dollars and where it comes from. `cost` null = unknown, with the reason in `unpriced`. */
export interface PricedFact {
  canonicalModel: string | null;
  price: Price | null;
  cost: Pico | null;
  lines: CostLines | null;
  priced: (typeof PRICED)[keyof typeof PRICED];
  /** Why there is no price; `reported` where the source's own figure stands in. */
  unpriced: string | null;
}

/** An attempt's cost and what it saved. */
export interface PricedAttempt extends PricedFact {
  ledger: LedgerEntry;
}

const isPositive = (decimal: string | null): decimal is string => decimal != null && Number(decimal) > 0;

function hasUsage(fact: AttemptFact): boolean {
  return Boolean(fact.inputUncached || fact.cacheRead || fact.cacheWrite5m || fact.cacheWrite1h || fact.output) || fact.units != null;
}

/**
 * Prices an attempt at the time it happened. A gateway's cache hit costs 0. A failed or blocked attempt without usage costs 0 and is outside the
 * priced share. A reported cost stands in for a missing price only where the source is trusted, and never a reported 0.
 */
export function priceAttempt(pricing: Pricing, fact: AttemptFact, trustReported: boolean): PricedAttempt {
  const priced = costOfAttempt(pricing.book, fact, trustReported);
  const { canonicalModel, price, cost, lines, priced: isPriced, unpriced } = priced;
  // Written out, not spread: a copy by spreading is slow, and this is done for every call.
  return { canonicalModel, price, cost, lines, priced: isPriced, unpriced, ledger: ledgerOf(pricing, fact, priced) };
}

function costOfAttempt(book: PriceBook, fact: AttemptFact, trustReported: boolean): PricedFact {
  const canonicalModel = fact.model == null ? null : book.canonicalModel(fact.provider, fact.model);
  if (fact.gatewayCache !== "none") return { canonicalModel, price: null, cost: 0, lines: null, priced: PRICED.yes, unpriced: null };
  if (fact.status !== "success" && !hasUsage(fact))
    return { canonicalModel, price: null, cost: 0, lines: null, priced: PRICED.exempt, unpriced: null };
  const { price, lines, unpriced } = priceUsage(book, fact, fact.geo, fact.occurredAt);
  if (lines) return { canonicalModel, price, cost: lines.total, lines, priced: PRICED.yes, unpriced: null };
  if (trustReported && isPositive(fact.reportedCost))
    return { canonicalModel, price: null, cost: readPico(fact.reportedCost), lines: null, priced: PRICED.yes, unpriced: "reported" };
  return { canonicalModel, price, cost: null, lines: null, priced: PRICED.no, unpriced };
}

/** Prices a provider's bucket at its start. Rows of tools carry units only; a bucket without any quantity of ours stays unpriced. */
export function priceBucket(book: PriceBook, fact: BucketFact): PricedFact {
  const canonicalModel = fact.model == null ? null : book.canonicalModel(fact.provider, fact.model);
  const units = fact.requests == null ? fact.units : { ...fact.units, request: String(fact.requests) };
  const { price, lines, unpriced } = priceUsage(book, { ...fact, units }, null, fact.snappedStart * 1e6, aggregated);
  return { canonicalModel, price, lines, cost: lines?.total ?? null, priced: lines ? PRICED.yes : PRICED.no, unpriced };
}

function priceUsage(
  book: PriceBook,
  fact: AttemptFact | BucketFact,
  geo: string | null,
  at: number,
  adapt = (price: Price): Price => price,
): { price: Price | null; lines: CostLines | null; unpriced: string | null } {
  if (fact.model == null) return { price: null, lines: null, unpriced: "no_model" };
  const price = book.resolve({ provider: fact.provider, model: fact.model, tier: fact.tier, geo, at });
  if (!price) return { price: null, lines: null, unpriced: "no_model" };
  const cost = costOf(adapt(price), fact);
  return "unpriced" in cost ? { price, lines: null, unpriced: cost.unpriced } : { price, lines: cost, unpriced: null };
}

const withoutThresholds = new WeakMap<Price, Price>();

/** Long-context prices hold for single requests; a sum over many says nothing about their length, so it takes the base price. */
function aggregated(price: Price): Price {
  let base = withoutThresholds.get(price);
  if (!base) {
    base = { ...price, lines: price.lines.filter((line) => line.threshold === 0), maxInput: undefined };
    withoutThresholds.set(price, base);
  }
  return base;
}
