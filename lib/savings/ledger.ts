import type { AttemptFact } from "../facts";
import { addPico, type CostLines, costOf, type Pico, type Price, type PriceBook } from "../pricing";
import type { Baselines, ModelRef } from "./baselines";
import { LEDGER_REASONS, type LedgerReason } from "./roles";

/**
 * What an attempt saved if it is its request's answer, in pico-dollars; null is nothing, but for `routing`: null = the baseline and the model that answered
 * are one price entry, so that nothing was routed. Baseline = cost + all steps.
 */
export interface LedgerEntry {
  /** A code of `LEDGER_REASONS`. */
  reason: number | null;
  cache: Pico | null;
  context: Pico | null;
  routing: Pico | null;
  promptCache: Pico | null;
  tier: Pico | null;
}

/** What facts are priced and compared with. */
export interface Pricing {
  book: PriceBook;
  baselines: Baselines;
}

interface Answer {
  cost: Pico | null;
  price: Price | null;
  lines: CostLines | null;
  canonicalModel: string | null;
}

export const NO_LEDGER: LedgerEntry = { reason: null, cache: null, context: null, routing: null, promptCache: null, tier: null };
const REASONS = Object.fromEntries(
  Object.entries(LEDGER_REASONS).map(([name, reason]) => [name, { ...NO_LEDGER, reason }]),
) as unknown as Record<LedgerReason, LedgerEntry>;

type Tokens = Pick<AttemptFact, "inputUncached" | "cacheRead" | "cacheWrite5m" | "cacheWrite1h" | "output">;

/** Kinds whose prompt a declared context is about. */
const PROMPTED = new Set<AttemptFact["kind"]>(["chat", "completion"]);

/**
 * The savings ledger of one attempt (NUMBERS: the savings ledger): prices of the same tokens at the baseline model without prompt cache, at the model that
 * answered without it, with it, and at its tier. Charges that are not tokens pass through unchanged. Pure.
 */
export function ledgerOf({ book, baselines }: Pricing, fact: AttemptFact, answer: Answer): LedgerEntry {
  if (answer.cost === null) return REASONS.no_price;
  if (fact.status !== "success" || fact.kind === "router" || fact.kind === "guard") return NO_LEDGER;
  const baseline = baselines.modelOf(fact.feature, fact.requestedModel, fact.occurredAt);
  if (baseline === null) return REASONS.no_baseline;
  const input = inputOf(fact);
  const declared = PROMPTED.has(fact.kind) ? baselines.contextTokensOf(fact.feature, fact.occurredAt) : null;
  if (fact.gatewayCache !== "none") {
    if (input + (fact.output ?? 0) === 0) return REASONS.no_tokens;
    const price = resolveBaseline(book, fact, baseline);
    if (price === null) return REASONS.no_baseline;
    const cache = tokenCost(price, withoutCache(fact, declared ?? input));
    return cache === null ? REASONS.no_baseline_price : { ...NO_LEDGER, cache };
  }
  return steps(book, fact, answer, { baseline, input, declared });
}

interface Base {
  baseline: ModelRef;
  input: number;
  declared: number | null;
}

function steps(book: PriceBook, fact: AttemptFact, { price, lines, canonicalModel }: Answer, base: Base): LedgerEntry {
  const { input, declared } = base;
  if (price === null || lines === null) return REASONS.no_standard_price;
  const isStandard = fact.tier === null || fact.tier === "standard";
  const standard = isStandard ? price : resolve(book, { provider: fact.provider, model: fact.model }, fact);
  if (standard === null) return REASONS.no_standard_price;
  const actual = subtract(lines.total, lines.other ?? 0);
  const hasCache = Boolean(fact.cacheRead || fact.cacheWrite5m || fact.cacheWrite1h);
  const on = isStandard ? actual : tokenCost(standard, fact);
  if (on === null) return REASONS.no_standard_price;
  const off = hasCache ? tokenCost(standard, withoutCache(fact, input)) : on;
  if (off === null) return REASONS.no_standard_price;

  const same = fact.provider !== null && base.baseline.model === fact.model && (base.baseline.provider ?? fact.provider) === fact.provider;
  const other = same ? standard : resolveBaseline(book, fact, base.baseline);
  if (other === null) return REASONS.no_baseline;
  const isSame = same || isOneEntry(other, standard, () => book.canonicalModel(other.provider, base.baseline.model) === canonicalModel);
  const baseOff = isSame ? off : tokenCost(other, withoutCache(fact, input));
  if (baseOff === null) return REASONS.no_baseline_price;
  const baseFull = declared === null || declared === input ? baseOff : tokenCost(isSame ? standard : other, withoutCache(fact, declared));
  if (baseFull === null) return REASONS.no_baseline_price;
  return {
    reason: null,
    cache: null,
    context: orNothing(subtract(baseFull, baseOff)),
    routing: isSame ? null : subtract(baseOff, off),
    promptCache: orNothing(subtract(off, on)),
    tier: orNothing(subtract(on, actual)),
  };
}

/** A dated name and its plain one at the same price are one entry, also where the price list has two. */
function isOneEntry(a: Price, b: Price, oneModel: () => boolean): boolean {
  return a.key === b.key || (a.provider === b.provider && oneModel() && JSON.stringify(a.lines) === JSON.stringify(b.lines));
}

/** The requested model is looked for at the provider that answered first: a gateway's name for a model says nothing about who serves it. */
function resolveBaseline(book: PriceBook, fact: AttemptFact, { provider, model }: ModelRef): Price | null {
  if (provider !== null) return resolve(book, { provider, model }, fact);
  return resolve(book, { provider: fact.provider, model }, fact) ?? resolve(book, { provider: null, model }, fact);
}

function resolve(book: PriceBook, { provider, model }: { provider: string | null; model: string | null }, fact: AttemptFact): Price | null {
  if (model === null) return null;
  const price = book.resolve({ provider, model, tier: null, geo: provider === fact.provider ? fact.geo : null, at: fact.occurredAt });
  return price === null || price.lines.length === 0 ? null : price;
}

const inputOf = (t: Tokens): number => (t.inputUncached ?? 0) + (t.cacheRead ?? 0) + (t.cacheWrite5m ?? 0) + (t.cacheWrite1h ?? 0);
const withoutCache = ({ output }: Tokens, input: number): Tokens => ({
  inputUncached: input,
  cacheRead: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  output,
});

/** Null where a class with tokens has no price. */
function tokenCost(price: Price, { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output }: Tokens): Pico | null {
  if (!(inputUncached || cacheRead || cacheWrite5m || cacheWrite1h || output)) return 0;
  const cost = costOf(price, { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output, units: null });
  return "unpriced" in cost ? null : subtract(cost.total, cost.other ?? 0);
}

const subtract = (left: Pico, right: Pico): Pico => addPico(left, -right);
const orNothing = (pico: Pico): Pico | null => (pico === 0 || pico === 0n ? null : pico);
