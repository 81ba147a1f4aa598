import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CustomPrice, costOf, createPriceBook, type Price, type PricedTokens, writePico } from ".";

const book = createPriceBook([]);
const micros = (iso: string) => Date.parse(iso) * 1000;

function priceOf(
  provider: string | null,
  model: string,
  day = "2026-11-01T12:00:00Z",
  tier: "batch" | null = null,
  geo: string | null = null,
): Price | null {
  return book.resolve({ provider, model, tier, geo, at: micros(day) });
}

function totalOf(price: Price | null, tokens: Partial<PricedTokens>): string {
  if (!price) return "no_model";
  const cost = costOf(price, {
    inputUncached: null,
    cacheRead: null,
    cacheWrite5m: null,
    cacheWrite1h: null,
    output: null,
    units: null,
    ...tokens,
  });
  return "total" in cost ? writePico(cost.total) : cost.unpriced;
}

const input = (price: Price | null) => price?.lines.find((line) => line.unit === "input_uncached" && line.threshold === 0)?.usdPerMillion;

describe("dated prices", () => {
  test("claude-opus-4-6 costs 1.6375 with the long-context surcharge on 2026-03-12 and 0.825 without it on 2026-03-14", () => {
    const tokens = { inputUncached: 150_000, cacheRead: 100_000, output: 1_000 };
    expect(totalOf(priceOf("anthropic", "claude-opus-4-6", "2026-03-12T10:00:00Z"), tokens)).toBe("1.6375");
    expect(totalOf(priceOf("anthropic", "claude-opus-4-6", "2026-03-14T10:00:00Z"), tokens)).toBe("0.825");
  });

  test("the new price begins with the first hour of 2026-03-13 UTC, and says until when the old one held", () => {
    expect(priceOf("anthropic", "claude-opus-4-6", "2026-03-12T23:59:59.999Z")?.validTo).toBe("2026-03-13T00:00:00.000Z");
    expect(priceOf("anthropic", "claude-opus-4-6", "2026-03-13T00:00:00Z")?.validFrom).toBe("2026-03-13T00:00:00.000Z");
  });

  test("input of 200,000 tokens is not above the 200,000 threshold, 200,001 reprices the whole request", () => {
    const price = priceOf("anthropic", "claude-sonnet-4-5");
    expect(totalOf(price, { inputUncached: 200_000, output: 0 })).toBe("0.6");
    expect(totalOf(price, { inputUncached: 200_000, cacheRead: 1, output: 0 })).toBe("1.2000006");
  });

  test("o3 falls from 10 to 2 on 2025-06-10, gpt-5.6-luna from 1 to 0.2 on 2026-07-30", () => {
    expect(input(priceOf("openai", "o3", "2025-06-09T23:00:00Z"))).toBe("10");
    expect(input(priceOf("openai", "o3", "2025-06-10T00:00:00Z"))).toBe("2");
    expect(input(priceOf("openai", "gpt-5.6-luna", "2026-07-29T23:00:00Z"))).toBe("1");
    expect(input(priceOf("openai", "gpt-5.6-luna", "2026-07-30T00:00:00Z"))).toBe("0.2");
  });

  test("claude-sonnet-5 costs 0.122964 for 32,787 in and 5,739 out, and the announced increase of 2026-09-01 never came", () => {
    const tokens = { inputUncached: 32_787, output: 5_739 };
    expect(totalOf(priceOf("anthropic", "claude-sonnet-5", "2026-08-17T12:00:00Z"), tokens)).toBe("0.122964");
    expect(totalOf(priceOf("anthropic", "claude-sonnet-5", "2026-09-01T00:00:00Z"), tokens)).toBe("0.122964");
  });

  test("DeepSeek V3 is dear from 00:30 to 16:30 UTC, to the minute", () => {
    for (const [time, expected] of [
      ["00:29:59", "0.135"],
      ["00:30:00", "0.27"],
      ["16:29:59", "0.27"],
      ["16:30:00", "0.135"],
    ] as const) {
      expect(input(priceOf("deepseek", "deepseek-chat", `2025-08-01T${time}Z`))).toBe(expected);
    }
  });

  test("DeepSeek V4 has peak hours since 2026-08-17, and none at weekends since 2026-08-23", () => {
    const at = (day: string) => input(priceOf("deepseek", "deepseek-v4-flash", day));
    expect(at("2026-08-14T02:00:00Z")).toBe("0.14");
    expect(at("2026-08-18T02:00:00Z")).toBe("0.44");
    expect(at("2026-08-18T05:00:00Z")).toBe("0.22");
    expect(at("2026-08-22T02:00:00Z")).toBe("0.44");
    expect(at("2026-08-29T02:00:00Z")).toBe("0.22");
  });

  test.each([
    ["gpt-4o 1,000 in, 500 out", "openai", "gpt-4o", { inputUncached: 1_000, output: 500 }, "0.0075"],
    [
      "claude-3-7-sonnet 3 in, 12,304 written, 550 out",
      "anthropic",
      "claude-3-7-sonnet-20250219",
      { inputUncached: 3, cacheWrite5m: 12_304, output: 550 },
      "0.054399",
    ],
    ["gemini-3.6-flash 428 in, 99 out", "google", "gemini-3.6-flash", { inputUncached: 428, output: 99 }, "0.00069225"],
    ["OpenRouter's luna 3,912 in, 837 out", "openrouter", "openai/gpt-5.6-luna", { inputUncached: 3_912, output: 837 }, "0.0017868"],
    ["sonar has a fee per request", "perplexity", "sonar", { inputUncached: 1_000, output: 1_000 }, "0.014"],
    ["sonar, three requests", "perplexity", "sonar", { inputUncached: 1_000, output: 1_000, units: { request: "3" } }, "0.038"],
    [
      "two web searches at 10 per thousand",
      "anthropic",
      "claude-opus-4-6",
      { inputUncached: 0, output: 0, units: { web_search: "2" } },
      "0.02",
    ],
    ["whisper-1, 90.5 seconds", "openai", "whisper-1", { units: { audio_second: "90.5" } }, "0.00905"],
    ["a one-hour write at twice the input price", "vertex_ai", "claude-sonnet-4-6", { cacheWrite1h: 1_000_000, output: 0 }, "6"],
  ])("%s", (_, provider, model, tokens, expected) => {
    expect(totalOf(priceOf(provider, model), tokens)).toBe(expected);
  });

  test.each([
    [
      "gpt-4-turbo has no price for cached input",
      "openai",
      "gpt-4-turbo",
      { inputUncached: 1, cacheRead: 1, output: 1 },
      "no_price:cache_read",
    ],
    ["gpt-4o has none for cache writes", "openai", "gpt-4o", { cacheWrite5m: 1, output: 1 }, "no_price:cache_write_5m"],
    ["gpt-5.6 has none for one-hour writes", "openai", "gpt-5.6-sol", { cacheWrite1h: 1, output: 1 }, "no_price:cache_write_1h"],
    [
      "claude-3-haiku has none for web search",
      "anthropic",
      "claude-3-haiku-20240307",
      { inputUncached: 1, units: { web_search: "1" } },
      "no_price:web_search",
    ],
    [
      "reasoning of its own price can't be told from output",
      "perplexity",
      "sonar-deep-research",
      { inputUncached: 1, output: 1 },
      "no_price:output",
    ],
    ["nothing was reported", "openai", "gpt-4o", {}, "no_usage"],
  ])("%s: %s", (_, provider, model, tokens, expected) => {
    expect(totalOf(priceOf(provider, model), tokens)).toBe(expected);
  });
});

