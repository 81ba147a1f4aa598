import { describe, expect, test } from "vitest";
import { grainFor, grainsFor } from "./grain";
import { type ScopeState, scopeOf } from "./scope";
import { groupEntries, toggleEntry } from "./where";

const now = Date.parse("2026-10-20T10:30:00Z");
const state: ScopeState = { range: "days7", from: null, to: null, vs: "previous", where: [] };

describe("scopeOf", () => {
  test("the last 7 days in Berlin are compared with the 7 days before, as far as 12:30", () => {
    const scope = scopeOf(state, "Europe/Berlin", now);
    expect(scope).toMatchObject({ from: "2026-10-14", to: "2026-10-21", label: "Last 7 days", days: 7 });
    expect(scope.previous).toMatchObject({ from: "2026-10-07", to: "2026-10-13T12:30:00+02:00" });
  });
  test("a custom range wins and is written with both days included", () => {
    expect(scopeOf({ ...state, from: "2026-09-30", to: "2026-10-03" }, "UTC", now)).toMatchObject({
      from: "2026-09-30",
      to: "2026-10-03",
      label: "Sep 30 – Oct 2, 2026",
      days: 3,
    });
  });
  test("a range that makes no sense falls back to the preset", () => {
    expect(scopeOf({ ...state, from: "2026-10-03", to: "2026-10-01" }, "UTC", now).label).toBe("Last 7 days");
    expect(scopeOf({ ...state, from: "yesterday", to: "tomorrow" }, "UTC", now).label).toBe("Last 7 days");
  });
  test("without comparison there is no previous span", () => {
    expect(scopeOf({ ...state, vs: "none" }, "UTC", now).previous).toBeNull();
  });
});

describe("grains", () => {
  test("2 days are drawn in hours, 30 in days, 365 in weeks", () => {
    expect([grainFor(2, null), grainFor(30, null), grainFor(365, null)]).toEqual(["hour", "day", "week"]);
  });
  test("hours over 30 days are too many, so days are drawn", () => {
    expect(grainFor(30, "hour")).toBe("day");
    expect(grainsFor(30)).toEqual(["day", "week"]);
  });
});

describe("filters", () => {
  test("the same filter again takes it away; unknown is written with nothing after the sign", () => {
    const once = toggleEntry([], { dimension: "team", value: null });
    expect(once).toEqual(["team="]);
    expect(toggleEntry(once, { dimension: "team", value: null })).toEqual([]);
  });
  test("values of one dimension stand together, a value may hold an equals sign", () => {
    expect(groupEntries(["team=a", "feature=x=1", "team="])).toEqual([
      { dimension: "team", values: ["a", null] },
      { dimension: "feature", values: ["x=1"] },
    ]);
  });
});

describe("filters of other pages", () => {
  const shared = { ...state, where: ["pool=night", "feature=chat", "nonsense"] };
  test("a page of calls is not narrowed by a pool of GPUs, and keeps it for the page that can be", () => {
    const scope = scopeOf(shared, "UTC", now, [{ id: "feature" }, { id: "model" }]);
    expect([scope.where, scope.ignored]).toEqual([["feature=chat", "nonsense"], ["pool=night"]]);
  });
  test("without a list of dimensions every filter applies", () => {
    expect(scopeOf(shared, "UTC", now)).toMatchObject({ where: shared.where, ignored: [] });
  });
});
