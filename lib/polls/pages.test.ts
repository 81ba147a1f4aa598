import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageAfter, pageBefore, pointsAPage } from "./pages";

const instants = ({ from, to }: { from: number; to: number }, step: number): number[] => {
  const list: number[] = [];
  for (let at = from; at <= to; at += step) list.push(at);
  return list;
};

describe("pages of instants", () => {
  test("80 series give 625 instants a page, one series 11,000, a million series 1", () => {
    expect([pointsAPage(80), pointsAPage(1), pointsAPage(0), pointsAPage(1_000_000)]).toEqual([625, 11_000, 11_000, 1]);
  });
  test("after 12:00 read by 60 s until 12:03:30 come 12:01, 12:02 and 12:03; before 12:01 nothing is left", () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    expect(pageAfter(noon, noon + 210_000, 60_000, 100)).toEqual({ from: noon + 60_000, to: noon + 180_000 });
    expect(pageAfter(noon, noon + 59_999, 60_000, 100)).toBeNull();
    expect(pageAfter(noon, noon + 210_000, 60_000, 2)).toEqual({ from: noon + 60_000, to: noon + 120_000 });
  });
  test("before noon back to 11:57:30 by 60 s are 11:58 and 11:59", () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    expect(pageBefore(noon, noon - 150_000, 60_000, 100)).toEqual({ from: noon - 120_000, to: noon - 60_000 });
    expect(pageBefore(noon - 120_000, noon - 150_000, 60_000, 100)).toBeNull();
  });
  test("forward and backward pages of any size hold each instant of the grid once", () => {
    const ms = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(ms, ms, ms, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 50 }), (a, b, c, stepS, points) => {
        const step = stepS * 1000;
        const [start = 0, cursor = 0, until = 0] = [a, b, c].sort((x, y) => x - y);
        const seen: number[] = [];
        for (let at = cursor, page = pageAfter(at, until, step, points); page; page = pageAfter(at, until, step, points)) {
          seen.push(...instants(page, step));
          at = page.to;
        }
        const began = Math.floor(cursor / step) * step + step;
        for (let at = began, page = pageBefore(at, start, step, points); page; page = pageBefore(at, start, step, points)) {
          seen.push(...instants(page, step));
          at = page.from;
        }
        const expected = instants({ from: Math.ceil(start / step) * step, to: Math.max(until, Math.min(cursor, until)) }, step);
        expect([...seen].sort((x, y) => x - y)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