describe("the price object", () => {
  test("the same price is the same object through any name and hour", () => {
    const price = priceOf("openai", "gpt-4o");
    expect(priceOf("openai", "gpt-4o-2024-08-06", "2025-01-01T00:00:00Z")).toBe(price);
    expect(priceOf(null, "openai/gpt-4o")).toBe(price);
  });

  test("another book gives the same key", () => {
    expect(createPriceBook([]).resolve({ provider: "openai", model: "gpt-4o", tier: null, geo: null, at: 0 })?.key).toBe(
      priceOf("openai", "gpt-4o")?.key,
    );
    expect(priceOf("azure", "gpt-4o")?.key).not.toBe(priceOf("openai", "gpt-4o")?.key);
  });

  test("it says where it comes from", () => {
    expect(priceOf("openai", "gpt-4o")).toMatchObject({
      source: "genai-prices 0.1.8",
      sourceUrl: "https://developers.openai.com/api/docs/pricing",
    });
    expect(priceOf("azure", "gpt-4o")?.source).toBe("genai-prices 0.1.8, at the price of openai");
  });
});

describe("custom prices", () => {
  const entry: CustomPrice = {
    id: "c1",
    provider: "anthropic",
    model: "claude-sonnet-5",
    tier: "*",
    geo: null,
    validFrom: "2026-09-01T00:00:00Z",
    validTo: "2026-10-01T00:00:00Z",
    lines: [
      { unit: "input_uncached", threshold: 0, usdPerMillion: "3" },
      { unit: "output", threshold: 0, usdPerMillion: "15" },
    ],
    source: "entered by Ada",
    sourceUrl: null,
    checkedOn: "2026-08-31",
  };
  const own = createPriceBook([
    entry,
    { ...entry, id: "c2", provider: "*", model: "our-llama", validFrom: null, validTo: null, tier: null },
  ]);
  const ask = (model: string, day: string, tier: "batch" | null = null, provider = "anthropic") =>
    own.resolve({ provider, model, tier, geo: null, at: micros(day) });

  test("an entry wins from 2026-09-01: 32,787 in and 5,739 out cost 0.184446, before and after it 0.122964", () => {
    const tokens = { inputUncached: 32_787, output: 5_739 };
    expect(totalOf(ask("claude-sonnet-5", "2026-08-31T23:00:00Z"), tokens)).toBe("0.122964");
    expect(totalOf(ask("claude-sonnet-5", "2026-09-01T00:00:00Z"), tokens)).toBe("0.184446");
    expect(totalOf(ask("claude-sonnet-5-20260801", "2026-09-30T23:59:59Z"), tokens)).toBe("0.184446");
    expect(totalOf(ask("claude-sonnet-5", "2026-10-01T00:00:00Z"), tokens)).toBe("0.122964");
  });

  test("tier * holds for batch too; a standard entry leaves batch unknown", () => {
    expect(input(ask("claude-sonnet-5", "2026-09-02T00:00:00Z", "batch"))).toBe("3");
    expect(ask("our-llama", "2026-09-02T00:00:00Z", "batch", "vllm")).toBeNull();
  });

  test("a model of one's own has a price at any provider, and is in the list", () => {
    expect(input(ask("Our-Llama", "2020-01-01T00:00:00Z", null, "vllm"))).toBe("3");
    expect(own.canonicalModel("vllm", "OUR-LLAMA")).toBe("our-llama");
    const listed = own.models(micros("2026-09-02T00:00:00Z")).filter((row) => row.customId !== null);
    expect(listed.map((row) => [row.provider, row.model, row.price?.source])).toEqual([
      ["*", "our-llama", "entered by Ada"],
      ["anthropic", "claude-sonnet-5", "entered by Ada"],
    ]);
  });

  test("the history shows the entry before the built-in prices", () => {
    expect(own.describe("anthropic", "claude-sonnet-5").map((price) => price.source)).toEqual(["entered by Ada", "genai-prices 0.1.8"]);
  });

  test("an entry that starts inside an hour holds from that minute", () => {
    const late = createPriceBook([{ ...entry, validFrom: "2026-09-01T00:20:00Z" }]);
    const at = (time: string) =>
      input(late.resolve({ provider: "anthropic", model: "claude-sonnet-5", tier: null, geo: null, at: micros(time) }));
    expect([at("2026-09-01T00:10:00Z"), at("2026-09-01T00:20:00Z"), at("2026-09-01T00:10:00Z")]).toEqual(["2", "3", "2"]);
  });
});

