import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, multiply } from "../money";
import { addDays } from "../time";
import { attribution, type DatedRate, figureOn, type GpuRule } from "./attribute";
import { billRates, type CardTime, mergeDays } from "./billed";
import { ALWAYS } from "./stated";

const rate = (id: number, field: string, subject: string, billed: boolean, usdPerHour: string | null = null): DatedRate => ({
  id,
  field,
  subject,
  from: ALWAYS,
  usdPerHour,
  billed: billed ? [] : null,
});
const line = (from: string, to: string, usd: string) => ({ from, to, lines: 1, usd });
const hours = (day: string, host: string, hours: string): CardTime => ({ day, host, gpuModel: "H100", hours });

describe("rates from bills", () => {
  test("100 dollars over 40 card hours are 2.50 an hour", () => {
    const rates = billRates([], [rate(1, "any", "", true)], new Map([[1, [line("2026-10-01", "2026-11-01", "100")]]]), [
      hours("2026-10-01", "a", "24"),
      hours("2026-10-31", "b", "16"),
      hours("2026-11-01", "b", "99"),
    ]);
    expect(rates.get(1)).toEqual([{ from: "2026-10-01", to: "2026-11-01", lines: 1, usd: "100", hours: "40", usdPerHour: "2.5" }]);
  });

  test("cards with a more particular rate are not of the bill, also where that is billed itself on that day alone", () => {
    const lines = new Map([
      [1, [line("2026-10-01", "2026-10-03", "60")]],
      [2, [line("2026-10-01", "2026-10-02", "12")]],
    ]);
    const time = ["2026-10-01", "2026-10-02"].flatMap((day) => ["a", "b", "own"].map((host) => hours(day, host, "10")));
    const rates = [rate(1, "any", "", true), rate(2, "host", "a", true), rate(3, "host", "own", false, "1")];
    const found = billRates([], rates, lines, time);
    // Of the general bill: b on both days, a on the second.
    expect(found.get(1)).toMatchObject([{ hours: "30", usdPerHour: "2" }]);
    expect(found.get(2)).toMatchObject([{ hours: "10", usdPerHour: "1.2" }]);
  });

  test("a pool's bill is divided by the hours of its hosts; a bill without cards makes no rate", () => {
    const rules: GpuRule[] = [{ id: 1, field: "host", subject: "a*", sets: "pool", value: "p", from: ALWAYS }];
    const lines = new Map([[1, [line("2026-10-01", "2026-10-02", "5"), line("2026-09-01", "2026-09-02", "5")]]]);
    const found = billRates(rules, [rate(1, "pool", "p", true)], lines, [hours("2026-10-01", "a1", "4"), hours("2026-10-01", "b", "96")]);
    expect(found.get(1)).toMatchObject([{ from: "2026-10-01", usdPerHour: "1.25" }]);
  });

  test("days of one month that follow each other are one period; a month, a hole and another month are not", () => {
    const days = ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-05"].map((day) => line(day, addDays(day, 1), "1.5"));
    expect(mergeDays([...days, line("2026-11-01", "2026-12-01", "30")]).map(({ from, to, lines, usd }) => [from, to, lines, usd])).toEqual([
      ["2026-10-30", "2026-11-01", 2, "3"],
      ["2026-11-01", "2026-11-03", 2, "3"],
      ["2026-11-01", "2026-12-01", 1, "30"],
      ["2026-11-05", "2026-11-06", 1, "1.5"],
    ]);
  });

  test("whatever is billed, hours × rates come to the bill", () => {
    const day = fc.integer({ min: 0, max: 9 }).map((n) => addDays("2026-10-28", n));
    const anyLine = fc.record({ from: day, length: fc.constantFrom(1, 1, 3, 30), cents: fc.integer({ min: 1, max: 1_000_000 }) });
    const anyTime = fc.record({ day, host: fc.constantFrom("a", "b"), hours: fc.integer({ min: 1, max: 240 }) });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), fc.array(anyTime, { minLength: 1, maxLength: 12 }), (given, times) => {
        const lines = mergeDays(given.map(({ from, length, cents }) => line(from, addDays(from, length), multiply(String(cents), "0.01"))));
        const time = times.map(({ day, host, hours: n }) => hours(day, host, String(n)));
        const one = rate(1, "any", "", true);
        const found = billRates([], [one], new Map([[1, lines]]), time).get(1) ?? [];
        const cost = time.map(({ day, hours }) => multiply(hours, figureOn({ ...one, billed: found }, day) ?? "0"));
        const billed = add("0", ...found.map(({ usd }) => usd));
        expect(Number(add("0", ...cost))).toBeCloseTo(Number(billed), 9);
        // And the spans say the same.
        const spans = attribution([], [{ ...one, billed: found }], (name) => name).gpu(
          { host: "a", gpuModel: null, namespace: null, pod: null },
          [],
        );
        for (const { day } of time)
          expect(spans.find(({ from, to }) => from <= day && day < to)?.usdPerHour ?? null).toBe(figureOn({ ...one, billed: found }, day));
      }),
    );
  });
});
