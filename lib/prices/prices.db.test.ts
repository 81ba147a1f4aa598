import { afterEach, beforeEach, expect, test } from "vitest";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { modelsInUse, priceDifferences, priceHistory, unpricedModels } from ".";

let instance: TestInstance;

beforeEach(async () => {
  instance = await testInstance();
});
afterEach(() => instance.close());

test("an unknown model is listed with its 2 requests, 2,200 tokens and the reason", async () => {
  await instance.ingest([
    call({ id: "a", model: "acme-7b" }),
    call({ id: "b", model: "acme-7b", at: "2026-10-12T08:00:00Z" }),
    call({ id: "c" }),
  ]);
  expect(await unpricedModels(instance.sql)).toEqual([
    {
      provider: "openai",
      model: "acme-7b",
      requests: 2,
      tokens: 2_200,
      firstDay: "2026-10-10",
      lastDay: "2026-10-12",
      reasons: ["no_model"],
    },
  ]);
});

test("a source that reports $0.004 for a call that we price at $0.0035 differs by 14.3 %; one within 1 % is not listed", async () => {
  await instance.ingest([call({ id: "a", reported: 0.004 }), call({ id: "b", model: "gpt-4o-mini", reported: 0.0002101 })]);
  expect(await priceDifferences(instance.sql, NOW)).toEqual([
    { provider: "openai", model: "gpt-4o", reported: "0.004", priced: "0.0035", difference: "0.0005", ratio: "0.142857" },
  ]);
});

test("a gateway without a price for a model reports $0 for what we price at $0.0035: listed as −100 %, as in the gap of the totals", async () => {
  await instance.ingest([
    call({ id: "a", reported: 0.004 }),
    call({ id: "b", model: "gpt-4o-mini", reported: 0 }),
    call({ id: "c", model: "acme-7b", reported: 0 }),
  ]);
  const differences = await priceDifferences(instance.sql, NOW);
  expect(differences.map(({ model, reported, ratio }) => [model, reported, ratio])).toEqual([
    ["gpt-4o", "0.004", "0.142857"],
    ["gpt-4o-mini", "0", "-1"],
  ]);
});

test("a model in use shows its cost and the price that holds today, with its history", async () => {
  await instance.ingest([call({ id: "a" })]);
  const [model] = await modelsInUse(instance.sql, NOW);
  expect(model).toMatchObject({
    provider: "openai",
    model: "gpt-4o",
    tier: "standard",
    requests: 1,
    cost: "0.0035",
    lastDay: "2026-10-10",
    entered: false,
  });
  expect(model?.price?.lines.find((line) => line.unit === "output")?.usdPerMillion).toBe("10");
  expect((await priceHistory(instance.sql, "openai", "gpt-4o")).length).toBeGreaterThan(0);
});
