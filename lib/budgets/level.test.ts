import { describe, expect, test } from "vitest";
import { decideLevel } from "./level";

const now = Date.parse("2026-11-21T09:00:00Z");
const periodEnd = Date.parse("2026-12-01T00:00:00Z");
const hour = 3_600_000;
const budget = { amount: "5000", thresholds: ["0.8", "1"] };
const fresh = { pricedShare: "1", dataThrough: now - hour };

describe("the state of a budget of $5,000 with thresholds at 80 % and 100 %", () => {
  test.each([
    ["$0 in covered days is under", { ...fresh, spent: "0", pricedShare: null }, "under", "0"],
    ["$3,999.999999999999 is under", { ...fresh, spent: "3999.999999999999" }, "under", "0.8"],
    ["$4,000 is warned: equal is at the line", { ...fresh, spent: "4000" }, "warned", "0.8"],
    ["$4,999.99 is warned", { ...fresh, spent: "4999.99" }, "warned", "0.999998"],
    ["$5,000 is reached", { ...fresh, spent: "5000" }, "reached", "1"],
    ["$9,000 is reached", { ...fresh, spent: "9000" }, "reached", "1.8"],
    ["$100 on data of 36 hours ago is under", { ...fresh, spent: "100", dataThrough: now - 36 * hour }, "under", "0.02"],
    ["$100 on data of 37 hours ago is late, not under", { ...fresh, spent: "100", dataThrough: now - 37 * hour }, "late", "0.02"],
    [
      "$4,000 on data of 37 hours ago is warned: more data only adds",
      { ...fresh, spent: "4000", dataThrough: now - 37 * hour },
      "warned",
      "0.8",
    ],
    ["calls of which none has a price are unpriced, not $0", { ...fresh, spent: null, pricedShare: "0" }, "unpriced", null],
    ["nothing known is no data, not $0", { spent: null, pricedShare: null, dataThrough: null }, "no_data", null],
  ] as const)("%s", (_, reading, state, share) => {
    expect(decideLevel(budget, reading, { periodEnd, now })).toEqual({ state, share });
  });

  test("a closed month is late when its data ends 37 hours before its own end, however long ago that is", () => {
    const closed = { periodEnd, now: now + 90 * 24 * hour };
    expect(decideLevel(budget, { spent: "1", pricedShare: "1", dataThrough: periodEnd - 37 * hour }, closed).state).toBe("late");
    expect(decideLevel(budget, { spent: "1", pricedShare: "1", dataThrough: periodEnd - hour }, closed).state).toBe("under");
  });
  test("without a threshold below the amount, $5,000 is reached and $4,999 under", () => {
    const only = { amount: "5000", thresholds: ["1.2"] };
    expect(decideLevel(only, { ...fresh, spent: "4999" }, { periodEnd, now }).state).toBe("under");
    expect(decideLevel(only, { ...fresh, spent: "5000" }, { periodEnd, now }).state).toBe("reached");
  });
});
