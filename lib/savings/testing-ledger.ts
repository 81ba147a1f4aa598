import { type AttemptFact, emptyAttempt } from "../facts";
import { type CustomPrice, costOf, createPriceBook, type Pico, type PriceLine, writePico } from "../pricing";
import { createBaselines, LEDGER_REASONS, ledgerOf, type RoutingSetting } from ".";

export const AT = Date.parse("2026-10-10T08:00:00Z") * 1000;
const line = (unit: string, usdPerMillion: string, threshold = 0): PriceLine => ({ unit, usdPerMillion, threshold });
let entries = 0;
export const entry = (model: string, lines: PriceLine[], over: Partial<CustomPrice> = {}): CustomPrice => ({
  id: String(entries++),
  provider: "acme",
  model,
  tier: "standard",
  geo: null,
  lines,
  validFrom: null,
  validTo: null,
  source: "a contract",
  sourceUrl: null,
  checkedOn: null,
  ...over,
});
const rates = (input: string, output: string, read: string, write5m: string, write1h: string) => [
  line("input_uncached", input),
  line("output", output),
  line("cache_read", read),
  line("cache_write_5m", write5m),
  line("cache_write_1h", write1h),
];

/** Per million tokens: big $10 in, $30 out; small a tenth of it; long doubles above 1,000 tokens; plain knows no prompt cache; fee takes $0.01 a request. */
export const BOOK = createPriceBook([
  entry("big", rates("10", "30", "1", "12.5", "20")),
  entry("big", rates("5", "15", "0.5", "6.25", "10"), { tier: "batch" }),
  entry("big", rates("20", "60", "2", "25", "40"), { tier: "priority" }),
  entry("small", [...rates("1", "3", "0.1", "1.25", "2"), line("web_search", "10000")]),
  entry("long", [line("input_uncached", "2"), line("input_uncached", "4", 1_000), line("output", "8"), line("output", "16", 1_000)]),
  entry("plain", [line("input_uncached", "10"), line("output", "30")]),
  entry("fee", [line("input_uncached", "1"), line("output", "3"), line("request", "10000")]),
  entry("batch-only", rates("1", "3", "0.1", "1.25", "2"), { tier: "batch" }),
  entry("input-only", [line("input_uncached", "10")]),
]);

export const fact = (over: Partial<AttemptFact> = {}): AttemptFact => ({
  ...emptyAttempt,
  recordId: "r",
  occurredAt: AT,
  provider: "acme",
  model: "small",
  requestedModel: "big",
  feature: "chat",
  inputUncached: 1_000,
  output: 100,
  ...over,
});

let ids = 0;
type Told = RoutingSetting extends infer S ? (S extends RoutingSetting ? Omit<S, "id" | "from"> & { from?: string } : never) : never;
export const settings = (...told: Told[]) => createBaselines(told.map((one) => ({ from: null, ...one, id: ids++ }) as RoutingSetting));
export const baseline = (model: string, subject = "chat"): Told => ({ field: "baseline", subject, value: { provider: "acme", model } });
export const declared = (tokens: number, subject = "chat"): Told => ({ field: "context_tokens", subject, value: tokens });

/** The answer's price and cost as ingest works them out. */
export function answerOf(one: AttemptFact) {
  const canonicalModel = one.model && BOOK.canonicalModel(one.provider, one.model);
  if (one.gatewayCache !== "none") return { price: null, lines: null, cost: 0, canonicalModel };
  const price = one.model === null ? null : BOOK.resolve({ ...one, model: one.model, at: one.occurredAt });
  const lines = price && costOf(price, one);
  return lines === null || "unpriced" in lines
    ? { price, lines: null, cost: null, canonicalModel }
    : { price, lines, cost: lines.total, canonicalModel };
}

const usd = (pico: Pico | null): string | null => (pico === null ? null : writePico(pico));
export function ledger(one: AttemptFact, baselines = settings()) {
  const { reason, cache, context, routing, promptCache, tier } = ledgerOf({ book: BOOK, baselines }, one, answerOf(one));
  return { reason, cache: usd(cache), context: usd(context), routing: usd(routing), promptCache: usd(promptCache), tier: usd(tier) };
}
export const NONE = { reason: null, cache: null, context: null, routing: null, promptCache: null, tier: null };
export const why = (reason: keyof typeof LEDGER_REASONS) => ({ ...NONE, reason: LEDGER_REASONS[reason] });
