import { describe, expect, test } from "vitest";
import type { AttemptFact } from "../facts";
import { costOf, createPriceBook } from "../pricing";
import { LEDGER_REASONS, ledgerOf, NO_LEDGER } from ".";
import { AT, BOOK, baseline, declared, fact, ledger, NONE, settings, why } from "./testing-ledger";

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
