import { describe, expect, test } from "vitest";
import { apiUsd, axisEnd, breakEvenGeometry, crossingPlace, flatStart, freeStart, tokensAt } from "./break-even-geometry";

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
});

describe("words that touch nothing", () => {
  test("words of 190 px begin after what stands at 120; where nothing is free there are none", () => {
    expect(freeStart([60, 128], 190, [120, 500], 900)).toBe(128);
    expect(freeStart([60, 128], 190, [400], 900)).toBe(60);
    expect(freeStart([60, 128], 190, [120, 200], 900)).toBeNull();
    expect(freeStart([60], 190, [], 240)).toBeNull();
  });
  test("break-even is written right below its crossing, and left above where there is no room", () => {
    expect(crossingPlace(PAST, breakEvenGeometry(PAST, 900))?.anchor).toBe("start");
    const late = { ...PAST, today: 100, crossing: 32_000_000 };
    expect(crossingPlace(late, breakEvenGeometry(late, 360))?.anchor).toBe("end");
  });
  test("where the cards cost next to nothing of the axis, it is written above the flat line and under the rising one", () => {
    const input = { flat: 455, perMillion: 5.3, today: 1_060_000_000, crossing: 85_700_000 };
    const geometry = breakEvenGeometry(input, 1150);
    const place = crossingPlace(input, geometry);
    expect(place?.y).toBeLessThan(geometry.y(455));
    const tokens = ((place?.x ?? 0) - geometry.x(0)) / (geometry.x(1_000_000) - geometry.x(0));
    expect(geometry.y(apiUsd(tokens * 1e6, input))).toBeLessThan((place?.y ?? 0) - 11);
  });
  test("the flat line's name keeps clear of both marks", () => {
    const early = { ...PAST, today: 6_000_000 };
    const geometry = breakEvenGeometry(early, 1150);
    const start = flatStart(early, geometry, 190) ?? 0;
    const [now, even] = [geometry.x(6_000_000), geometry.x(32_000_000)];
    expect([now, even].every((at) => at < start || at > start + 190)).toBe(true);
  });
  test("a break-even that no traffic reaches has no place", () => {
    const never = { ...PAST, crossing: null };
    expect(crossingPlace(never, breakEvenGeometry(never, 900))).toBeNull();
  });
});
