import { describe, expect, test } from "vitest";
import { costOf, createPriceBook, GEO_RULES, type PricedTokens, type PriceQuery, TIER_RULES, writePico } from ".";

const book = createPriceBook([]);
const NONE: PricedTokens = { inputUncached: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, output: null, units: null };
const MILLION = { ...NONE, inputUncached: 100_000, cacheRead: 100_000, output: 100_000 };

function total(
  provider: string,
  model: string,
  tier: PriceQuery["tier"],
  tokens: Partial<PricedTokens> = MILLION,
  geo: string | null = null,
): string {
  const price = book.resolve({ provider, model, tier, geo, at: Date.parse("2026-11-01T12:00:00Z") * 1000 });
  if (!price) return "no_model";
  const cost = costOf(price, { ...NONE, ...tokens });
  return "total" in cost ? writePico(cost.total) : cost.unpriced;
}

describe("tiers", () => {
  test.each([
    ["openai", "gpt-5", null, "1.1375"],
    ["openai", "gpt-5", "standard", "1.1375"],
    ["openai", "gpt-5", "batch", "0.56875"],
    ["openai", "gpt-5", "flex", "0.56875"],
    ["openai", "gpt-5-2025-08-07", "priority", "2.275"],
    ["openai", "gpt-5-mini", "priority", "0.4095"],
    ["openai", "gpt-4.1", "priority", "1.8375"],
    ["openai", "gpt-4o", "priority", "2.3375"],
    ["openai", "gpt-4o-mini", "priority", "0.1375"],
    ["openai", "o3", "priority", "1.8375"],
    ["openai", "gpt-5.6-sol", "priority", "4.88"],
    ["anthropic", "claude-sonnet-4-6", "batch", "0.915"],
    ["openai", "gpt-6-astra", "priority", "12.2"],
  ] as const)("%s %s at %s costs %s for 100,000 each of input, cached input and output", (provider, model, tier, expected) => {
    expect(total(provider, model, tier)).toBe(expected);
  });

  test.each([
    ["openai", "gpt-4o", "scale", "no_price:tier:scale"],
    ["anthropic", "claude-sonnet-4-6", "priority", "no_price:tier:priority"],
    ["anthropic", "claude-sonnet-4-6", "flex", "no_price:tier:flex"],
    ["openai", "gpt-4-turbo", "priority", "no_price:tier:priority"],
    ["openai", "gpt-4o", "flex", "no_price:tier:flex"],
    ["groq", "llama-3.3-70b-versatile", "batch", "no_price:tier:batch"],
    ["google", "gemini-2.5-flash", "priority", "no_price:tier:priority"],
    ["openai", "gpt-4o", "batch", "no_price:cache_read"],
    ["google", "gemini-2.5-flash", "batch", "no_price:cache_read"],
    ["openai", "no-such-model", "batch", "no_model"],
  ] as const)("%s %s at %s is %s, never the standard price", (provider, model, tier, expected) => {
    expect(total(provider, model, tier)).toBe(expected);
  });

  test("Gemini's batch and flex halve input and output", () => {
    const tokens = { inputUncached: 1_000_000, cacheRead: 0, output: 100_000 };
    expect([null, "batch", "flex"].map((tier) => total("google", "gemini-2.5-flash", tier as PriceQuery["tier"], tokens))).toEqual([
      "0.55",
      "0.275",
      "0.275",
    ]);
  });

  test("batch of gpt-4o halves input and output, on Azure and Bedrock too", () => {
    const tokens = { inputUncached: 1_000_000, output: 100_000 };
    expect(total("openai", "gpt-4o", "batch", tokens)).toBe("1.75");
    expect(total("azure", "gpt-4o", "batch", tokens)).toBe("1.75");
    expect(total("bedrock", "us.anthropic.claude-3-haiku-20240307-v1:0", "batch", tokens)).toBe("0.1875");
  });

  test("priority has no long-context price: 271,999 input tokens of gpt-5.5 are priced, 272,000 are not", () => {
    expect(total("openai", "gpt-5.5", "priority", { inputUncached: 271_999, output: 0 })).toBe("3.3999875");
    expect(total("openai", "gpt-5.5", "priority", { inputUncached: 272_000, output: 0 })).toBe("no_price:long_context");
  });

  test("a web search costs the same in a batch", () => {
    expect(total("anthropic", "claude-sonnet-4-6", "batch", { units: { web_search: "1" } })).toBe("0.01");
  });

  test("the source of a tier's price is in the price", () => {
    const price = book.resolve({ provider: "openai", model: "gpt-5", tier: "priority", geo: null, at: 0 });
    expect(price?.source).toMatch(/^genai-prices .*; priority from https:\/\/openai\.com\/api-fast-mode\/, checked \d{4}-\d\d-\d\d$/);
  });

  test("every row cites a page and a date", () => {
    for (const rule of [...TIER_RULES, ...GEO_RULES]) {
      expect(rule.sourceUrl).toMatch(/^https:\/\//);
      expect(rule.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});

describe("regions", () => {
  test("inference in the US costs 1.1 times as much on Claude 4.6 and later, on nothing older", () => {
    expect(total("anthropic", "claude-opus-4-6", null, MILLION, "us")).toBe("3.355");
    expect(total("anthropic", "claude-opus-4-6", null, MILLION, "US")).toBe("3.355");
    expect(total("anthropic", "claude-opus-4-6", null, MILLION, "global")).toBe("3.05");
    expect(total("anthropic", "claude-opus-4-5", null, MILLION, "us")).toBe("3.05");
    expect(total("anthropic", "claude-opus-4-6", "batch", MILLION, "us")).toBe("1.6775");
  });

  test("a region without a rule is the plain price, the same object", () => {
    const ask = (geo: string | null) => book.resolve({ provider: "anthropic", model: "claude-opus-4-6", tier: null, geo, at: 0 });
    expect(ask("not_available")).toBe(ask(null));
    expect(ask("us")).not.toBe(ask(null));
  });
});
