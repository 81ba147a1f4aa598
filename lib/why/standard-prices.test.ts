import { describe, expect, test } from "vitest";
import { type CustomPrice, createPriceBook } from "../pricing";
import { noonsOf, standardPrices } from "./standard-prices";

const price = (id: string, usdPerMillion: string, validFrom: string | null, validTo: string | null): CustomPrice => ({
  id,
  provider: "*",
  model: "own-model",
  tier: null,
  geo: null,
  lines: [
    { unit: "input_uncached", threshold: 0, usdPerMillion },
    { unit: "output", threshold: 0, usdPerMillion: "8" },
  ],
  validFrom,
  validTo,
  source: "entered by a test",
  sourceUrl: null,
  checkedOn: null,
});
const CUT = "2026-10-12T00:00:00Z";
const book = createPriceBook([price("1", "10", null, CUT), price("2", "4", CUT, null)]);
const name = { provider: "openai", model: "own-model" };
const never = () => Promise.reject(new Error("asked for weights"));

describe("standardPrices", () => {
  test("a price that holds all the time needs no weights: $4 and $8 per million", async () => {
    expect(await standardPrices(book, name, noonsOf("2026-10-12", "2026-10-20", "UTC"), never)).toEqual({
      input_uncached: 4,
      output: 8,
    });
  });
  test("a cut after a quarter of the tokens: (10 + 3 × 4) ÷ 4 = $5.50", async () => {
    const weights = async () => [
      { day: "2026-10-11", input: 100, output: 1 },
      { day: "2026-10-12", input: 300, output: 1 },
    ];
    expect(await standardPrices(book, name, noonsOf("2026-10-11", "2026-10-13", "UTC"), weights)).toEqual({
      input_uncached: 5.5,
      output: 8,
    });
  });
  test("a model that the book doesn't know has none", async () => {
    expect(await standardPrices(book, { provider: "openai", model: "mystery" }, noonsOf("2026-10-11", "2026-10-13", "UTC"), never)).toEqual(
      {},
    );
  });
});
