import { describe, expect, test } from "vitest";
import { companyForTests } from "./testing";
import { testRules } from "./testing-rules";

const company = companyForTests(() => rules.reset());
const rules = testRules(company);
const at = (text: string) => new Date(`2026-11-20T${text}Z`);
const call = (text: string, cost: string, more: Record<string, unknown> = {}) =>
  company.spend("2026-11-20", cost, { at: at(text).toISOString(), ...more });

describe("a fast rule", () => {
  test("a session that loops for $12 in 5 minutes is told at the end of its minute, once, and by its own id", async () => {
    await rules.ruleOf({
      name: "Runaway session",
      each: "session",
      condition: { kind: "above", value: "10" },
      windowMinutes: 5,
      severity: "critical",
      cooldownMinutes: 60,
    });
    await company.sql`update alert_rule set judges_from = ${at("09:50:00")}`;
    await call("10:00:10", "1", { session_key: "7" });
    await rules.evaluate(at("10:01:00"));
    for (const [time, cost] of [
      ["10:01:10", "4"],
      ["10:02:20", "4"],
      ["10:02:50", "3"],
    ] as const)
      await call(time, cost, { session_key: "7" });
    await call("10:02:30", "9", { session_key: "8" });
    await rules.arrived(at("10:01:10").toISOString(), at("10:02:55"));
    expect(await rules.evaluate(at("10:03:00"))).toMatchObject({ events: 1, failures: [] });
    await rules.evaluate(at("10:03:30"));
    const [event, ...more] = await rules.events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      at: at("10:03:00"),
      subject: "session-7",
      title: "Critical: Cost of session-7 is $12.00 over 5 minutes, above $10.00 (Runaway session)",
    });
    await call("10:09:00", "0.1", { session_key: "8" });
    await rules.arrived(at("10:09:00").toISOString(), at("10:09:10"));
    await rules.evaluate(at("10:10:00"));
    expect(await rules.transitions()).toEqual(["fired 2026-11-20T10:03:00.000Z session-7", "resolved 2026-11-20T10:07:00.000Z session-7"]);
    expect(await company.sql`select subject from rule_state where subject <> ''`).toHaveLength(0);
  });

  test("each key is watched by its requests per minute against the minute before", async () => {
    await rules.ruleOf({
      metric: "requests",
      each: "api_key",
      condition: { kind: "change", against: "previous", direction: "up", by: "1" },
      windowMinutes: 1,
      minimum: { metric: "requests", value: "3" },
    });
    await company.sql`update alert_rule set judges_from = ${at("09:59:00")}`;
    for (const second of [1, 11, 12, 13]) await call(`10:0${second > 9 ? 1 : 0}:${second + 10}`, "1", { api_key: "key-1" });
    await call("10:01:40", "1", { api_key: "key-2" });
    await rules.evaluate(at("10:02:00"));
    expect(await rules.transitions()).toEqual(["fired 2026-11-20T10:02:00.000Z key-1"]);
  });

  test("no record for 10 minutes is told by the clock, and that they come again", async () => {
    await rules.ruleOf({ name: "Gateway silent", each: "source", condition: { kind: "no_data" }, windowMinutes: 10 });
    await company.sql`update alert_rule set judges_from = ${at("10:00:00")}`;
    await call("10:00:30", "1");
    await rules.evaluate(at("10:10:00"));
    expect(await rules.transitions()).toEqual([]);
    await rules.evaluate(at("10:15:00"));
    await rules.evaluate(at("10:16:00"));
    expect(await rules.transitions()).toEqual(["fired 2026-11-20T10:11:00.000Z gateway"]);
    await call("10:20:30", "1");
    await rules.arrived(at("10:20:30").toISOString(), at("10:20:40"));
    await rules.evaluate(at("10:25:00"));
    expect(await rules.transitions()).toEqual(["fired 2026-11-20T10:11:00.000Z gateway", "resolved 2026-11-20T10:21:00.000Z gateway"]);
    expect((await rules.events()).map(({ title }) => title)).toEqual([
      "gateway has brought no record for 10 minutes (Gateway silent)",
      "Resolved: gateway brings records again after 10 minutes (Gateway silent)",
    ]);
  });
});

describe("what looks for less", () => {
  test("waits for records on their way: an hour is no fall before a later record came, and none after the data ends", async () => {
    await rules.ruleOf({ metric: "requests", condition: { kind: "below", value: "2" } });
    await company.sql`update alert_rule set judges_from = ${at("08:00:00")}`;
    for (const time of ["08:10:00", "08:40:00", "09:10:00"]) await call(time, "1");
    await rules.evaluate(at("10:05:00"));
    expect(await rules.transitions()).toEqual([]);
    await call("09:40:00", "1");
    await call("11:20:00", "1");
    await rules.arrived(at("09:40:00").toISOString(), at("11:21:00"));
    await rules.evaluate(at("11:22:00"));
    expect(await rules.transitions()).toEqual(["fired 2026-11-20T11:00:00.000Z"]);
  });
});
