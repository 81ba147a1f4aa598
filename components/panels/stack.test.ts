import { expect, test } from "vitest";
import { stackOf } from "./stack";

test("series stand largest first with the rest last, unknown stays a gap, and totals are exact", () => {
  const stack = stackOf(
    {
      data: [
        { feature: "a", day: "2026-10-02", cost: "0.1" },
        { feature: "a", day: "2026-10-01", cost: "0.2" },
        { feature: "b", day: "2026-10-01", cost: "5" },
        { feature: "b", day: "2026-10-02", cost: null },
        { feature: null, day: "2026-10-01", cost: "1" },
        { feature: null, day: "2026-10-02", cost: null },
      ],
      rest: [{ feature: null, day: "2026-10-01", cost: "9" }],
    },
    "feature",
    "day",
    "cost",
  );
  expect(stack.buckets).toEqual(["2026-10-01", "2026-10-02"]);
  expect(stack.series.map(({ value, other }) => (other ? "other" : value))).toEqual(["b", null, "a", "other"]);
  expect(stack.series[0]?.amounts).toEqual(["5", null]);
  expect(stack.totals).toEqual(["15.2", "0.1"]);
  expect(stack.total).toBe("15.3");
});
