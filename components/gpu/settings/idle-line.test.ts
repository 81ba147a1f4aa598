import { expect, test } from "vitest";
import { shareOf } from "./idle-line";

test("5 % is 0.05, 2.5 is 0.025, 100 is 1", () => {
  expect([shareOf("5 %"), shareOf("2.5"), shareOf(" 100 ")]).toEqual(["0.05", "0.025", "1"]);
});

test("0, 101, −5 and a word are no idle line", () => {
  for (const wrong of ["0", "0.0", "101", "-5", "few", ""]) expect(shareOf(wrong)).toBeNull();
});
