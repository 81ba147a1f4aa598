import { describe, expect, test } from "vitest";
import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import { fromText } from "../../dated/words";
import { holdingOf, plannedOf, subjectsOf } from "./standing";
import { valueText } from "./words";

let id = 0;
const row = (part: Partial<RoutingSettingRow>): RoutingSettingRow => ({
  id: ++id,
  field: "failure_cost",
  subject: "*",
  value: "5",
  fromDay: null,
  note: null,
  createdBy: "engineer@example.com",
  createdAt: "2026-11-01T09:00:00.000Z",
  retiredBy: null,
  retiredAt: null,
  state: "holds",
  ...part,
});

describe("holdingOf", () => {
  const rows = [row({ value: "5" }), row({ subject: "chat", value: "12.5" }), row({ subject: "search", value: null })];

  test("chat has its own $12.50, mail takes the $5 of all features", () => {
    expect(holdingOf(rows, "failure_cost", "chat")).toMatchObject({ setting: { value: "12.5" }, inherited: false });
    expect(holdingOf(rows, "failure_cost", "mail")).toMatchObject({ setting: { value: "5" }, inherited: true });
  });

  test("nothing from then on takes what all features have", () => {
    expect(holdingOf(rows, "failure_cost", "search")).toMatchObject({ setting: { value: "5" }, inherited: true });
  });

  test("planned, replaced and retired ones don't hold; an alias inherits from nobody", () => {
    expect(
      holdingOf([row({ state: "planned" }), row({ state: "superseded" }), row({ state: "retired" })], "failure_cost", "chat"),
    ).toBeNull();
    expect(holdingOf([row({ field: "alias", value: { provider: null, model: "gpt-4o" } })], "alias", "smart")).toBeNull();
  });
});

test("of two planned changes the nearer one is named", () => {
  const rows = [row({ state: "planned", fromDay: "2027-03-01" }), row({ state: "planned", fromDay: "2027-01-01" })];
  expect(plannedOf(rows, "failure_cost", "*")?.fromDay).toBe("2027-01-01");
});

test("features in use come first, then those that have a setting; retired ones bring nothing back", () => {
  const rows = [row({ subject: "zeta" }), row({ subject: "alpha" }), row({ subject: "gone", state: "retired" }), row({ subject: "chat" })];
  expect(subjectsOf(rows, ["failure_cost"], ["support", "chat"])).toEqual(["support", "chat", "alpha", "zeta"]);
});

test("values as people read them", () => {
  expect(valueText({ field: "baseline", value: { provider: "openai", model: "gpt-4o" } })).toBe("gpt-4o (openai)");
  expect(valueText({ field: "alias", value: { provider: null, model: "gpt-4o" } })).toBe("gpt-4o");
  expect(valueText({ field: "context_tokens", value: 6000 })).toBe("6,000 tokens");
  expect(valueText({ field: "failure_cost", value: "250000" })).toBe("$250,000.00");
  expect(valueText({ field: "baseline_failure_rate", value: "0.02" })).toBe("2 %");
  expect(valueText({ field: "target_mix", value: { frontier: "0.7", mid: "0.2", small: "0.1" } })).toBe("70 / 20 / 10 %");
  expect(valueText({ field: "model_class", value: "mid" })).toBe("Mid");
  expect(valueText({ field: "baseline", value: null })).toBe("nothing");
  expect(fromText(null)).toBe("always");
  expect(fromText("2026-10-01")).toBe("from Oct 1, 2026");
});
