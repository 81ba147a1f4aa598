import { describe, expect, test } from "vitest";
import { bills, collect, collectFixture, rejections, unitsOf } from "./testing";

const D = Date.UTC(2026, 8, 1) / 1000;

describe("costs", () => {
  const outcomes = collectFixture("costs.page.json");
  const facts = bills(outcomes);

  test("dollars keep their 30 decimals, with the line item, its quantity and the organization", () => {
    expect(facts[0]).toEqual({
      fact: "bill",
      recordId: `costs|${D}|1d|project_id=proj_search;line_item=gpt-5-mini, input_tokens`,
      asOf: null,
      provider: "openai",
      account: "org-shop",
      start: D,
      end: D + 86_400,
      billedCost: "0.004217350000000000000000000001",
      currency: "USD",
      chargeCategory: "Usage",
      chargeDescription: "gpt-5-mini, input_tokens",
      project: "proj_search",
      apiKey: null,
      consumedQuantity: "16869.4",
      consumedUnit: "1000_tokens",
      grouping: ["line_item", "project_id"],
    });
  });
  test("a negative amount is a credit, and its line item is escaped in the id", () => {
    expect(facts[1]).toMatchObject({
      billedCost: "-1.5",
      chargeCategory: "Credit",
      recordId: `costs|${D}|1d|project_id=proj_search;line_item=credit%3B 50%25 off`,
    });
  });
  test("a cost of 0 is a fact; 2 rows of another currency or without amount are rejected", () => {
    expect(facts).toHaveLength(3);
    expect(facts[2]).toMatchObject({ billedCost: "0", consumedQuantity: null });
    expect(rejections(outcomes)).toEqual(['unsupported_currency: amount.currency is "EUR"', "invalid_amount: amount is missing"]);
  });
  test("0.003835980000000000000000000000 as number and as text is 0.00383598", () => {
    const row = (value: string) => `{"object":"organization.costs.result","amount":{"value":${value},"currency":"usd"}}`;
    const line = `{"start_time":${D},"end_time":${D + 86_400},"results":[${row("0.003835980000000000000000000000")},${row('"0.003835980000000000000000000000"')},${row("3.83598e-3")}]}`;
    const read = bills(collect(unitsOf(line, true)));
    expect(read.map((fact) => fact.billedCost)).toEqual(["0.00383598", "0.00383598", "0.00383598"]);
    expect(read.map((fact) => fact.recordId)).toEqual([`costs|${D}|1d|`, `costs|${D}|1d|#2`, `costs|${D}|1d|#3`]);
  });
  test("the first hour of a running day is a bill for that day so far", () => {
    const [fact] = bills(
      collect([
        {
          object: "bucket",
          start_time: D,
          end_time: D + 3600,
          results: [{ object: "organization.costs.result", amount: { value: 1, currency: "usd" } }],
        },
      ]),
    );
    expect(fact).toMatchObject({ recordId: `costs|${D}|1d|`, start: D, end: D + 3600 });
  });
  test("an amount of words, and one without currency, are rejected", () => {
    const results = [
      { amount: { value: "much", currency: "usd" } },
      { amount: { value: 1 } },
      { amount: 3 },
      { amount: { currency: "usd" } },
    ];
    expect(rejections(collect([{ start_time: D, end_time: D + 86_400, results }]))).toEqual([
      'invalid_amount: amount.value: "much" is not a decimal number',
      "unsupported_currency: amount.currency is missing",
      "invalid_amount: amount is 3, not a value with a currency",
      "invalid_amount: amount.value is missing",
    ]);
  });
});
