import { describe, expect, test } from "vitest";
import { createPriceBook } from "../pricing";
import { alternatives, pricedModels } from "./list-alternatives";

const AT = Date.parse("2026-11-01T12:00:00Z");
const models = pricedModels(createPriceBook(), AT);

describe("models that a self-hosted one can be reckoned against", () => {
  test("the same open model of other hosts stands first, the cheapest output on top", () => {
    const found = alternatives(models, { model: "meta-llama/Llama-3.3-70B-Instruct" });
    const same = found.filter(({ same }) => same);
    expect(same.length).toBeGreaterThan(1);
    expect(found.slice(0, same.length)).toEqual(same);
    const prices = same.map(({ outputUsd }) => Number(outputUsd));
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });
  test("words are looked for in provider and name, in any order and any case", () => {
    const found = alternatives(models, { search: "MINI openai gpt-4o" });
    expect(found).toContainEqual(expect.objectContaining({ provider: "openai", model: "gpt-4o-mini", inputUsd: "0.15", outputUsd: "0.6" }));
    expect(found.every(({ provider, model }) => `${provider}/${model}`.includes("gpt-4o"))).toBe(true);
  });
  test("each is listed once, has both prices, and none is free", () => {
    const found = alternatives(models, {});
    expect(found.length).toBeGreaterThan(300);
    expect(new Set(found.map(({ provider, model }) => `${provider}/${model}`)).size).toBe(found.length);
    expect(found.every(({ inputUsd, outputUsd }) => Number(inputUsd) + Number(outputUsd) > 0)).toBe(true);
  });
});
