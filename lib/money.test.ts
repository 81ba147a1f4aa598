import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, change, divide, formatCount, formatMs, formatRatio, formatUsd, largestRemainder, subtract, trim } from "./money";

describe("decimal text", () => {
  test("0.1 + 0.2 is 0.3, and a sum of 12 decimals beside trillions loses nothing", () => {
    expect(add("0.1", "0.2")).toBe("0.3");
    expect(add("123456789012345.000000000001", "0.000000000001")).toBe("123456789012345.000000000002");
    expect(subtract("1", "1.000")).toBe("0");
    expect(trim("1.500000000000")).toBe("1.5");
  });
  test("tiny amounts carry no exponent", () => expect(divide("1", "10000000000")).toBe("0.0000000001"));
  test("a division by zero is unknown", () => expect(divide("1", "0.00")).toBeNull());
  test("from 2 to 3 is +0.5; from 0 or from unknown there is no change to state", () => {
    expect(change("2", "3")).toBe("0.5");
    expect(change("0", "3")).toBeNull();
    expect(change(null, "3")).toBeNull();
  });
});

describe("cents by largest remainder", () => {
  test("three thirds of a dollar show as 0.34, 0.33, 0.33", () => {
    expect(largestRemainder(["0.333333", "0.333333", "0.333334"])).toEqual(["0.33", "0.33", "0.34"]);
  });
  test("credits keep their sign: 1.005 and −0.505 show as rows that add up to 0.50", () => {
    expect(add(...largestRemainder(["1.005", "-0.505"]))).toBe("0.5");
  });
  test("rows always add up to the rounded total and are off by less than a cent", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 30 }), (micros) => {
        const amounts = micros.map((n) => divide(String(n), "1000000", 6) ?? "0");
        const rows = largestRemainder(amounts);
        const off = Math.abs(Number(subtract(add(...rows), add(...amounts))));
        return off <= 0.005 && rows.every((row, i) => Math.abs(Number(subtract(row, amounts[i] ?? "0"))) < 0.01);
      }),
    );
  });
});

describe("what a person reads", () => {
  test.each([
    ["48210.44", "tile", "$48,210"],
    ["1240000", "tile", "$1.24 M"],
    ["999999.4", "tile", "$999,999"],
    ["999999.6", "tile", "$1 M"],
    ["3.12", "tile", "$3.12"],
    ["0.084", "tile", "$0.084"],
    ["0.0004", "tile", "$0.0004"],
    ["0", "tile", "$0"],
    ["12480.1", "cents", "$12,480.10"],
    ["0.0004", "cents", "$0.0004"],
    ["-1.5", "cents", "−$1.50"],
    ["-246000", "cents", "−$246,000.00"],
    ["-246000", "tile", "−$246,000"],
    ["-1240000", "tile", "−$1.24 M"],
    ["0", "cents", "$0.00"],
    ["0.0000001", "cents", "<$0.000001"],
    ["0.004996", "cents", "$0.005"],
    ["0.0123456789", "request", "$0.012346"],
    ["1.5", "request", "$1.50"],
    ["0.000123456", "request", "$0.00012"],
    ["1234567.123456789", "exact", "$1,234,567.123456789"],
  ] as const)("%s as %s is %s", (amount, style, text) => expect(formatUsd(amount, style)).toBe(text));

  test("unknown is a dash in every unit", () => {
    expect([formatUsd(null), formatCount(null), formatRatio(null), formatMs(null)]).toEqual(["—", "—", "—", "—"]);
  });
  test("counts, shares and durations", () => {
    expect(formatCount("1234567")).toBe("1,234,567");
    expect(formatCount("1234567", "tile")).toBe("1.23 M");
    expect(formatCount("4.125")).toBe("4.1");
    expect(formatRatio("0.972")).toBe("97.2 %");
    expect(formatRatio("0.99996")).toBe(">99.9 %");
    expect(formatRatio("0.00034")).toBe("0.034 %");
    expect(formatMs("840.4")).toBe("840 ms");
    expect(formatMs("2400")).toBe("2.4 s");
    expect(formatMs("185000")).toBe("3 min 05 s");
  });
});
