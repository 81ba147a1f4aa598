import { describe, expect, test } from "vitest";
import { cooldownOptions, eachOptions, heldOptions, hysteresisOptions, windowOptions } from "./options";

const labels = (options: readonly { label: string }[]) => options.map(({ label }) => label);
const hourly = { id: "cost", grains: ["hour", "day"] as const };

describe("windows", () => {
  test("a metric known by the day has one of 24 hours only", () => {
    expect(labels(windowOptions({ kind: "above", each: null }, { id: "cost", grains: ["day", "week"] }, 1440))).toEqual(["24 hours"]);
  });
  test("sessions are watched within the hour, bands from the hour on", () => {
    expect(labels(windowOptions({ kind: "above", each: "session" }, { id: "cost", grains: [...hourly.grains] }, 60)).at(-1)).toBe("1 hour");
    expect(labels(windowOptions({ kind: "anomaly", each: null }, { id: "cost", grains: [...hourly.grains] }, 60))[0]).toBe("1 hour");
  });
  test("one of 45 minutes, made by API, stands among the others", () => {
    expect(labels(windowOptions({ kind: "above", each: null }, { id: "cost", grains: [...hourly.grains] }, 45)).slice(3, 6)).toEqual([
      "30 minutes",
      "45 minutes",
      "1 hour",
    ]);
  });
});

test("for how long: minutes under a fast window, hours else", () => {
  expect(labels(heldOptions(10, 0)).slice(0, 3)).toEqual(["At once", "5 minutes", "10 minutes"]);
  expect(labels(heldOptions(1440, 0)).slice(0, 3)).toEqual(["At once", "1 hour", "2 hours"]);
});

test("each: what the metric can be split by; sessions for cost above a line; sources for silence", () => {
  const cost = { id: "cost", dimensions: ["feature", "model"] as ("feature" | "model")[] };
  expect(labels(eachOptions("above", cost))).toEqual(["The whole of it", "Each feature", "Each model", "Each session"]);
  expect(labels(eachOptions("anomaly", cost))).not.toContain("Each session");
  expect(labels(eachOptions("no_data", cost))).toEqual(["The whole of it", "Each source"]);
});

test("cool-down and hysteresis keep what was chosen", () => {
  expect(labels(cooldownOptions(120))).toContain("2 hours");
  expect(labels(hysteresisOptions(15))).toContain("15 % within the line");
});
