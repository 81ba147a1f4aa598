import { describe, expect, test } from "vitest";
import { linesOf } from "../charts/burn-lines";
import { burnBarGeometry } from "./burn-bar-geometry";
import { burnCsv, burnSteps } from "./burn-steps";
import { periodState } from "./period-scope";
import { someBudget, someForecast } from "./testing";

describe("a burn-down bar", () => {
  test("of $50 of $100 is half full and ends at the amount", () => {
    expect(burnBarGeometry(someBudget())).toMatchObject({ spent: 0.5, amount: 1, expected: null, forecast: null });
  });
  test("reaches as far as the forecast's interval, and never less than what is spent", () => {
    const bar = burnBarGeometry(someBudget({ amount: "135", current: { spent: "118", share: String(118 / 135), forecast: someForecast } }));
    expect(bar.expected).toBeCloseTo(45 / 135, 6);
    expect(bar.forecast?.to).toBeCloseTo(120 / 135, 6);
    expect(bar.forecast?.low).toBeCloseTo(118 / 135, 6);
    expect(bar.forecast?.high).toBeCloseTo(1, 6);
  });
  test("a threshold of 200 % leaves the amount in the middle", () => {
    expect(burnBarGeometry(someBudget({ thresholds: ["1", "2"] }))).toMatchObject({
      spent: 0.25,
      amount: 0.5,
      thresholds: [{ at: 0.5 }, { at: 1 }],
    });
  });
  test("an interval without end does not press the rest away", () => {
    const forecast = { ...someForecast, high: "100000" };
    expect(burnBarGeometry(someBudget({ current: { forecast } })).amount).toBe(0.5);
  });
  test("unknown spend draws nothing", () => {
    expect(burnBarGeometry(someBudget({ current: { spent: null, share: null } })).spent).toBe(0);
  });
});

describe("the steps of a burn-down", () => {
  const point = (key: string, actual: string | null, partial = false) => ({ key, actual, expected: "1", forecast: null, partial });
  const series = { grain: "day" as const, points: [point("2026-10-24", "5"), point("2026-10-25", "8", true), point("2026-10-26", null)] };
  // 12:30 of the 25-hour day.
  const now = Date.parse("2026-10-25T11:30:00Z");
  test("each added what the sum grew by, and half of a 25-hour day has passed at 12:30 less an hour", () => {
    const steps = burnSteps({ series, sum: true, zone: "Europe/Berlin", now });
    expect(steps.map(({ added }) => added)).toEqual(["5", "3", null]);
    expect(steps.map(({ passed }) => passed)).toEqual([1, 13.5 / 25, 0]);
  });
  test("averages add nothing up", () => {
    expect(burnSteps({ series, sum: false, zone: "Europe/Berlin", now }).map(({ added }) => added)).toEqual([null, null, null]);
  });
  test("as CSV with nothing for unknown", () => {
    expect(burnCsv(burnSteps({ series, sum: true, zone: "Europe/Berlin", now }), "day").split("\n")[3]).toBe("2026-10-26,,,1,,,");
  });
});

describe("the lines of a burn-down chart", () => {
  const at = { left: 0, band: 10 };
  const point = (actual: number | null, passed: number, forecast: number | null = null) => ({
    actual,
    expected: null,
    passed,
    forecast: forecast == null ? null : { value: forecast, low: forecast - 1, high: forecast + 1 },
  });
  test("start at zero, end where the running day is, and the forecast opens there", () => {
    const { spent, ahead } = linesOf([point(5, 1), point(8, 0.5, 10), point(null, 0, 20)], at, true);
    expect(spent).toEqual([
      [
        { x: 0, value: 0 },
        { x: 10, value: 5 },
        { x: 15, value: 8 },
      ],
    ]);
    expect(ahead).toEqual([
      { x: 15, value: 8, low: 8, high: 8 },
      { x: 20, value: 10, low: 9, high: 11 },
      { x: 30, value: 20, low: 19, high: 21 },
    ]);
  });
  test("stop where a day is unknown", () => {
    expect(linesOf([point(5, 1), point(null, 1), point(9, 1)], at, true).spent.map((line) => line.length)).toEqual([2, 1]);
  });
  test("averages stand in the middle of their day and come from nowhere", () => {
    expect(linesOf([point(5, 1), point(8, 0.5)], at, false).spent).toEqual([
      [
        { x: 5, value: 5 },
        { x: 15, value: 8 },
      ],
    ]);
  });
});

test("links name the range where it has a name, so that it goes on with the calendar", () => {
  expect(periodState(someBudget())).toMatchObject({ range: "month", from: null, where: ["feature=support-chat"] });
  const year = someBudget({ period: "year", current: { from: "2026-01-01", to: "2027-01-01" } });
  expect(periodState(year)).toMatchObject({ from: "2026-01-01", to: "2027-01-01", vs: "previous" });
});
