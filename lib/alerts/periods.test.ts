import { describe, expect, test } from "vitest";
import { periodsToEvaluate } from "./periods";

const at = (iso: string) => Date.parse(iso);
const months = (given: { createdAt: string; touched?: string; now?: string; zone?: string }) =>
  periodsToEvaluate("month", {
    createdAt: at(given.createdAt),
    touchedFrom: given.touched ? at(given.touched) : null,
    now: at(given.now ?? "2026-11-21T09:00:00Z"),
    zone: given.zone ?? "UTC",
  }).map((period) => period.fromDay.slice(0, 7));

describe("months that an evaluation on 21 November looks at", () => {
  test("a budget of this month: this month only", () => expect(months({ createdAt: "2026-11-03T00:00:00Z" })).toEqual(["2026-11"]));
  test("an older budget: last month too, since data comes late", () =>
    expect(months({ createdAt: "2026-03-03T00:00:00Z" })).toEqual(["2026-10", "2026-11"]));
  test("an import from August: August to November", () => {
    expect(months({ createdAt: "2026-03-03T00:00:00Z", touched: "2026-08-31T23:00:00Z" })).toEqual([
      "2026-08",
      "2026-09",
      "2026-10",
      "2026-11",
    ]);
  });
  test("an import from before the budget was made goes back to the month it was made in", () => {
    expect(months({ createdAt: "2026-10-31T23:00:00Z", touched: "2025-01-01T00:00:00Z" })).toEqual(["2026-10", "2026-11"]);
  });
  test("the month is cut in the reporting zone: 31 October 23:30 UTC is November in Berlin", () => {
    expect(months({ createdAt: "2026-10-31T23:30:00Z", touched: "2025-01-01T00:00:00Z", zone: "Europe/Berlin" })).toEqual(["2026-11"]);
  });
  test("never more than 24", () => expect(months({ createdAt: "2010-01-01T00:00:00Z", touched: "2010-01-01T00:00:00Z" })).toHaveLength(24));
});
