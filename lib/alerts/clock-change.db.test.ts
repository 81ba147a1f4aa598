import { describe, expect, test } from "vitest";
import { companyForTests } from "./testing";
import { testRules } from "./testing-rules";

const company = companyForTests(() => rules.reset());
const rules = testRules(company);
const call = (at: string, cost: string) => company.spend("2026-01-01", cost, { at });

describe("where Berlin's clocks change", () => {
  test("the repeated hour of 2026-10-25 is two hours, each judged by itself", async () => {
    await rules.ruleOf();
    await company.sql`update alert_rule set judges_from = '2026-10-24T20:00:00Z'`;
    for (const [at, cost] of [
      ["2026-10-24T23:30:00Z", "10"],
      ["2026-10-25T00:30:00Z", "60"],
      ["2026-10-25T01:30:00Z", "120"],
      ["2026-10-25T02:30:00Z", "1"],
    ] as const)
      await call(at, cost);
    await rules.evaluate(new Date("2026-10-25T03:00:00Z"));
    expect(await rules.transitions()).toEqual(["fired 2026-10-25T02:00:00.000Z", "resolved 2026-10-25T03:00:00.000Z"]);
  });

  test.each([
    ["2026-10-25", "2026-10-18T07:30:00Z", "2026-10-25T08:30:00Z", "2026-10-25T09:00:00.000Z"],
    ["2026-03-29", "2026-03-22T08:30:00Z", "2026-03-29T07:30:00Z", "2026-03-29T08:00:00.000Z"],
  ])("on %s 09:30 is compared with 09:30 on the wall a week before", async (_, before, now, told) => {
    await rules.ruleOf({ condition: { kind: "change", against: "same_weekday", direction: "up", by: "0.5" } });
    await company.sql`update alert_rule set judges_from = ${new Date(Date.parse(now) - 7_200_000)}`;
    await call(before, "10");
    await call(now, "16");
    await rules.evaluate(new Date(Date.parse(now) + 1_800_000));
    expect(await rules.transitions()).toEqual([`fired ${told}`]);
  });

  test("a day of 25 hours is one day: cost per session by the day is that of the chart", async () => {
    await rules.ruleOf({ metric: "sessions", windowMinutes: 1440, condition: { kind: "above", value: "1" } });
    await company.sql`update alert_rule set judges_from = '2026-10-24T00:00:00Z'`;
    for (const [key, at] of [
      ["1", "2026-10-24T22:10:00Z"],
      ["2", "2026-10-25T22:50:00Z"],
      ["3", "2026-10-25T23:10:00Z"],
    ] as const)
      await company.spend("2026-01-01", "1", { at, session_key: key });
    await rules.evaluate(new Date("2026-10-27T00:00:00Z"));
    expect(await rules.transitions()).toEqual(["fired 2026-10-25T23:00:00.000Z", "resolved 2026-10-26T23:00:00.000Z"]);
  });
});
