import { describe, expect, test } from "vitest";
import { columnAt, HEAT, heatLayout, heatPaths, rowAt } from "./heat-geometry";

const row = (...cells: (number | null)[]) => ({ cells });

describe("where rows of a heat map lie", () => {
  const layout = heatLayout([
    { heading: null, rows: [row(), row()] },
    { heading: "The rest", rows: [row()] },
  ]);
  test("two rows lie under the head, the third under its heading", () => {
    expect(layout.rows.map(({ top }) => top)).toEqual([24, 40, 84]);
    expect(layout.height).toBe(100);
    expect(layout.sections.map(({ top, height }) => [top, height])).toEqual([
      [24, 32],
      [56, 44],
    ]);
  });
  test("the pointer finds rows, and none over the head, the heading and below", () => {
    expect([10, 24, 39.9, 40, 56, 83, 84, 99.9, 100].map((y) => rowAt(layout, y))).toEqual([null, 0, 0, 1, null, null, 2, 2, null]);
  });
  test("nothing lies in an empty map", () => {
    expect(rowAt(heatLayout([]), 30)).toBeNull();
    expect(heatLayout([]).height).toBe(HEAT.head);
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
    const { rows } = heatLayout([{ heading: null, rows: [row(0, 10, null, 900)] }]);
    expect(Object.fromEntries(heatPaths(rows, { width: 400, count: 4, levelOf }))).toEqual({
      idle: "M0,24h200v15H0Z",
      none: "M200,24h100v15H200Z",
      busy: "M300,24h100v15H300Z",
    });
  });
  test("edges are whole pixels", () => {
    const { rows } = heatLayout([{ heading: null, rows: [row(0, 900, 0)] }]);
    expect(heatPaths(rows, { width: 100, count: 3, levelOf }).get("busy")).toBe("M33,24h34v15H33Z");
  });
  test("cells that a row lacks are unknown, not idle", () => {
    const { rows } = heatLayout([{ heading: null, rows: [row(0)] }]);
    expect(heatPaths(rows, { width: 10, count: 2, levelOf }).get("none")).toBe("M5,24h5v15H5Z");
  });
});
