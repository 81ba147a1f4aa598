import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { readCostCells, runQuery } from "../metrics";
import { testFacts } from "../metrics/testing";
import { add, multiply, subtract } from "../money";
import { readBridge } from "./bridge-of-spans";
import { changeSentence, explainChange, explanationCsv, explanationSchema, STEPS, type WhyInput } from "./index";
import { spansOf } from "./spans";
import { sumOf } from "./steps";

const ZONE = "Europe/Berlin";
/** Noon in Berlin. */
const NOW = Date.parse("2026-10-20T10:00:00Z");
const { sql } = openTestDatabase({ max: 4 });

/** gpt-4o in October 2026: $2.50, $1.25 read from cache, $10. */
const PRICES: Record<string, { input: string; output: string }> = {
  "gpt-4o": { input: "0.0000025", output: "0.00001" },
  "gpt-4o-mini": { input: "0.00000015", output: "0.0000006" },
};

beforeAll(async () => {
  const facts = await testFacts(sql, ZONE);
  const source = await facts.source("gateway");
  const call = async (
    day: string,
    {
      feature,
      model = "gpt-4o",
      input = 1000,
      output = 100,
      ...more
    }: Record<string, unknown> & { feature: string; model?: string; input?: number; output?: number },
  ) => {
    const price = PRICES[model];
    const costs = price && {
      cost_input_uncached: multiply(String(input), price.input),
      cost_output: multiply(String(output), price.output),
    };
    const cost = costs && { ...costs, cost: add(costs.cost_input_uncached, costs.cost_output) };
    await facts.attempt({
      source,
      provider: "openai",
      at: `${day}T08:00:00Z`,
      feature,
      model,
      input_uncached: input,
      output,
      ...cost,
      ...more,
    });
  };
  for (const day of ["2026-10-01", "2026-10-02"]) {
    for (let i = 0; i < 4; i += 1) await call(day, { feature: "chat", customer: "acme", api_key: "key-1" });
    await call(day, { feature: "search", model: "gpt-4o-mini" });
    await call(day, { feature: "mystery", model: "unknown-model" });
    await call(day, { feature: "mystery", model: "unknown-model", input: 0, output: 0, status: 1, priced: 2, cost: "0" });
  }
  for (const day of ["2026-10-03", "2026-10-04"]) {
    // Longer context, and one more request on a cheaper model.
    for (let i = 0; i < 4; i += 1) await call(day, { feature: "chat", input: 3000, customer: i % 2 ? "acme" : "globex", api_key: "key-1" });
    await call(day, { feature: "chat", model: "gpt-4o-mini", customer: "acme" });
    await call(day, { feature: "search", model: "gpt-4o-mini" });
    await call(day, { feature: "agent", input: 500, session_key: 7 });
  }
  await facts.settle();
});

const TWO_DAYS: WhyInput = { after: { from: "2026-10-03", to: "2026-10-05" }, before: { from: "2026-10-01", to: "2026-10-03" } };
const explain = async (input: WhyInput = TWO_DAYS) => {
  const explanation = await explainChange(sql, input, { now: NOW });
  expect(() => explanationSchema.parse(explanation)).not.toThrow();
  for (const one of explanation.features) expect(sumOf(one.steps)).toBe(one.change);
  for (const step of STEPS) expect(add("0", ...explanation.features.map((one) => one.steps[step]))).toBe(explanation.steps[step]);
  expect(sumOf(explanation.steps)).toBe(explanation.change ?? "0");
  return explanation;
};

