import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { periodAt, startOfDay } from "../time";
import { applyForecast, closedThrough, closesToDecide, type ForecastStep } from "./forecast-lines";
import type { Crossing } from "./thresholds";

const zone = "Europe/Berlin";
const at = (iso: string) => Date.parse(iso);
const november = periodAt("month", at("2026-11-21T11:00:00Z"), zone);
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

describe("how far data is closed at noon of 21 November in Berlin", () => {
  const now = at("2026-11-21T11:00:00Z");
  test.each([
    ["fresh data: to this midnight", "month", "2026-11-21T10:59:00Z", "2026-11-20T23:00"],
    ["data of yesterday evening: to the midnight before", "month", "2026-11-20T21:00:00Z", "2026-11-19T23:00"],
    ["data that is 40 hours old is taken as it is", "month", "2026-11-19T19:00:00Z", "2026-11-20T23:00"],
    ["no data", "month", null, "2026-11-20T23:00"],
    ["a day's budget closes by the hour", "day", "2026-11-21T10:20:00Z", "2026-11-21T10:00"],
  ] as const)("%s", (_, kind, through, closed) => {
    expect(iso([closedThrough(kind, { now, zone, dataThrough: through ? at(through) : null })])).toEqual([closed]);
  });
});

describe("closes to decide", () => {
  const budget = { period: "month" as const, createdAt: "2026-09-05T08:00:00.000Z" };
  const through = startOfDay("2026-11-06", zone);
  test("none in the first tenth: the 4th, 5th and 6th of November", () => {
    expect(iso(closesToDecide(budget, november, { zone, through, decided: null, touchedFrom: null }))).toEqual([
      "2026-11-03T23:00",
      "2026-11-04T23:00",
      "2026-11-05T23:00",
    ]);
  });
  test("each once", () => {
    expect(iso(closesToDecide(budget, november, { zone, through, decided: startOfDay("2026-11-05", zone), touchedFrom: null }))).toEqual([
      "2026-11-05T23:00",
    ]);
    expect(closesToDecide(budget, november, { zone, through, decided: through, touchedFrom: through + 1 })).toEqual([]);
  });
  test("data that came late for the 4th decides the closes after it again", () => {
    const touchedFrom = at("2026-11-04T12:00:00Z");
    expect(iso(closesToDecide(budget, november, { zone, through, decided: through, touchedFrom }))).toEqual([
      "2026-11-04T23:00",
      "2026-11-05T23:00",
    ]);
  });
  test("none before the budget was made", () => {
    const made = { ...budget, createdAt: "2026-11-06T08:00:00.000Z" };
    expect(iso(closesToDecide(made, november, { zone, through, decided: null, touchedFrom: null }))).toEqual(["2026-11-05T23:00"]);
  });
});

const lines = { amount: "1000", forecastThresholds: ["0.9", "1"] };
const steps = (...values: (number | [value: number, spent: number])[]): ForecastStep[] =>
  values.map((value, i) => ({
    at: i,
    value: String(Array.isArray(value) ? value[0] : value),
    spent: String(Array.isArray(value) ? value[1] : 0),
  }));
const told = (change: ReturnType<typeof applyForecast>) =>
  change.crossed.filter(({ superseded }) => !superseded).map(({ threshold, step }) => `${step.at}:${threshold}`);

describe("forecast lines of 90 % and 100 % of $1,000", () => {
  test.each<[string, ForecastStep[], string[], string[]]>([
    ["$899 tells nothing", steps(899), [], []],
    ["$900 tells once, however it moves", steps(900, 880, 950, 899, 910), [], ["0:0.9"]],
    ["$950 and later $1,000 tell once each", steps(950, 1000, 990, 1001), [], ["0:0.9", "1:1"]],
    ["$1,200 at once tells the higher only", steps(1200, 1300), [], ["0:1"]],
    ["a line that spend has reached is no news", steps([1200, 1000]), [], []],
    ["nor is one at or below what spend has told", steps(950, 1200), ["1"], []],
    ["spend at 80 % hides no forecast of 100 %", steps(1200), ["0.8"], ["0:1"]],
  ])("%s", (_, given, reached, expected) => expect(told(applyForecast([], lines, given, reached))).toEqual(expected));

  test("raising the amount to $2,000 arms both lines again", () => {
    const { record } = applyForecast([], lines, steps(1200), []);
    const raised = applyForecast(record, { ...lines, amount: "2000" }, steps(1300, 2000), []);
    expect(told(raised)).toEqual(["1:1"]);
  });
  test("however the closes are cut into rounds, the same lines tell at the same closes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 30 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        (values, cuts) => {
          const all = steps(...values);
          const once = told(applyForecast([], lines, all, []));
          let record: readonly Crossing[] = [];
          const inRounds: string[] = [];
          let from = 0;
          for (let i = 1; i <= all.length; i += 1) {
            if (i < all.length && !cuts[i]) continue;
            const change = applyForecast(record, lines, all.slice(from, i), []);
            inRounds.push(...told(change));
            record = change.record;
            from = i;
          }
          expect(inRounds).toEqual(once);
          expect(new Set(once.map((entry) => entry.split(":")[1])).size).toBe(once.length);
        },
      ),
    );
  });
});
