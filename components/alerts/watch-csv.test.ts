import { expect, test } from "vitest";
import { watchCsv } from "./watch-csv";

test("two hours of a rule are two lines with all their digits, unknown is empty, told is 1", () => {
  const at = Date.parse("2026-11-03T13:00:00Z");
  const rows = [
    { at, value: "3.140000000001", low: null, high: "4", firing: false },
    { at: at + 3_600_000, value: null, low: null, high: "4", firing: true },
  ];
  expect(watchCsv(rows).split("\r\n")).toEqual([
    "at,value,tells_below,tells_above,told",
    "2026-11-03T13:00:00.000Z,3.140000000001,,4,0",
    "2026-11-03T14:00:00.000Z,,,4,1",
    "",
  ]);
});
