import { describe, expect, test } from "vitest";
import type { BudgetSnapshot } from "../../lib/budgets/snapshot";
import type { RuleSnapshot } from "../../lib/rules/snapshot";
import { addedText, contributions, eventActions, eventAddress, eventFacts, lineText } from "./facts";
import { eventSeries } from "./series";

const metrics = [
  { id: "cost", label: "Cost", unit: "usd", sum: true },
  { id: "cost_per_session", label: "Cost per session", unit: "usd", sum: false },
];

const rule: RuleSnapshot = {
  kind: "rule",
  change: "fired",
  rule: {
    id: "r1",
    name: "Cost per 1,000",
    owner: "ada@example.com",
    severity: "warning",
    condition: { kind: "above", value: "4" },
    each: "feature",
    windowMinutes: 1440,
    forMinutes: 120,
  },
  metric: { id: "cost_per_1k_requests", label: "Cost per 1,000 requests", unit: "usd_per_1k" },
  scope: [
    { dimension: "team", values: ["care"] },
    { dimension: "feature", values: ["chat", "search"] },
  ],
  subject: "chat",
  subjectLabel: null,
  zone: "Europe/Berlin",
  asOf: "2026-11-03T13:06:00.000Z",
  at: "2026-11-03T13:00:00.000Z",
  since: "2026-11-03T11:00:00.000Z",
  value: "4.8123",
  low: null,
  high: "4",
  usual: "2.4",
  series: {
    grain: "hour",
    points: ["10", "11", "12", "13"].map((hour, index) => ({
      at: `2026-11-03T${hour}:00:00.000Z`,
      value: index === 1 ? null : String(3 + index),
      low: null,
      high: "4",
    })),
  },
  changeSentence: "+$120 (+12 %).",
  contributors: { by: "model", values: [{ value: "gpt-4o", label: null, now: "3.5", before: "4" }] },
  pricedShare: "0.98",
  dataThrough: null,
};

const budget: BudgetSnapshot = {
  kind: "budget",
  basis: "actual",
  forecast: { value: "130", low: "120", high: "140" },
  change: null,
  budget: { id: "b1", name: "Support", createdBy: "ada@example.com" },
  metric: "cost",
  scope: [{ dimension: "feature", values: [null] }],
  period: { kind: "month", from: "2026-11-01", to: "2026-12-01", zone: "Europe/Berlin" },
  asOf: "2026-11-03T13:06:00.000Z",
  closed: false,
  amount: "100",
  spent: "85",
  share: "0.85",
  threshold: "0.8",
  line: "80",
  superseded: [],
  crossedOn: "2026-11-03",
  pricedShare: null,
  dataThrough: null,
  series: {
    grain: "day",
    buckets: [
      { key: "2026-11-01", cost: "30", partial: false },
      { key: "2026-11-02", cost: null, partial: false },
      { key: "2026-11-03", cost: "55", partial: true },
    ],
  },
  previous: { from: "2026-10-01", to: "2026-10-04", cost: "60" },
  contributors: { by: null, values: [] },
};

describe("a rule's event", () => {
  const facts = eventFacts(rule, metrics);
  test("$4.81 large, what it is, its line, and that it is twice the usual", () => {
    expect(facts).toMatchObject({
      figure: "$4.81",
      exact: "$4.8123",
      means: "Cost per 1,000 requests over 24 hours",
      line: "tells above $4.00",
    });
    expect(facts.beside).toContainEqual({ label: "Usually", value: "$2.40 (up 101 percent)" });
    expect(facts.beside).toContainEqual({ label: "For", value: "chat" });
  });
  test("usually nothing reads 0, usually 0.04 cents reads $0.0004", () => {
    const usually = (usual: string) => eventFacts({ ...rule, usual }, metrics).beside.find(({ label }) => label === "Usually")?.value;
    expect([usually("0"), usually("0.0004")]).toEqual(["0 (new: it was zero)", "$0.0004 (up to 12,031 times)"]);
  });
  test("its chart: 4 points an hour apart, firing from the hour on in which the condition began to hold, unknown ones unknown", () => {
    const series = eventSeries(rule, metrics);
    expect(series?.count).toBe(4);
    expect(series?.points.map(({ value, firing }) => [value, firing])).toEqual([
      [3, false],
      [null, true],
      [5, true],
      [6, true],
    ]);
    expect(series?.firings).toEqual([{ from: Date.parse(rule.since), to: null }]);
    expect(series?.timeOf(Date.parse("2026-11-03T10:00:00Z"))).toBe("Nov 3, 11:00");
  });
  test("its address: the days of the window in the zone, and of each feature the one it is about", () => {
    expect(eventAddress(rule).toString()).toBe("from=2026-11-02&to=2026-11-04&where=team%3Dcare&where=feature%3Dchat");
  });
  test("what a model added: $3.50 after $4.00 is −$0.50", () => {
    const parts = contributions(rule, metrics);
    expect(parts?.values.map((part) => addedText(part, parts.unit))).toEqual(["−$0.50"]);
  });
  test("it leads to its rule; failed calls only where it is about failures", () => {
    const of = { ruleId: "r1", budgetId: null, name: "Cost per 1,000" };
    expect(eventActions({ ...of, snapshot: rule }).map(({ href }) => href.split("?")[0])).toEqual([
      "/why",
      "/requests",
      "/",
      "/alerts/rules/r1",
    ]);
    const failing = { ...rule, metric: { id: "error_rate", label: "Error rate", unit: "ratio" } };
    expect(eventActions({ ...of, snapshot: failing })[1]?.href).toContain("only=failed");
  });
});

describe("a budget's event", () => {
  test("$85.00 of $100, and what the month is expected to come to", () => {
    const facts = eventFacts(budget, metrics);
    expect(facts).toMatchObject({ figure: "$85.00", means: "Cost, of $100 in Nov 1 – Nov 30, 2026", line: "tells at $80.00" });
    expect(facts.beside).toContainEqual({ label: "Forecast", value: "$130, in 8 of 10 cases $120 to $140" });
  });
  test("on the forecast the large number is the forecast", () => {
    expect(eventFacts({ ...budget, basis: "forecast" }, metrics)).toMatchObject({
      figure: "$130",
      told: "its forecast crossed the line",
    });
  });
  test("its chart adds up to the line; an average is drawn as it was", () => {
    expect(eventSeries(budget, metrics)?.points.map(({ value, firing }) => [value, firing])).toEqual([
      [30, false],
      [30, false],
      [85, true],
    ]);
    expect(eventSeries({ ...budget, metric: "cost_per_session" }, metrics)?.points.map(({ value }) => value)).toEqual([30, null, 55]);
  });
  test("its address is the whole period with its filters, unknown ones too", () => {
    expect(eventAddress(budget).toString()).toBe("from=2026-11-01&to=2026-12-01&where=feature%3D");
  });
});

test("the line of each kind of rule in words", () => {
  const about = { unit: "usd", windowMinutes: 1440 };
  expect(lineText({ kind: "anomaly", direction: "up", sensitivity: 7 }, about)).toBe("its usual band, sensitivity 7 of 10");
  expect(lineText({ kind: "change", against: "previous", direction: "down", by: "0.5" }, about)).toBe(
    "tells when down by 50 % or more on the 24 hours before",
  );
  expect(lineText({ kind: "no_data" }, about)).toBe("tells without a record");
});