describe("explainChange", () => {
  test("the change is that of every other figure, and its largest step is chat's longer context", async () => {
    const explanation = await explain();
    const cost = async (from: string, to: string) => (await runQuery(sql, { metric: "cost", from, to }, { now: NOW })).data[0]?.cost ?? "";
    expect(explanation.change).toBe(subtract(await cost("2026-10-03", "2026-10-05"), await cost("2026-10-01", "2026-10-03")));
    // 8 requests × 2,000 more input at $2.50 per million: $0.04.
    expect(explanation.features[0]).toMatchObject({ feature: "chat", label: null });
    expect(Number(explanation.features[0]?.steps.context)).toBeCloseTo(0.04, 3);
    expect(explanation.sentence).toBe(
      "+$0.045 (+158 %): +$0.04 from longer context in chat, +$0.014 from more requests (mostly in chat). 100 % of requests have a price, 83.3 % before.",
    );
    expect(explanation.features.find((one) => one.feature === "agent")?.steps).toMatchObject({ volume: "0.0045" });
    expect(explanation.features.find((one) => one.feature === "mystery")).toMatchObject({ before: null, after: "0", change: "0" });
  });
  test("contributors: what a customer spent more, and the rest, add up to the change", async () => {
    const { contributors, change } = await explain();
    expect(contributors.map((one) => one.dimension)).toEqual(["feature", "customer", "model", "api_key"]);
    for (const { values, rest } of contributors) expect(add(rest, ...values.map((one) => one.change))).toBe(change);
    expect(contributors[1]?.values[0]).toMatchObject({ value: "globex", before: "0" });
  });
  test("within a customer, which only calls themselves know", async () => {
    const { before, after, features } = await explain({ ...TWO_DAYS, where: "customer=acme" });
    expect([before.requests, after.requests, features.map((one) => one.feature)]).toEqual(["8", "6", ["chat"]]);
  });
  test("parts of days: the same calls, whether the range ends at 12:00 or at midnight", async () => {
    const noon = await explain({
      after: { from: "2026-10-03", to: "2026-10-04T12:00:00+02:00" },
      before: { from: "2026-10-01", to: "2026-10-02T12:00:00+02:00" },
    });
    expect(noon.steps).toEqual((await explain()).steps);
  });
  test("one day against two is per day, and says so", async () => {
    const { before, after, change, perDay, sentence } = await explain({
      after: { from: "2026-10-03", to: "2026-10-04" },
      before: { from: "2026-10-01", to: "2026-10-03" },
    });
    expect([perDay, before.days, after.days, before.requests, change]).toEqual([
      true,
      "2",
      "1",
      "7",
      subtract(after.cost ?? "", before.cost ?? ""),
    ]);
    expect(sentence).toContain("a day");
  });
  test("a model without a price: the change is unknown where nothing else is there", async () => {
    const explanation = await explain({ ...TWO_DAYS, where: "feature=mystery" });
    expect(explanation).toMatchObject({ change: null, features: [], contributors: [] });
    expect(explanation.sentence).toContain("not known");
  });
  test("before the first call: unknown, since no source covers it", async () => {
    const { change, sentence } = await explain({ after: { from: "2026-10-01", to: "2026-10-03" } });
    expect(change).toBeNull();
    expect(sentence).toBe("The change is not known: the cost of the earlier period is unknown, since no source covers it.");
  });
  test("backwards, every step flips its sign", async () => {
    const [there, back] = [
      await explain(),
      await explain({ after: { from: "2026-10-01", to: "2026-10-03" }, before: { from: "2026-10-03", to: "2026-10-05" } }),
    ];
    for (const step of STEPS) expect(add(there.steps[step], back.steps[step])).toBe("0");
  });
  test("the sentence alone is the same", async () => {
    expect(await changeSentence(sql, TWO_DAYS, { now: NOW })).toBe((await explain()).sentence);
  });
  test("as CSV: a row for each of 4 features and their total", async () => {
    const lines = explanationCsv(await explain())
      .trim()
      .split("\r\n");
    expect(lines[0]).toBe("feature,per_day,before,after,change,volume,attempts,mix,context,output,cache,tier,price,other,unpriced");
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/^\(total\),no,/);
  });
});

test("beyond the limit of cells the smaller features are one, and the sum stays exact", async () => {
  const spans = spansOf(TWO_DAYS, ZONE, NOW);
  const [, after] = await readCostCells(sql, { spans: [spans.before, spans.after], where: [], limits: { cells: 3, features: 1 } });
  expect([...new Set(after.map((one) => (one.folded ? "…" : one.feature)))].sort()).toEqual(["chat", "…"].sort());
  const whole = await readBridge(sql, { spans, where: [], zone: ZONE, now: NOW });
  expect(add(...after.map((one) => one.cost))).toBe(whole.after);
});
