import { describe, expect, test } from "vitest";
import { type CustomPrice, createPriceBook } from "../pricing";
import { chosen, suggested } from "./alternative";

const AT = { at: Date.UTC(2026, 10, 20), day: "2026-11-20" };
const book = createPriceBook();

const entry = (provider: string, model: string, prices: Record<string, string>): CustomPrice => ({
  id: "1",
  provider,
  model,
  tier: null,
  geo: null,
  lines: Object.entries(prices).map(([unit, usdPerMillion]) => ({ unit, threshold: 0, usdPerMillion })),
  validFrom: null,
  validTo: null,
  source: "entered by test",
  sourceUrl: null,
  checkedOn: null,
});

describe("suggested", () => {
  test("Llama 3.1 8B by any of its names: the cheapest of its hosts, with the day of the price", () => {
    const offer = suggested(book, "meta-llama/Llama-3.1-8B-Instruct", null, AT);
    expect(offer).toMatchObject({ from: "suggested", day: "2026-11-20", inputUsd: expect.any(String), outputUsd: expect.any(String) });
    expect(offer?.model).toMatch(/llama-3\.1-8b-instruct/i);
    expect(Number(offer?.inputUsd)).toBeGreaterThan(0);
    expect(suggested(book, "llama-3.1-8b-instant", null, AT)).toEqual(offer);
  });

  test("the mix decides: 1 M in and 1 M out is cheaper at $2 and $3, 10 M in and no output at $1 and $9", () => {
    const entered = createPriceBook([
      entry("groq", "llama-3.3-70b-versatile", { input_uncached: "0.002", output: "0.003" }),
      entry("cerebras", "llama-3.3-70b", { input_uncached: "0.001", output: "0.009" }),
    ]);
    const traffic = (inputTokens: string, outputTokens: string) => ({ requests: null, inputTokens, cachedTokens: null, outputTokens });
    const provider = (input: string, output: string) => suggested(entered, "Llama-3.3-70B-Instruct", traffic(input, output), AT)?.provider;
    expect(provider("1000000", "1000000")).toBe("groq");
    expect(provider("10000000", "0")).toBe("cerebras");
    expect(provider("0", "0")).toBe("groq");
  });

  test("no offer for a model of one's own, nor for weights that nobody sells", () => {
    expect(suggested(book, "acme/support-8b", null, AT)).toBeNull();
    expect(suggested(book, "chat", null, AT)).toBeNull();
  });

  test("OpenAI lists its open weights and does not serve them", () => {
    expect(suggested(book, "openai/gpt-oss-120b", null, AT)?.provider).not.toBe("openai");
  });
});

describe("chosen", () => {
  test("a model of an API by provider and name, cached tokens at their own price", () => {
    expect(chosen(book, "openai/gpt-4o-mini", AT)).toEqual({
      provider: "openai",
      model: "gpt-4o-mini",
      from: "rule",
      inputUsd: "0.15",
      cachedUsd: "0.075",
      outputUsd: "0.6",
      day: "2026-11-20",
    });
  });

  test("a name with slashes of its own", () => {
    expect(chosen(book, "groq/openai/gpt-oss-20b", AT)).toMatchObject({ provider: "groq", model: "openai/gpt-oss-20b", inputUsd: "0.075" });
  });

  test("a price that somebody entered for that API wins; one the book lacks is none", () => {
    const entered = createPriceBook([entry("openai", "gpt-4o-mini", { input_uncached: "0.1", output: "0.4" })]);
    expect(chosen(entered, "openai/gpt-4o-mini", AT)).toMatchObject({ inputUsd: "0.1", cachedUsd: null, outputUsd: "0.4" });
    expect(chosen(book, "openai/gpt-99", AT)).toBeNull();
    expect(chosen(book, "gpt-4o-mini", AT)).toBeNull();
  });
});
