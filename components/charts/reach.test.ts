import { expect, test } from "vitest";
import { reach } from "./reach";

test("a stack of 3, −2, 4 and −1 reaches from −3 to 7", () => {
  expect([reach([3, -2, 4, -1], -1), reach([3, -2, 4, -1], 1)]).toEqual([-3, 7]);
  expect([reach([], 1), reach([0], -1)]).toEqual([0, 0]);
});
