import { describe, expect, test } from "vitest";
import { ticksBetween } from "./ticks";
import { bandPaths, linePath, stops, stretches, thinTicks, timeTicks, valueScale, type WatchPoint, watchGeometry } from "./watch-geometry";

const HOUR = 3_600_000;
const point = (at: number, value: number | null, rest: Partial<WatchPoint> = {}): WatchPoint => ({
  at,
  value,
  low: null,
  high: null,
  firing: false,
  ...rest,
});

describe("where things lie", () => {
  test("100 hours on 964 px: 9 px an hour from 56, zero at 252 and the line at $4 within the ticks", () => {
    const points = [point(0, 1, { high: 4 }), point(99 * HOUR, 3, { high: 4 })];
    const { x, y, ticks } = watchGeometry({ points, from: 0, to: 100 * HOUR, width: 964 });
    expect([x(0), x(50 * HOUR), x(100 * HOUR)]).toEqual([56, 506, 956]);
    expect(ticks).toEqual([0, 1, 2, 3, 4]);
    expect([y(0), y(4)]).toEqual([252, 8]);
  });
  test("values below zero take ticks of their own: −0.3 to 0.1", () => {
    expect(ticksBetween(-0.3, 0.1)).toEqual([-0.3, -0.2, -0.1, 0, 0.1]);
    expect(ticksBetween(-4, 0)).toEqual([-4, -3, -2, -1, 0]);
    expect(ticksBetween(0, 3)).toEqual([0, 1, 2, 3]);
  });
  test("nothing known still has an axis", () => {
    expect(watchGeometry({ points: [point(0, null)], from: 0, to: 1, width: 400 }).ticks).toEqual([0, 1]);
  });
});

describe("a line set by hand", () => {
  test("on an axis from $0 to $4 half-way down is $2, in steps of 2 cents, and beyond the plot is its edge", () => {
    const { valueAt, step, y } = valueScale([point(0, 3.2)]);
    expect([valueAt(130), valueAt(131), valueAt(-50), valueAt(900)]).toEqual([2, 1.98, 4, 0]);
    expect([step, y(2)]).toEqual([0.02, 130]);
  });
  test("on an axis of 0 to 80 % steps are of 0.2 %, of $6,000 they are of $20; what is told lies on the axis again", () => {
    expect(valueScale([point(0, 0.8)]).step).toBeCloseTo(0.002, 12);
    expect(valueScale([point(0, 6000)]).step).toBe(20);
    const { valueAt, y } = valueScale([point(0, -0.3), point(1, 0.1)]);
    for (const at of [8, 57, 100, 199, 252]) expect(Math.abs(y(valueAt(at)) - at)).toBeLessThanOrEqual(1.3);
  });
});

describe("lines", () => {
  const scale = { x: (at: number) => at, y: (value: number) => 10 - value };
  test("an unknown value is a gap: two runs, the single point a dot", () => {
    const runs = stretches([point(0, 1), point(1, 2), point(2, null), point(3, 4)], ({ value }) => value);
    expect(runs).toHaveLength(2);
    expect(runs.map((run) => linePath(run, scale))).toEqual(["M0,9L1,8", "M3,6h0"]);
  });
  test("the band runs along its upper edge and back along its lower one; a side without a line reaches to the floor, no line is a gap", () => {
    const ends = { floor: 0, ceiling: 10 };
    const points = [point(0, 1, { low: 0, high: 2 }), point(1, 1, { low: 1, high: 3 }), point(2, 1)];
    expect(bandPaths(points, scale, ends)).toEqual(["M0,8L1,7L1,9L0,10Z"]);
    expect(bandPaths([point(0, 1, { high: 2 }), point(1, 1, { high: 3 })], scale, ends)).toEqual(["M0,8L1,7L1,10L0,10Z"]);
  });
});

describe("the axis of time", () => {
  test("over 90 days the candidates are midnights of the zone, through the end of summer time", () => {
    const from = Date.parse("2026-10-23T22:00:00Z");
    const ticks = timeTicks(from, from + 3 * 24 * HOUR, "Europe/Berlin");
    expect(ticks.map(({ text }) => text)).toEqual(["Oct 24", "Oct 25", "Oct 26"]);
    expect(new Date(ticks[2]?.at ?? 0).toISOString()).toBe("2026-10-25T23:00:00.000Z");
  });
  test("within a day they are round hours, and midnight names the day", () => {
    const from = Date.parse("2026-10-03T20:10:00Z");
    expect(timeTicks(from, from + 6 * HOUR, "UTC").map(({ text }) => text)).toEqual([
      "20:30",
      "21:00",
      "21:30",
      "22:00",
      "22:30",
      "23:00",
      "23:30",
      "Oct 4",
      "00:30",
      "01:00",
      "01:30",
      "02:00",
    ]);
  });
  test("of 90 candidates 10 px apart every seventh fits 64 px", () => {
    const ticks = Array.from({ length: 90 }, (_, at) => ({ at }));
    expect(thinTicks(ticks, (at) => at * 10, 64).map(({ at }) => at)).toEqual(ticks.map(({ at }) => at).filter((at) => at % 7 === 0));
  });
});

describe("stops", () => {
  test("each part shows what tells most: firing before all, else the nearest to its line", () => {
    const points = [
      point(0, 9, { low: 3 }),
      point(1, 4, { low: 3 }),
      point(2, 5, { high: 6 }),
      point(3, 4, { high: 2, firing: true }),
      point(4, 7, { high: 8 }),
    ];
    const found = stops(points, { from: 0, to: 6, count: 3 });
    expect(found.map((stop) => stop?.at)).toEqual([1, 3, 4]);
  });
  test("a part without points is null, an unknown one is known as such", () => {
    const [first, second] = stops([point(0, null)], { from: 0, to: 2, count: 2 });
    expect([first?.value, second]).toEqual([null, null]);
  });
});
