import { describe, expect, test } from "vitest";
import { linePath } from "./line-path";

const path = (...ys: (number | null)[]) => linePath(ys.map((y, index) => ({ x: index * 10, y })));

describe("a line through what is known", () => {
  test("three points are one stretch", () => expect(path(1, 2.345, 3)).toBe("M0,1L10,2.35L20,3"));
  test("an unknown value leaves a gap, and a point alone is a dot", () => {
    expect(path(1, 2, null, 4, null, 6, 7)).toBe("M0,1L10,2M30,4h0M50,6L60,7");
  });
  test("nothing known draws nothing", () => expect(path(null, null)).toBe(""));
});
