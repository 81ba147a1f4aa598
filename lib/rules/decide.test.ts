import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf, deviations } from "./band";
import { decide, type Observed } from "./decide";
import { type Condition, conditionSchema } from "./rule";

const seen = (value: string | null, more: Partial<Observed> = {}): Observed => ({
  value,
  empty: false,
  covered: true,
  enough: true,
  before: null,
  band: null,
  ...more,
});
const condition = (given: unknown): Condition => conditionSchema.parse(given);
const above = condition({ kind: "above", value: "100" });
const below = condition({ kind: "below", value: "0.9" });
const up = condition({ kind: "change", against: "previous", direction: "up", by: "0.5" });
const either = condition({ kind: "change", against: "same_weekday", direction: "either", by: "0.5" });
const anomaly = condition({ kind: "anomaly", direction: "either", sensitivity: 5 });
const noData = condition({ kind: "no_data" });
const band = { low: "40", high: "60", usual: "50" };

describe("decide", () => {
  test.each<[string, Condition, Observed, string, object]>([
    ["$100 is not above $100", above, seen("100"), "0", { verdict: "within", high: "100", low: null }],
    ["$100.000000000001 is", above, seen("100.000000000001"), "0", { verdict: "out" }],
    ["$95 holds an alert that ends at $90", above, seen("95"), "0.1", { verdict: "hold" }],
    ["$90 ends it", above, seen("90"), "0.1", { verdict: "within" }],
    ["a priced share of 89.9 % is below 90 %", below, seen("0.899"), "0", { verdict: "out", low: "0.9" }],
    ["90 % is not", below, seen("0.9"), "0", { verdict: "within" }],
    ["with 5 % hysteresis 94 % holds and 94.5 % ends", below, seen("0.94"), "0.05", { verdict: "hold" }],
    ["… 94.5 % ends", below, seen("0.945"), "0.05", { verdict: "within" }],
    ["up 50 % from 100 is out above 150", up, seen("150.01", { before: "100" }), "0", { verdict: "out", high: "150", usual: "100" }],
    ["150 is not", up, seen("150", { before: "100" }), "0", { verdict: "within" }],
    ["a fall is no rise", up, seen("1", { before: "100" }), "0", { verdict: "within", low: null }],
    ["in either direction it is", either, seen("49", { before: "100" }), "0", { verdict: "out", low: "50", high: "150" }],
    ["against zero nothing is known", up, seen("5", { before: "0" }), "0", { verdict: "unknown", high: null }],
    ["against unknown nothing is known", up, seen("5"), "0", { verdict: "unknown" }],
    ["outside its band", anomaly, seen("61", { band }), "0", { verdict: "out", low: "40", high: "60", usual: "50" }],
    ["inside its band", anomaly, seen("60", { band }), "0", { verdict: "within" }],
    ["without a band nothing is known", anomaly, seen("61"), "0", { verdict: "unknown" }],
    ["an unknown value tells nothing", above, seen(null), "0", { verdict: "unknown", high: "100" }],
    ["too few requests tell nothing", above, seen("500", { enough: false }), "0", { verdict: "within" }],
    ["a covered window without calls is in line", above, seen(null, { empty: true }), "0", { verdict: "within" }],
    ["no record is what no data is about", noData, seen(null, { empty: true }), "0", { verdict: "out" }],
    ["before the first record nothing is missing", noData, seen(null, { empty: true, covered: false }), "0", { verdict: "unknown" }],
    ["a record ends it", noData, seen("0"), "0", { verdict: "within" }],
  ])("%s", (_, rule, observed, hysteresis, expected) => {
    expect(decide(rule, observed, hysteresis)).toMatchObject(expected);
  });

  const money = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
  test("unknown never tells, whatever the rule; more hysteresis never makes an alert", () => {
    const rules = fc.constantFrom(above, below, up, either, anomaly);
    fc.assert(
      fc.property(rules, money, money, fc.constantFrom("0", "0.1", "0.9"), (rule, value, before, hysteresis) => {
        const known = seen(value, { before, band });
        expect(decide(rule, { ...known, value: null }, hysteresis).verdict).toBe("unknown");
        expect(decide(rule, known, hysteresis).verdict === "out").toBe(decide(rule, known, "0").verdict === "out");
      }),
    );
  });
});

describe("band", () => {
  test("one week of history makes none, two do", () => {
    expect(bandOf([10], 5)).toBeNull();
    expect(bandOf([10, 12], 5)).toMatchObject({ usual: "11" });
  });
  test("one wild week does not widen it, nor do two of six", () => {
    const calm = bandOf([10, 11, 12, 10, 11, 12], 5);
    const wild = bandOf([10, 11, 900, 10, 11, 900], 5);
    expect(Number(wild?.high)).toBeLessThan(2 * Number(calm?.high));
  });
  test("a metric that never moved is out of line by more than 20 % at the highest sensitivity", () => {
    expect(bandOf([100, 100], 10)).toEqual({ low: "80", high: "120", usual: "100" });
    expect(deviations(1)).toBe(8);
  });
  test("one that is mostly zero has the room that it took before", () => {
    expect(bandOf([0, 0, 0, 6, 0, 0], 10)).toMatchObject({ usual: "0", high: "2.5066" });
  });
  test("it holds its median, and a higher sensitivity is never wider", () => {
    const weeks = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(weeks, fc.integer({ min: 1, max: 9 }), (values, sensitivity) => {
        const [wide, narrow] = [bandOf(values, sensitivity), bandOf(values, sensitivity + 1)];
        expect(Number(wide?.low)).toBeLessThanOrEqual(Number(narrow?.low));
        expect(Number(narrow?.high)).toBeLessThanOrEqual(Number(wide?.high));
        expect(Number(narrow?.low)).toBeLessThanOrEqual(Number(narrow?.usual));
      }),
    );
  });
});
