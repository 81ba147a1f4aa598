import { describe, expect, test } from "vitest";
import { apiUsd, axisEnd, breakEvenGeometry, freeStart, tokensAt } from "./break-even-geometry";

const PAST = { flat: 96, perMillion: 3, today: 50_000_000, crossing: 32_000_000 };

describe("break-even against traffic", () => {
  test("at 32 M tokens a day of $3 the API costs the $96 of the cards: both lines meet there", () => {
    expect(apiUsd(32_000_000, PAST)).toBe(96);
    const { y } = breakEvenGeometry(PAST, 900);
    expect(y(apiUsd(32_000_000, PAST))).toBe(y(96));
  });
  test("50 M today and 32 M to break even: the axis ends at 60 M, and its labels are round", () => {
    expect(axisEnd(PAST)).toBe(60_000_000);
    expect(breakEvenGeometry(PAST, 900).tokenTicks).toEqual([0, 20_000_000, 40_000_000, 60_000_000]);
  });
  test("far below break-even the crossing is still drawn, and so it is far beyond", () => {
    expect(axisEnd({ today: 1000, crossing: 32_000_000 })).toBeGreaterThan(32_000_000);
    expect(axisEnd({ today: 900_000_000, crossing: 32_000_000 })).toBeGreaterThanOrEqual(900_000_000);
  });
  test("no traffic and no crossing still has an axis", () => {
    expect(axisEnd({ today: 0, crossing: null })).toBeGreaterThan(0);
  });
  test("the 41 points go from no traffic to the axis' end, in the middle of their bands", () => {
    const { x, left, right } = breakEvenGeometry(PAST, 900);
    const band = (right - left) / 41;
    expect([tokensAt(0, PAST), tokensAt(40, PAST)]).toEqual([0, 60_000_000]);
    expect(x(0)).toBeCloseTo(left + band / 2, 6);
    expect(x(60_000_000)).toBeCloseTo(right - band / 2, 6);
  });
  test("both lines fit at every traffic of the axis", () => {
    for (const today of [0, 1e6, 1e8, 1e10]) {
      const input = { ...PAST, today };
      const { y, top } = breakEvenGeometry(input, 400);
      expect(y(apiUsd(axisEnd(input), input))).toBeGreaterThanOrEqual(top - 0.01);
      expect(y(input.flat)).toBeGreaterThanOrEqual(top);
    }
  });
  test("words of 190 px begin after what stands at 120, and at the first place where nothing is free", () => {
    expect(freeStart([60, 128], 190, [120, 500])).toBe(128);
    expect(freeStart([60, 128], 190, [400])).toBe(60);
    expect(freeStart([60, 128], 190, [120, 200])).toBe(60);
  });
});
