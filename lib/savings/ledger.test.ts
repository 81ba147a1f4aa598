import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AttemptFact, emptyAttempt } from "../facts";
import { addPico, type CustomPrice, costOf, createPriceBook, type Pico, type PriceLine, writePico } from "../pricing";
import { aloneInLedger, createBaselines, LEDGER_REASONS, LEDGER_ROLES, ledgerOf, ledgerRoles, NO_LEDGER, type RoutingSetting } from ".";

const AT = Date.parse("2026-10-10T08:00:00Z") * 1000;
const line = (unit: string, usdPerMillion: string, threshold = 0): PriceLine => ({ unit, usdPerMillion, threshold });
let entries = 0;
const entry = (model: string, lines: PriceLine[], over: Partial<CustomPrice> = {}): CustomPrice => ({
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
const BOOK = createPriceBook([
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

const fact = (over: Partial<AttemptFact> = {}): AttemptFact => ({
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
const settings = (...told: Told[]) => createBaselines(told.map((one) => ({ from: null, ...one, id: ids++ }) as RoutingSetting));
const baseline = (model: string, subject = "chat"): Told => ({ field: "baseline", subject, value: { provider: "acme", model } });
const declared = (tokens: number, subject = "chat"): Told => ({ field: "context_tokens", subject, value: tokens });

/** The answer's price and cost as ingest works them out. */
function answerOf(one: AttemptFact) {
  const canonicalModel = one.model && BOOK.canonicalModel(one.provider, one.model);
  if (one.gatewayCache !== "none") return { price: null, lines: null, cost: 0, canonicalModel };
  const price = one.model === null ? null : BOOK.resolve({ ...one, model: one.model, at: one.occurredAt });
  const lines = price && costOf(price, one);
  return lines === null || "unpriced" in lines
    ? { price, lines: null, cost: null, canonicalModel }
    : { price, lines, cost: lines.total, canonicalModel };
}

const usd = (pico: Pico | null): string | null => (pico === null ? null : writePico(pico));
function ledger(one: AttemptFact, baselines = settings()) {
  const { reason, cache, context, routing, promptCache, tier } = ledgerOf({ book: BOOK, baselines }, one, answerOf(one));
  return { reason, cache: usd(cache), context: usd(context), routing: usd(routing), promptCache: usd(promptCache), tier: usd(tier) };
}
const NONE = { reason: null, cache: null, context: null, routing: null, promptCache: null, tier: null };
const why = (reason: keyof typeof LEDGER_REASONS) => ({ ...NONE, reason: LEDGER_REASONS[reason] });

describe("what an attempt saves if it is the answer", () => {
  // big: 1,000 × $10 + 100 × $30 per million = $0.013; small $0.0013.
  const cases: [string, AttemptFact, ReturnType<typeof settings>, Partial<typeof NONE> | Record<string, unknown>][] = [
    ["the model that was asked for answers: nothing was routed", fact({ model: "big" }), settings(), {}],
    ["a model at a tenth of the price answers: $0.013 − $0.0013", fact(), settings(), { routing: "0.0117" }],
    ["a dearer model answers: routing is negative", fact({ model: "big", requestedModel: "small" }), settings(), { routing: "-0.0117" }],
    [
      "the feature's baseline comes before what was asked for",
      fact({ requestedModel: "small" }),
      settings(baseline("big")),
      { routing: "0.0117" },
    ],
    [
      "a baseline of all features holds where the feature has none",
      fact({ requestedModel: "small", feature: null }),
      settings(baseline("big", "*")),
      { routing: "0.0117" },
    ],
    ["the feature's own baseline comes before that of all", fact({ model: "big" }), settings(baseline("small", "*"), baseline("big")), {}],
    [
      "an alias stands for a model",
      fact({ requestedModel: "smart-router" }),
      settings({ field: "alias", subject: "smart-router", value: { provider: null, model: "big" } }),
      { routing: "0.0117" },
    ],
    ["an alias that nobody mapped is no baseline", fact({ requestedModel: "smart-router" }), settings(), why("no_baseline")],
    ["nothing was asked for", fact({ requestedModel: null }), settings(), why("no_baseline")],
    [
      "a setting from a later day is not there yet",
      fact({ requestedModel: "small" }),
      settings({ ...baseline("big"), from: "2026-10-11T00:00:00Z" }),
      {},
    ],
    [
      "a setting of that very day holds",
      fact({ requestedModel: "small" }),
      settings({ ...baseline("big"), from: "2026-10-10T08:00:00Z" }),
      { routing: "0.0117" },
    ],
    [
      "null takes a setting back from its day on",
      fact({ requestedModel: "small" }),
      settings(baseline("big"), { field: "baseline", subject: "chat", value: null, from: "2026-10-01T00:00:00Z" }),
      {},
    ],
    [
      "6,000 declared, 4,000 sent: 2,000 at the baseline's $10",
      fact({ inputUncached: 4_000 }),
      settings(declared(6_000)),
      { context: "0.02", routing: "0.0387" },
    ],
    [
      "fewer declared than sent is negative, unclamped",
      fact({ inputUncached: 4_000 }),
      settings(declared(3_000)),
      { context: "-0.01", routing: "0.0387" },
    ],
    ["as many declared as sent is nothing", fact(), settings(declared(1_000)), { routing: "0.0117" }],
    [
      "a declared context is about prompts, not about embeddings",
      fact({ kind: "embedding" }),
      settings(declared(6_000)),
      { routing: "0.0117" },
    ],
    ["the context that the baseline itself was spared", fact({ model: "big" }), settings(declared(2_000)), { context: "0.01" }],
    [
      "500 of 1,000 read from cache save 500 × ($10 − $1)",
      fact({ model: "big", inputUncached: 500, cacheRead: 500 }),
      settings(),
      { promptCache: "0.0045" },
    ],
    [
      "a cache that is only written costs its premium: 400 × $2.50 and 100 × $10",
      fact({ model: "big", inputUncached: 500, cacheWrite5m: 400, cacheWrite1h: 100 }),
      settings(),
      { promptCache: "-0.002" },
    ],
    [
      "routing compares without cache, the cache counts at the model that answered",
      fact({ inputUncached: 500, cacheRead: 500 }),
      settings(),
      { routing: "0.0117", promptCache: "0.00045" },
    ],
    [
      "cached input of a model without a cache price has no price",
      fact({ model: "plain", inputUncached: 500, cacheRead: 500 }),
      settings(),
      why("no_price"),
    ],
    [
      "the baseline needs no cache price: it is compared without",
      fact({ inputUncached: 500, cacheRead: 500, requestedModel: "plain" }),
      settings(),
      { routing: "0.0117", promptCache: "0.00045" },
    ],
    ["batch is half: $0.013 − $0.0065", fact({ model: "big", tier: "batch" }), settings(), { tier: "0.0065" }],
    ["priority is double, and negative", fact({ model: "big", tier: "priority" }), settings(), { tier: "-0.013" }],
    [
      "cache comes before tier: 500 × $9 at standard, then half of the rest",
      fact({ model: "big", tier: "batch", inputUncached: 500, cacheRead: 500 }),
      settings(),
      { promptCache: "0.0045", tier: "0.00425" },
    ],
    [
      "a model that is sold at batch only has no standard price",
      fact({ model: "batch-only", tier: "batch" }),
      settings(),
      why("no_standard_price"),
    ],
    [
      "long context doubles the price of the whole request: 1,001 × $4 + 100 × $16",
      fact({ model: "long", inputUncached: 1_001 }),
      settings(),
      { routing: "0.007406" },
    ],
    [
      "input as declared crosses the threshold, as sent it does not: (2,000 × 4 + 100 × 16) − (1,000 × 2 + 100 × 8)",
      fact({ model: "long", requestedModel: "long" }),
      settings(declared(2_000)),
      { context: "0.0068" },
    ],
    ["a web search for $0.01 passes through", fact({ units: { web_search: "1" } }), settings(), { routing: "0.0117" }],
    ["a fee per request passes through, at either model", fact({ model: "fee", requestedModel: "big" }), settings(), { routing: "0.0117" }],
    ["the baseline's fee per request is not charged", fact({ requestedModel: "fee" }), settings(), { routing: "0" }],
    [
      "units alone: everything passes through",
      fact({ inputUncached: null, output: null, units: { web_search: "3" } }),
      settings(),
      { routing: "0" },
    ],
    ["the baseline has no price for output", fact(), settings(baseline("input-only")), why("no_baseline_price")],
    ["a baseline that nobody sells", fact(), settings(baseline("unheard-of")), why("no_baseline")],
    ["the answer has no price", fact({ model: "unheard-of" }), settings(), why("no_price")],
    ["a failed attempt saves nothing", fact({ status: "failure", model: "big" }), settings(), {}],
    ["a router call saves nothing", fact({ kind: "router" }), settings(), {}],
    [
      "a gateway hit saves the whole request at the baseline",
      fact({ gatewayCache: "exact", model: "big" }),
      settings(),
      { cache: "0.013" },
    ],
    [
      "a gateway hit at the declared context: 2,000 × $10 + 100 × $30",
      fact({ gatewayCache: "semantic" }),
      settings(declared(2_000)),
      { cache: "0.023" },
    ],
    ["a gateway hit without tokens", fact({ gatewayCache: "exact", inputUncached: null, output: null }), settings(), why("no_tokens")],
    ["a gateway hit of an unknown model", fact({ gatewayCache: "exact", requestedModel: "unheard-of" }), settings(), why("no_baseline")],
  ];
  for (const [name, one, baselines, expected] of cases) test(name, () => expect(ledger(one, baselines)).toEqual({ ...NONE, ...expected }));

  test("a source's own figure instead of a price says nothing about a standard price", () => {
    const one = fact({ model: "unheard-of", reportedCost: "0.01" });
    const answer = { price: null, lines: null, cost: 10_000_000_000, canonicalModel: "unheard-of" };
    expect(ledgerOf({ book: BOOK, baselines: settings() }, one, answer).reason).toBe(LEDGER_REASONS.no_standard_price);
  });

  test("a dated name and its plain one at one price are the same entry of the built-in list", () => {
    const one = fact({ provider: "openai", model: "gpt-4o-2024-08-06", requestedModel: "gpt-4o" });
    const book = createPriceBook();
    const price = book.resolve({ provider: "openai", model: "gpt-4o-2024-08-06", tier: null, geo: null, at: AT });
    const lines = price && costOf(price, one);
    if (!price || !lines || "unpriced" in lines) throw new Error("the list has no price");
    const answer = { price, lines, cost: lines.total, canonicalModel: book.canonicalModel("openai", "gpt-4o-2024-08-06") };
    expect(ledgerOf({ book, baselines: settings() }, one, answer)).toEqual(NO_LEDGER);
  });
});

describe("roles in a request", () => {
  const row = (over: Partial<Parameters<typeof ledgerRoles>[0][number]> = {}) => ({
    overhead: false,
    succeeded: true,
    model: 1,
    reason: null,
    ...over,
  });
  const roles = (...rows: ReturnType<typeof row>[]) => ledgerRoles(rows).map(({ ledger, estimable }) => [ledger, estimable]);
  const { answer, answer_escalated, escalation, retry, error, overhead } = LEDGER_ROLES;

  test("one success is the answer", () => expect(roles(row())).toEqual([[answer, true]]));
  test("a failure on the same model before it is a retry", () =>
    expect(roles(row({ succeeded: false }), row())).toEqual([
      [retry, true],
      [answer, true],
    ]));
  test("an attempt on another model before it is an escalation", () =>
    expect(roles(row({ model: 2 }), row())).toEqual([
      [escalation, true],
      [answer_escalated, true],
    ]));
  test("the last success answers, whatever fails behind it", () =>
    expect(roles(row({ model: 2 }), row({ succeeded: false, model: 2 }))).toEqual([
      [answer, true],
      [retry, true],
    ]));
  test("nothing answered: all of it is waste of errors", () =>
    expect(roles(row({ succeeded: false }), row({ succeeded: false, model: 2 }))).toEqual([
      [error, true],
      [error, true],
    ]));
  test("a router call is overhead, and never an answer", () =>
    expect(roles(row({ overhead: true, model: 9 }), row())).toEqual([
      [overhead, true],
      [answer, true],
    ]));
  test("a router's call without a price leaves the request out, a priced one of such a request is known by itself", () => {
    const unpriced = { reason: LEDGER_REASONS.no_price };
    expect(roles(row({ overhead: true, ...unpriced }), row())).toEqual([
      [overhead, false],
      [answer, false],
    ]);
    expect(roles(row({ overhead: true }), row(unpriced))).toEqual([
      [overhead, true],
      [answer, false],
    ]);
  });
  test("one attempt without a price leaves the whole request out", () =>
    expect(roles(row({ succeeded: false, reason: LEDGER_REASONS.no_price }), row())).toEqual([
      [retry, false],
      [answer, false],
    ]));
  test("what the losing attempt lacks beside a price does not matter", () =>
    expect(roles(row({ model: 2, reason: LEDGER_REASONS.no_baseline }), row())).toEqual([
      [escalation, true],
      [answer_escalated, true],
    ]));
  test("without a baseline for the answer the whole request is left out", () =>
    expect(roles(row({ model: 2 }), row({ reason: LEDGER_REASONS.no_baseline }))).toEqual([
      [escalation, false],
      [answer_escalated, false],
    ]));
});

const tokens = fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: null });
const anyFact = fc
  .record({
    model: fc.constantFrom("big", "big", "big", "small", "small", "small", "long", "plain", "fee", "batch-only", "unheard-of"),
    requestedModel: fc.constantFrom("big", "big", "small", "long", "plain", "fee", "smart-router", null),
    status: fc.constantFrom("success" as const, "success" as const, "failure" as const),
    kind: fc.constantFrom("chat" as const, "chat" as const, "embedding" as const, "router" as const),
    tier: fc.constantFrom(null, null, "standard" as const, "batch" as const, "priority" as const),
    gatewayCache: fc.constantFrom("none" as const, "none" as const, "exact" as const),
    feature: fc.constantFrom("chat", "search", null),
    inputUncached: tokens,
    cacheRead: tokens,
    cacheWrite5m: tokens,
    cacheWrite1h: tokens,
    output: tokens,
    units: fc.constantFrom(null, { web_search: "2" }),
  })
  .map((over) => fact(over));
const anySettings = fc
  .record({ base: fc.constantFrom(null, "big", "small", "long"), context: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: null }) })
  .map(({ base, context }) => settings(...(base ? [baseline(base)] : []), ...(context ? [declared(context, "*")] : [])));

/** What the request would have cost: the baseline's price of its tokens, worked out by itself, and the answer's other charges. */
function baselineCost(one: AttemptFact, baselines: ReturnType<typeof settings>): Pico {
  const model = baselines.modelOf(one.feature, one.requestedModel, AT);
  const price = model && BOOK.resolve({ provider: "acme", model: model.model, tier: "standard", geo: null, at: AT });
  if (!price) throw new Error("no baseline");
  const sent = (one.inputUncached ?? 0) + (one.cacheRead ?? 0) + (one.cacheWrite5m ?? 0) + (one.cacheWrite1h ?? 0);
  const input = (one.kind === "chat" ? baselines.contextTokensOf(one.feature, AT) : null) ?? sent;
  const pico = (unit: string, n: number): bigint => {
    const at = price.lines
      .filter((l) => l.unit === unit && (l.threshold === 0 || input > l.threshold))
      .sort((a, b) => b.threshold - a.threshold)[0];
    return n === 0 ? 0n : BigInt(Math.round(Number(at?.usdPerMillion) * 1_000_000)) * BigInt(n);
  };
  const other = answerOf(one).lines?.other ?? 0;
  return addPico(pico("input_uncached", input) + pico("output", one.output ?? 0), other);
}

const sum = (amounts: readonly (Pico | null)[]): Pico => amounts.reduce<Pico>((total, one) => addPico(total, one ?? 0), 0);

test("over random requests what it would have cost is what it cost and every step, to the last digit", () => {
  let estimable = 0;
  fc.assert(
    fc.property(fc.array(anyFact, { minLength: 1, maxLength: 3 }), anySettings, (facts, baselines) => {
      const rows = facts.map((one) => {
        const answer = answerOf(one);
        return { one, cost: answer.cost, entry: ledgerOf({ book: BOOK, baselines }, one, answer) };
      });
      const roles =
        rows.length === 1
          ? rows.map(({ one, entry }) => aloneInLedger(one, entry))
          : ledgerRoles(
              rows.map(({ one, entry }) => ({
                overhead: one.kind === "router",
                succeeded: one.status === "success",
                model: ["big", "small", "long", "plain", "fee", "batch-only"].indexOf(one.model ?? "") + 1,
                reason: entry.reason,
              })),
            );
      const calls = roles.filter(({ ledger: role }) => role !== LEDGER_ROLES.overhead);
      expect(new Set(calls.map((role) => role.estimable)).size).toBeLessThan(2);
      if (roles.some((role) => !role.estimable)) return;
      const at = roles.findIndex(({ ledger: role }) => role === LEDGER_ROLES.answer || role === LEDGER_ROLES.answer_escalated);
      const answering = rows[at];
      const others = sum(rows.flatMap(({ cost }, i) => (i === at ? [] : [cost])));
      const actual = sum(rows.map(({ cost }) => cost));
      const wouldBe = answering ? baselineCost(answering.one, baselines) : 0;
      const steps = answering
        ? sum([answering.entry.cache, answering.entry.context, answering.entry.routing, answering.entry.promptCache, answering.entry.tier])
        : 0;
      if (answering) estimable += 1;
      expect(addPico(addPico(actual, -others), steps)).toBe(wouldBe);
    }),
    { numRuns: 2_000, seed: 7 },
  );
  expect(estimable).toBeGreaterThan(300);
});
