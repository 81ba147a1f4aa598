import { describe, expect, test } from "vitest";
import { axisUsd } from "./axis-usd";
import { bridgeGeometry } from "./bridge-geometry";
import { axisLabel, bucketLabel, bucketSpan } from "./bucket-label";
import { colorsFor, UNKNOWN_COLOR } from "./colors";
import { barIn, geometryOf } from "./geometry";
import { sparkPaths } from "./spark-path";
import { ticksTo } from "./ticks";

describe("colours", () => {
  const features = ["support-chat", "search", "summaries", "agent", "translate", "codegen", "tagging", "triage"];
  test("eight keys take eight different colours", () => {
    expect(new Set(colorsFor(features).values()).size).toBe(8);
  });
  test("the largest keeps its colour whatever stands beside it", () => {
    const alone = colorsFor(["agent"]).get("agent");
    expect(colorsFor(["agent", ...features.filter((key) => key !== "agent")]).get("agent")).toBe(alone);
  });
  test("unknown is neutral and takes no colour away", () => {
    const colors = colorsFor([null, "agent"]);
    expect(colors.get(null)).toBe(UNKNOWN_COLOR);
    expect(colors.get("agent")).toBe(colorsFor(["agent"]).get("agent"));
  });
});

describe("ticks", () => {
  test("are round, start at zero and hold the largest value", () => {
    expect(ticksTo(73)).toEqual([0, 20, 40, 60, 80]);
    expect(ticksTo(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticksTo(0)).toEqual([0, 1]);
  });
});

describe("bucket labels", () => {
  test("name hour, day, week and month", () => {
    expect(bucketLabel("2026-10-25T02:00:00+01:00", "hour")).toBe("Oct 25, 02:00 (+01:00)");
    expect(bucketLabel("2026-10-03", "day")).toBe("Sat, Oct 3, 2026");
    expect(bucketLabel("2026-W53", "week")).toBe("Week 53, Dec 28 – Jan 3, 2027");
    expect(axisLabel("2026-10", "month")).toBe("Oct");
  });
  test("zooming into the last two days asks up to the day after", () => {
    expect(bucketSpan("2026-10-30", "2026-10-31", "day")).toEqual({ from: "2026-10-30", to: "2026-11-01" });
    expect(bucketSpan("2026-W40", "2026-W40", "week")).toEqual({ from: "2026-09-28", to: "2026-10-05" });
    expect(bucketSpan("2026-11", "2026-12", "month")).toEqual({ from: "2026-11-01", to: "2027-01-01" });
  });
});

describe("sparklines", () => {
  test("an unknown value leaves a gap: two lines", () => {
    expect(sparkPaths([1, 2, null, 3, 1], 100, 20)).toHaveLength(2);
  });
  test("a single known point is a dot", () => {
    expect(sparkPaths([null, 2, null], 100, 20)).toEqual(["M50,1h0"]);
  });

  test("values below zero stay inside: −1 lies at the bottom, 3 at the top, 0 a quarter up", () => {
    expect(sparkPaths([-1, 0, 3], 100, 22)).toEqual(["M0,21L50,16L100,1"]);
  });
});

describe("below zero", () => {
  const rows = [
    { from: 0, to: 4000, total: true },
    { from: 4000, to: -246_000, total: false },
    { from: 0, to: -246_000, total: true },
  ];
  test("a waterfall from $4,000 to −$246,000 begins at −$246,000; zero lies 98.4 % to the right, and nothing is cut", () => {
    const { low, at } = bridgeGeometry(rows);
    expect([low, at(-246_000), at(0), at(4000)]).toEqual([-246_000, 0, 98.4, 100]);
  });
  test("a chart from −300 to 100 has zero among its ticks, three quarters up", () => {
    const { y, ticks, top, bottom } = geometryOf({ count: 4, min: -300, max: 100, width: 600 });
    expect(ticks).toEqual([-300, -200, -100, 0, 100]);
    expect((bottom - y(0)) / (bottom - top)).toBe(0.75);
  });
  test("amounts of an axis below zero carry their minus", () => {
    expect([axisUsd(-1500), axisUsd(-20), axisUsd(0.5)]).toEqual(["−$1.5 k", "−$20", "$0.5"]);
  });
});

describe("geometry", () => {
  test("30 buckets on 1,150 px: bands of 36.2 px from 56 to 1,142, zero at 252 and the largest tick at 8", () => {
    const { left, right, band, center, y, ticks } = geometryOf({ count: 30, max: 5.4, width: 1150 });
    expect([left, right]).toEqual([56, 1142]);
    expect(band).toBeCloseTo(36.2, 9);
    expect(center(0)).toBeCloseTo(74.1, 9);
    expect(ticks).toEqual([0, 2, 4, 6]);
    expect([y(0), y(3), y(6)]).toEqual([252, 130, 8]);
  });
  test("a bar takes 60 % of its band in whole pixels, 80 % from 61 buckets on, and 56 px at most", () => {
    expect(barIn(36.2, 30)).toEqual({ offset: 36.2 * 0.2, width: 22 });
    expect(barIn(12, 90)).toEqual({ offset: 12 * 0.1, width: 10 });
    const wide = barIn(300, 3);
    expect([wide.offset, wide.width]).toEqual([60 + (180 - 56) / 2, 56]);
  });
  test("a chart without buckets, or narrower than its margins, has no bars and no negative width", () => {
    expect(geometryOf({ count: 0, max: 0, width: 40 })).toMatchObject({ left: 56, right: 56, band: 0 });
    expect(barIn(0, 0).width).toBe(0);
  });
});

describe("waterfall", () => {
  const total = (to: number) => ({ from: 0, to, total: true });
  const step = (from: number, to: number) => ({ from, to, total: false });
  test("from 100 to 200: the axis starts at zero, 100 lies in the middle", () => {
    const { low, at } = bridgeGeometry([total(100), step(100, 200), total(200)]);
    expect([low, at(0), at(100), at(200)]).toEqual([0, 0, 50, 100]);
  });
  test("from 4,100 to 4,200 over 4,300: the axis is cut at 4,000", () => {
    const { low, at } = bridgeGeometry([total(4100), step(4100, 4300), step(4300, 4200), total(4200)]);
    expect([low, at(4000), at(4300)]).toEqual([4000, 0, 100]);
  });
  test("steps that pass below zero make room at the left", () => {
    const { low, at } = bridgeGeometry([total(10), step(10, -10), step(-10, 30), total(30)]);
    expect([low, at(-10), at(30)]).toEqual([-10, 0, 100]);
  });
  test("nothing at all has no width and no fault", () => {
    expect(bridgeGeometry([total(0), total(0)]).at(0)).toBe(0);
  });
});
