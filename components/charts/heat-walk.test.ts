import { describe, expect, test } from "vitest";
import { heatStep, scrollTo } from "./heat-walk";

const MAP = { rows: 200, columns: 168 };

describe("walking over a heat map", () => {
  test("the first arrow enters at a corner", () => {
    expect(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].map((key) => heatStep(key, null, MAP))).toEqual([
      { row: 0, column: 0 },
      { row: 0, column: 167 },
      { row: 0, column: 0 },
      { row: 199, column: 0 },
    ]);
  });
  test("arrows, Home, End and pages of ten rows", () => {
    const from = { row: 5, column: 20 };
    const keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"];
    expect(keys.map((key) => Object.values(heatStep(key, from, MAP) ?? {}))).toEqual([
      [5, 21],
      [5, 19],
      [6, 20],
      [4, 20],
      [5, 0],
      [5, 167],
      [15, 20],
      [0, 20],
    ]);
  });
  test("no key leads out of the map, and others don't walk", () => {
    expect(heatStep("ArrowRight", { row: 199, column: 167 }, MAP)).toEqual({ row: 199, column: 167 });
    expect(heatStep("a", { row: 1, column: 1 }, MAP)).toBeNull();
    expect(heatStep("ArrowDown", null, { rows: 0, columns: 168 })).toBeNull();
  });
  test("a row that was pointed at by its name is entered at its first hour", () => {
    expect(heatStep("ArrowRight", { row: 3, column: null }, MAP)).toEqual({ row: 3, column: 0 });
  });
});

describe("scrolling to a cell", () => {
  test("what is seen stays, what is above or below comes to the edge", () => {
    const cell = { start: 340, end: 356, room: 560, margin: 24 };
    expect([scrollTo(100, cell), scrollTo(400, cell), scrollTo(0, { ...cell, start: 1000, end: 1016 })]).toEqual([100, 316, 456]);
  });
});