describe("the list", () => {
  test("every model in the data is listed, and some have no price", () => {
    const rows = book.models(micros("2026-11-01T12:00:00Z"));
    expect(rows.length).toBeGreaterThan(1_400);
    expect(
      rows.find((row) => row.provider === "bedrock" && row.listedAs === "global.anthropic.claude-sonnet-4-5-20250929-v1:0"),
    ).toMatchObject({ model: "claude-sonnet-4-5" });
    expect(rows.find((row) => row.listedAs === "gemma-3")?.price).toBeNull();
  });

  test("DeepSeek V4's history has its two peak windows, its new and its old price", () => {
    expect(
      book.describe("deepseek", "deepseek-v4-pro").map((price) => [price.validFrom, price.validTo, price.hours?.from, price.hours?.to]),
    ).toEqual([
      ["2026-08-17T00:00:00.000Z", null, "06:00", "10:00"],
      ["2026-08-17T00:00:00.000Z", null, "01:00", "04:00"],
      ["2026-08-17T00:00:00.000Z", null, undefined, undefined],
      [null, "2026-08-17T00:00:00.000Z", undefined, undefined],
    ]);
  });

  test("a listed id is described even where no call is written like that", () => {
    expect(book.describe("bedrock", "regional.openai.gpt-5.6-sol")).toHaveLength(2);
    expect(book.describe("bedrock", "nothing")).toEqual([]);
  });
});

test("no name makes the book throw, and an unknown one stays what it was", () => {
  fc.assert(
    fc.property(fc.option(fc.string()), fc.string({ unit: "binary" }), (provider, model) => {
      expect(typeof book.canonicalModel(provider, model)).toBe("string");
      book.resolve({ provider, model, tier: null, geo: null, at: 0 });
    }),
  );
});

test("every model's prices are decimals", () => {
  for (const row of book.models(micros("2026-11-01T12:00:00Z"))) {
    for (const line of row.price?.lines ?? []) expect(line.usdPerMillion).toMatch(/^\d+(\.\d*[1-9])?$/);
  }
});
