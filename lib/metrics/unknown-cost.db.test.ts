import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { runQuery } from "./index";
import { testFacts } from "./testing";

const { sql } = openTestDatabase({ max: 2 });
const METRICS = "requests,cost,cost_per_1k_requests,cost_per_user,error_cost,error_rate,priced_share";
const ask = async (model: string, metric = METRICS) =>
  (
    await runQuery(
      sql,
      { metric, where: `model=${model}`, from: "2026-10-01", to: "2026-10-02" },
      { now: Date.parse("2026-10-01T12:00:00Z") },
    )
  ).data[0];

beforeAll(async () => {
  const facts = await testFacts(sql, "UTC");
  const source = await facts.source("gateway");
  const call = { source, at: "2026-10-01T08:00:00Z", user_id: "u1" };
  const failed = { ...call, status: 1, cost: "0", priced: 2 };
  await facts.attempt({ ...call, model: "mystery", input_uncached: 10, output: 1 });
  await facts.attempt({ ...failed, model: "mystery" });
  await facts.attempt({ ...failed, model: "down" });
  await facts.attempt({ ...call, model: "half", input_uncached: 10, output: 1 });
  await facts.attempt({ ...call, model: "half", input_uncached: 10, output: 1, cost: "0.5" });
  await facts.settle();
});

test("a model without a price stays unknown, also beside a failed call that cost nothing", async () => {
  expect(await ask("mystery")).toEqual({
    requests: "2",
    cost: null,
    cost_per_1k_requests: null,
    cost_per_user: null,
    error_cost: null,
    error_rate: "0.5",
    priced_share: "0",
  });
});

test("a model whose only call failed without tokens cost 0, and has no share to speak of", async () => {
  expect(await ask("down", "requests,cost,error_cost,priced_share")).toEqual({
    requests: "1",
    cost: "0",
    error_cost: "0",
    priced_share: null,
  });
});

test("of two requests one has a price: its cost is the sum, over the one request it is known for", async () => {
  expect(await ask("half", "requests,cost,cost_per_1k_requests,priced_share")).toEqual({
    requests: "2",
    cost: "0.5",
    cost_per_1k_requests: "500",
    priced_share: "0.5",
  });
});
