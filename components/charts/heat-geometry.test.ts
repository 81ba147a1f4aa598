import { describe, expect, test } from "vitest";
import { columnAt, HEAT, heatLayout, heatPaths, rowAt } from "./heat-geometry";

const row = (...cells: (number | null)[]) => ({ cells });

describe("where rows of a heat map lie", () => {
  test("two rows of 16 px lie under the head of 24", () => {
    expect(heatLayout([row(), row()])).toMatchObject({ rows: [{ top: 24 }, { top: 40 }], height: 56 });
  });
  test("the pointer finds rows, and none over the head and below the last", () => {
    expect([10, 23.9, 24, 39.9, 40, 55.9, 56].map((y) => rowAt(2, y))).toEqual([null, null, 0, 0, 1, 1, null]);
  });
  test("an empty map is its head", () => {
    expect(heatLayout([]).height).toBe(HEAT.head);
    expect(rowAt(0, 30)).toBeNull();
  });
});

describe("columns", () => {
  test("168 columns in 840 px are 5 px each", () => {
    expect([-1, 0, 4.9, 5, 839.9, 840].map((x) => columnAt(x, 168, 840))).toEqual([null, 0, 0, 1, 167, null]);
  });
  test("no column, none found", () => {
    expect(columnAt(3, 0, 100)).toBeNull();
  });
});

describe("paths of cells", () => {
  const levelOf = (cell: number | null) => (cell == null ? "none" : cell < 50 ? "idle" : "busy");
  test("neighbours of one level become one rectangle, and unknown is a level of its own", () => {
    const { rows } = heatLayout([row(0, 10, null, 900)]);
    expect(Object.fromEntries(heatPaths(rows, { width: 400, count: 4, levelOf }))).toEqual({
      idle: "M0,24h200v15H0Z",
      none: "M200,24h100v15H200Z",
      busy: "M300,24h100v15H300Z",
    });
  });
  test("edges are whole pixels", () => {
    const { rows } = heatLayout([row(0, 900, 0)]);
    expect(heatPaths(rows, { width: 100, count: 3, levelOf }).get("busy")).toBe("M33,24h34v15H33Z");
  });
  test("cells that a row lacks are unknown, not idle", () => {
    const { rows } = heatLayout([row(0)]);
    expect(heatPaths(rows, { width: 10, count: 2, levelOf }).get("none")).toBe("M5,24h5v15H5Z");
  });
});
