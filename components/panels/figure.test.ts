import { describe, expect, test } from "vitest";
import { alignDecimals, callCost, centsColumn, describeChange } from "./figure";

describe("describeChange", () => {
  test.each([
    ["100", "131.2", "▲ 31 %", "up 31 percent"],
    ["100", "96.04", "▼ 4 %", "down 4 percent"],
    ["-100", "-150", "▼ 50 %", "down 50 percent"],
    ["-100", "-50", "▲ 50 %", "up 50 percent"],
    ["-1", "-20", "▼ ×20", "down to 20 times"],
    ["100", "-246000", "▼ below 0", "down below zero"],
    ["-100", "100", "▲ above 0", "up above zero"],
    ["0", "-5", "▼ new", "new: it was zero"],
    ["100", "100.04", "▬ 0 %", "no change"],
    ["0", "3", "▲ new", "new: it was zero"],
    ["0", "0", "▬ 0 %", "no change"],
    ["1", "12", "▲ ×12", "up to 12 times"],
  ])("from %s to %s is %s", (before, now, text, words) => {
    expect(describeChange(before, now)).toEqual({ text, words });
  });
  test("unknown on either side is no change to speak of", () => {
    expect(describeChange(null, "1")).toBeNull();
    expect(describeChange("1", null)).toBeNull();
  });
});

describe("centsColumn", () => {
  test("three thirds of a dollar add up to a dollar", () => {
    expect(centsColumn(["0.333333", "0.333333", "0.333334"])).toEqual(["$0.33", "$0.33", "$0.34"]);
  });
  test("a small real cost never shows as zero, unknown is a dash", () => {
    expect(centsColumn(["0.0004", null, "0"])).toEqual(["$0.0004", "—", "0"]);
  });
});

test("the cost of one call has six decimals, of a free one none, of a tiny one enough to be seen", () => {
  expect(["0.0123", "1234.5", "0", "0.0000004", null].map(callCost)).toEqual(["$0.012300", "$1,234.500000", "0", "<$0.000001", "—"]);
});

test("prices stand with the same decimals down a column", () => {
  expect(alignDecimals(["5", "0.5", "6.25", "0", null])).toEqual(["5.00", "0.50", "6.25", "0", null]);
});
