import { describe, expect, test } from "vitest";
import { budgetThisHref } from "./budget-this";
import { changeOf, draftFromAddress, draftOf, scopeFrom, sharesOf } from "./draft";
import { readAmount, typedAmount } from "./measure";
import { atThisPace, previewPeriods, previewQuestion, tellsAt, withinParent } from "./preview";
import { someBudget } from "./testing";

const usd = { label: "Cost", unit: "usd", sum: true } as const;
const ratio = { label: "Error rate", unit: "ratio", sum: false } as const;

describe("a draft", () => {
  test("begins with what a chart shows", () => {
    const href = budgetThisHref({ metric: "requests", where: ["feature=support chat", "feature=", "team=4"] });
    const params = new URL(href, "http://localhost").searchParams;
    expect(draftFromAddress({ metric: params.get("metric"), period: null, where: params.getAll("where") })).toMatchObject({
      metric: "requests",
      period: "month",
      scope: [
        { dimension: "feature", values: ["support chat", null] },
        { dimension: "team", values: ["4"] },
      ],
    });
    expect(params.get("new")).toBe("1");
  });
  test("is named after the one feature it is of, and after nothing else", () => {
    const nameOf = (...where: string[]) => draftFromAddress({ metric: null, period: null, where }).name;
    expect([nameOf("feature=search"), nameOf("feature=search", "feature=chat"), nameOf("team=4"), nameOf("feature="), nameOf()]).toEqual([
      "search",
      "",
      "",
      "",
      "",
    ]);
  });
  test("leaves out what is no dimension", () => {
    expect(scopeFrom(["nonsense=1", "model=a", "model=a"])).toEqual([{ dimension: "model", values: ["a"] }]);
  });
  test("of a budget changes nothing where nothing is typed", () => {
    const budget = someBudget({ fallbackPrice: "3" });
    const { name, amount, thresholds, forecastThresholds, parent, fallbackPrice, recipients } = budget;
    expect(changeOf(draftOf(budget, usd), usd)).toEqual({
      name,
      amount,
      thresholds,
      forecastThresholds,
      parent,
      fallbackPrice,
      recipients,
    });
  });
  test("of an average has no line on a forecast, and of anything but cost no fallback price", () => {
    const draft = { ...draftFromAddress({ metric: "error_rate", period: null, where: null }), amount: "2.5 %", fallbackPrice: "3" };
    expect(changeOf(draft, ratio)).toMatchObject({ amount: "0.025", forecastThresholds: [], fallbackPrice: null });
  });
});

test("amounts and shares as people type them", () => {
  expect([readAmount("$5,000.50", usd), readAmount("2.5 %", ratio), readAmount("a lot", usd)]).toEqual(["5000.50", "0.025", "alot"]);
  expect([typedAmount("0.025", ratio), typedAmount("5000", usd)]).toEqual(["2.5", "5000"]);
  expect(sharesOf("80, 100 %; x")).toEqual(["0.8", "1", "x"]);
});

describe("the preview", () => {
  const draft = { ...draftFromAddress({ metric: null, period: null, where: null }), amount: "5,000" };
  test("asks for the running month and the one before", () => {
    expect(previewPeriods("month", Date.parse("2026-01-15T12:00:00Z"), "UTC")).toEqual({
      running: { from: "2026-01-01", to: "2026-02-01" },
      before: { from: "2025-12-01", to: "2026-01-01" },
    });
    expect(previewPeriods("week", Date.parse("2026-11-22T23:30:00Z"), "Europe/Berlin").running).toEqual({
      from: "2026-11-23",
      to: "2026-11-30",
    });
  });
  test("a dimension without ticked values narrows nothing", () => {
    const scope = [
      { dimension: "feature" as const, values: [] },
      { dimension: "model" as const, values: ["a"] },
    ];
    expect(previewQuestion({ metric: "cost", scope }, { from: "2026-11-01", to: "2026-12-01" }).where).toEqual(["model=a"]);
  });
  test("$2,900 in 22 of 30 days goes to $3,954.55; a first day says nothing", () => {
    expect(Number(atThisPace("2900", { from: 0, to: 30, through: 22 }))).toBeCloseTo(3954.545, 2);
    expect(atThisPace("2900", { from: 0, to: 30, through: 1 })).toBeNull();
    expect(atThisPace(null, { from: 0, to: 30, through: 22 })).toBeNull();
  });
  test("says when it tells, and what is reached already", () => {
    expect(tellsAt(draft, usd, "4100")).toEqual([
      { text: "80 %: at $4,000", reached: "tells" },
      { text: "100 %: at $5,000", reached: null },
      { text: "100 % forecast: when the month is set to end at $5,000 or more", reached: null },
    ]);
    expect(tellsAt(draft, usd, "5100").map(({ reached }) => reached)).toEqual(["silent", "tells", null]);
    expect(tellsAt({ ...draft, amount: "" }, usd, "4100")).toEqual([]);
  });
  test("says by how much a parent gives out more than it has", () => {
    const parent = someBudget({ id: "p", amount: "20000" });
    const budgets = [parent, someBudget({ id: "a", parent: "p", amount: "18000" })];
    expect(withinParent(draft, { parent, budgets }, usd)).toEqual({ given: "23000", over: "3000" });
    expect(withinParent(draft, { parent, budgets, own: "a" }, usd)).toEqual({ given: "5000", over: "0" });
  });
});
