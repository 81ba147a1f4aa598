import { expect, test } from "vitest";
import { billedText, hourUsd, rateText, termsText } from "./rate-words";

const none = { purchaseUsd: null, months: null, bill: null } as const;

test("dollars of an hour have two decimals at least and four at most", () => {
  expect(["2.5", "0.704", "1.141552511415"].map(hourUsd)).toEqual(["$2.50", "$0.704", "$1.1416"]);
});

test("a rate without a figure says which of none and not billed yet", () => {
  expect(rateText({ usdPerHour: null, terms: "on_demand" })).toBe("no rate");
  expect(rateText({ usdPerHour: null, terms: "billed" })).toBe("nothing billed yet");
  expect(rateText({ usdPerHour: "2.5", terms: "billed" })).toBe("$2.50 per hour");
});

test("terms tell how it came about", () => {
  expect(termsText({ ...none, usdPerHour: "1.1416", terms: "owned", purchaseUsd: "30000", months: 36 })).toBe(
    "owned, $30,000.00 over 36 months",
  );
  expect(termsText({ ...none, usdPerHour: "1.2", terms: "owned" })).toBe("owned");
  expect(termsText({ ...none, usdPerHour: "2.5", terms: "on_demand" })).toBe("on demand");
  expect(termsText({ ...none, usdPerHour: null, terms: "on_demand" })).toBeNull();
  const bill = { source: "aws", description: "p5.48xlarge*", project: "ml" };
  expect(termsText({ ...none, usdPerHour: "3", terms: "billed", bill })).toBe("from bill lines of aws: p5.48xlarge*, project ml");
});

test("a billed rate shows its division; the last day is that before the exclusive end", () => {
  const billed = { fromDay: "2026-10-01", toDay: "2026-11-01", lines: 3, usd: "8210", cardHours: "2880.25" };
  expect(billedText({ billed })).toBe("$8,210.00 of 3 bill lines ÷ 2,880 GPU hours, Oct 1 – Oct 31, 2026");
  expect(billedText({ billed: { ...billed, toDay: "2026-10-02", lines: 1 } })).toBe(
    "$8,210.00 of 1 bill line ÷ 2,880 GPU hours, Oct 1, 2026",
  );
  expect(billedText({ billed: null })).toBeNull();
});
