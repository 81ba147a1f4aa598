import { expect, test } from "vitest";
import { describeMetrics } from "../../lib/metrics";
import { scopeOf } from "../filters/scope";
import { refusalOf } from "./refusal";

const now = Date.parse("2026-10-20T10:30:00Z");
const state = { range: "days7", from: null, to: null, vs: "previous", where: [] } as const;
const metrics = describeMetrics();

test("sessions can be filtered by team but not by model, bills by whole days only", () => {
  expect(refusalOf(metrics, "cost_per_session", scopeOf({ ...state, where: ["team=a"] }, "UTC", now))).toBeNull();
  expect(refusalOf(metrics, "cost_per_session", scopeOf({ ...state, where: ["model=a"] }, "UTC", now))).toBe(
    "Cost per session can't be filtered by model",
  );
  const hours = { ...state, from: "2026-10-03T04:00:00Z", to: "2026-10-03T06:00:00Z" };
  expect(refusalOf(metrics, "billed_cost", scopeOf(hours, "UTC", now))).toBe("Billed cost is known by whole days only");
  expect(refusalOf(metrics, "cost", scopeOf({ ...hours, where: ["model=a"] }, "UTC", now))).toBeNull();
});
