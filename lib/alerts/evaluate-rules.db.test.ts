import { describe, expect, test } from "vitest";
import { eventFilterSchema } from "./event";
import { listEvents } from "./index";
import { companyForTests } from "./testing";
import { testRules } from "./testing-rules";

const company = companyForTests(() => rules.reset());
const rules = testRules(company);
const at = (text: string) => new Date(`2026-11-${text}:00Z`);
const iso = (text: string) => at(text).toISOString();
/** An hour with a cost, in the middle of it. */
const hour = (text: string, cost: string | null, more: Record<string, unknown> = {}) =>
  company.spend("2026-11-20", cost, { at: `2026-11-${text}:30:00Z`, ...more });
const spendHours = async (costs: Record<string, string>) => {
  for (const [when, cost] of Object.entries(costs)) await hour(when, cost);
};
const open = async (when: string) =>
  (await listEvents(company.sql, { filter: eventFilterSchema.parse({ state: "open" }), email: null, now: at(when) })).events;

describe("an hourly rule", () => {
  test("tells once when an hour is above its line, and that it ended; evaluating again tells nothing", async () => {
    await rules.ruleOf();
    await spendHours({ "20T08": "50", "20T09": "150", "20T10": "160", "20T11": "20" });
    expect(await rules.evaluate(at("20T10:00"))).toMatchObject({ rules: 1, due: 1, events: 1, failures: [] });
    expect(await rules.evaluate(at("20T10:01"))).toMatchObject({ events: 0 });
    await rules.evaluate(at("20T12:00"));
    await rules.evaluate(at("20T12:00"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T10:00")}`, `resolved ${iso("20T12:00")}`]);
    const events = await rules.events();
    expect(events.map(({ title }) => title)).toEqual([
      "Cost is $150 over 1 hour, above $100 (Chat cost)",
      "Resolved: Cost is back at $20.00 after 2 hours (Chat cost)",
    ]);
    expect(events[0]?.snapshot).toMatchObject({
      kind: "rule",
      at: iso("20T10:00"),
      value: "150",
      high: "100",
      pricedShare: "1",
      contributors: { by: "feature", values: [{ value: "support-chat", now: "150", before: "50" }] },
    });
    expect(await rules.deliveries()).toEqual([
      "email boss@example.com",
      "email chief@example.com",
      "inbox boss@example.com",
      "inbox boss@example.com",
      "inbox chief@example.com",
      "inbox chief@example.com",
    ]);
  });

  test("evaluated once a day later, each minute or never in between, it comes to the same", async () => {
    await rules.ruleOf({ forMinutes: 60, cooldownMinutes: 180 });
    await spendHours({ "20T01": "150", "20T02": "150", "20T03": "1", "20T04": "200", "20T05": "200", "20T08": "1" });
    for (let minute = 0; minute < 9 * 60; minute += 25) await rules.evaluate(new Date(at("20T01:00").getTime() + minute * 60_000));
    const often = await rules.transitions();
    expect(often).toEqual([
      `fired ${iso("20T03:00")}`,
      `resolved ${iso("20T04:00")}`,
      `fired ${iso("20T06:00")}`,
      `resolved ${iso("20T07:00")}`,
    ]);
    await company.sql`truncate rule_transition, rule_state, delivery, alert_event cascade`;
    await company.sql`update alert_rule set evaluated_at = null`;
    await rules.evaluate(at("20T10:00"));
    expect(await rules.transitions()).toEqual(often);
  });

  test("two workers at once write one event", async () => {
    await rules.ruleOf();
    await hour("20T09", "150");
    await Promise.all([1, 2, 3].map(() => rules.evaluate(at("20T10:00"))));
    expect(await rules.events()).toHaveLength(1);
    expect(await rules.deliveries()).toHaveLength(4);
  });

  test("late data that adds a crossing tells; of more than a day ago only in the app", async () => {
    await rules.ruleOf();
    await spendHours({ "18T09": "10", "20T09": "10", "20T10": "10" });
    await rules.evaluate(at("20T11:00"));
    await hour("20T09", "200");
    await rules.arrived("2026-11-20T09:00:00Z", at("20T11:05"));
    await rules.evaluate(at("20T11:06"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T10:00")}`, `resolved ${iso("20T11:00")}`]);
    expect((await rules.deliveries()).filter((line) => line.startsWith("email"))).toHaveLength(2);
    await hour("18T09", "200");
    await rules.arrived("2026-11-18T09:00:00Z", at("20T11:07"));
    await rules.evaluate(at("20T11:08"));
    expect((await rules.transitions()).slice(0, 2)).toEqual([`fired ${iso("18T10:00")}`, `resolved ${iso("18T11:00")}`]);
    expect((await rules.deliveries()).filter((line) => line.startsWith("email"))).toHaveLength(2);
    expect(await rules.events()).toHaveLength(4);
  });

  test("restated data that takes a crossing back corrects in place and tells nothing; when it comes back, neither", async () => {
    await rules.ruleOf();
    await hour("20T09", "150");
    await rules.evaluate(at("20T10:00"));
    const restate = async (cost: string, minute: string) => {
      await company.sql`update attempt set cost = ${cost}`;
      await company.settle();
      await rules.arrived("2026-11-20T09:00:00Z", at(minute));
      await rules.evaluate(at(minute));
    };
    await restate("50", "20T10:05");
    expect(await rules.transitions()).toEqual([]);
    await restate("150", "20T10:10");
    expect(await rules.transitions()).toEqual([`fired ${iso("20T10:00")}`]);
    expect(await rules.events()).toHaveLength(1);
    expect(await rules.deliveries()).toHaveLength(4);
  });

  test("late data that takes an end back reopens the alert, until its new end", async () => {
    await rules.ruleOf();
    await spendHours({ "20T09": "150", "20T10": "20" });
    await rules.evaluate(at("20T11:00"));
    expect(await open("20T11:01")).toEqual([]);
    await hour("20T10", "130");
    await rules.arrived("2026-11-20T10:00:00Z", at("20T11:05"));
    await rules.evaluate(at("20T11:06"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T10:00")}`]);
    expect(await open("20T11:07")).toMatchObject([{ at: iso("20T10:00"), resolvedAt: null, correctedAt: null }]);
    await hour("20T11", "20");
    await rules.evaluate(at("20T12:00"));
    expect(await open("20T12:01")).toEqual([]);
    expect((await rules.deliveries()).filter((line) => line.startsWith("email"))).toHaveLength(2);
  });

  test("an alert that late data only moves an hour ahead is not told again", async () => {
    await rules.ruleOf({ windowMinutes: 120 });
    await spendHours({ "20T08": "50", "20T09": "150", "20T10": "1" });
    await rules.evaluate(at("20T10:30"));
    await hour("20T08", "60");
    await rules.arrived("2026-11-20T08:00:00Z", at("20T10:31"));
    await rules.evaluate(at("20T10:32"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T09:00")}`]);
    expect(await rules.events()).toHaveLength(1);
    expect(await open("20T10:33")).toMatchObject([{ at: iso("20T10:00"), correctedAt: null }]);
  });

  test("muted, it is noted in the app and wakes nobody; critical, its end is mailed too", async () => {
    const { id } = await rules.ruleOf({ severity: "critical", recipients: { roles: ["engineer"] } });
    await rules.change(id, { mutedUntil: iso("20T10:30") });
    await spendHours({ "20T09": "150", "20T10": "1" });
    await rules.evaluate(at("20T10:00"));
    expect(await rules.deliveries()).toEqual(["inbox eng@example.com"]);
    await rules.evaluate(at("20T11:00"));
    expect(await rules.deliveries()).toEqual(["email eng@example.com", "inbox eng@example.com", "inbox eng@example.com"]);
  });

  test("a changed line judges from then on and does not tell the past again", async () => {
    const { id } = await rules.ruleOf();
    await spendHours({ "20T08": "50", "20T09": "50", "20T10": "60" });
    await rules.evaluate(at("20T10:00"));
    await rules.change(id, { condition: { kind: "above", value: "40" } }, at("20T10:10"));
    await rules.arrived("2026-11-20T08:00:00Z", at("20T10:20"));
    await rules.evaluate(at("20T11:00"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T11:00")}`]);
  });

  test("each feature is watched by itself; below a minimum nothing is said", async () => {
    await rules.ruleOf({ each: "feature", minimum: { metric: "requests", value: "2" } });
    await hour("20T09", "150");
    await hour("20T09", "150", { feature: "search" });
    await hour("20T09", "1", { feature: "search" });
    await hour("20T10", "1", { feature: "search" });
    await rules.evaluate(at("20T12:00"));
    expect(await rules.transitions()).toEqual([`fired ${iso("20T10:00")} search`, `resolved ${iso("20T11:00")} search`]);
    expect((await rules.events())[0]?.title).toBe("Cost of search is $151 over 1 hour, above $100 (Chat cost)");
  });
});
