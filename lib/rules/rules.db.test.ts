import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { runQuery } from "../metrics";
import { testFacts } from "../metrics/testing";
import { addDays, startOfDay } from "../time";
import { archiveRule, backtest, createRule, getRule, listRules, listRuleTemplates, newRuleSchema, updateRule } from "./index";

const now = new Date("2026-11-21T11:30:00Z");
const by = "eng@example.com";
const { sql } = openTestDatabase({ max: 8 });

/** So many days ago, at an hour of Berlin's winter: an hour less of UTC before the clocks went back. */
const at = (daysAgo: number, hour: number) =>
  new Date(startOfDay(addDays("2026-11-22", -daysAgo), "Europe/Berlin") - (23 - hour) * 3_600_000).toISOString();

beforeAll(async () => {
  const facts = await testFacts(sql, "Europe/Berlin");
  const source = await facts.source("gateway");
  // Every day at nine $10, and three times $80; search costs little.
  for (let day = 60; day >= 0; day -= 1) {
    const cost = [17, 10, 3].includes(day) ? "80" : "10";
    await facts.attempt({
      at: at(day, 9.5),
      source,
      provider: "openai",
      feature: "support-chat",
      api_key: "key-1",
      cost,
      duration_ms: 900,
    });
    await facts.attempt({
      at: at(day, 10.5),
      source,
      provider: "openai",
      feature: "search",
      cost: "0.5",
      duration_ms: 100,
      session_key: day + 1,
    });
  }
  await facts.settle();
}, 60_000);
beforeEach(() => sql`truncate alert_rule, audit_entry cascade`);

const rule = (given: Record<string, unknown> = {}) =>
  newRuleSchema.parse({ name: "Spike", metric: "cost", condition: { kind: "above", value: "50" }, windowMinutes: 60, ...given });

describe("rules", () => {
  test("each change is in the audit trail with what was and what is; a name alone changes nothing else", async () => {
    const { id } = await createRule(sql, { rule: rule({ severity: "critical", cooldownMinutes: 30 }), by, now });
    await updateRule(sql, { id, change: { name: "Spikes" }, by, now });
    await updateRule(sql, { id, change: { name: "Spikes" }, by, now });
    expect(await getRule(sql, { id, now })).toMatchObject({
      name: "Spikes",
      severity: "critical",
      cooldownMinutes: 30,
      state: "no_data",
      fired30d: 0,
    });
    await archiveRule(sql, { id, by, now });
    expect(await listRules(sql, { now })).toEqual([]);
    await expect(updateRule(sql, { id, change: { name: "A" }, by, now })).rejects.toThrow("is archived");
    const audit = await sql`select action, subject, detail from audit_entry order by id`;
    expect(audit.map((row) => [row.action, row.subject])).toEqual([
      ["rule.create", "Spike"],
      ["rule.update", "Spike"],
      ["rule.archive", "Spikes"],
    ]);
    expect(audit[1]?.detail).toEqual({ name: "Spike → Spikes" });
  });

  test.each([
    [{ scope: [{ dimension: "tier", values: ["gold"] }] }, 'tier has no value "gold"'],
    [{ recipients: { users: ["6f1c1c0e-0000-4000-8000-000000000000"] } }, "Nobody with an active account"],
    [{ recipients: { channels: ["6f1c1c0e-0000-4000-8000-000000000000"] } }, "No channel has the id"],
    [{ metric: "latency_p95", windowMinutes: 180 }, "does not add up over time"],
  ])("%j is refused before anything is written", async (given, sentence) => {
    await expect(createRule(sql, { rule: rule(given), by, now })).rejects.toThrow(sentence);
    expect(await sql`select 1 from alert_rule`).toHaveLength(0);
  });
});

describe("a back-test", () => {
  test("of three expensive hours says on which days, and what it was", async () => {
    const tested = await backtest(sql, rule(), { now });
    expect(tested).toMatchObject({
      grain: "hour",
      zone: "Europe/Berlin",
      sentence: "This rule would have fired 3 times in the last 90 days: on 4, 11 and 18 November.",
    });
    expect(tested.firings[0]).toEqual({
      subject: "",
      label: null,
      from: "2026-11-04T10:00:00.000Z",
      to: "2026-11-04T11:00:00.000Z",
      value: "80",
    });
    expect(tested.series.points.length).toBeLessThanOrEqual(1000);
    expect(tested.series.points.filter(({ firing }) => firing).map(({ value, high }) => [value, high])).toEqual(
      Array(3).fill(["80", "50"]),
    );
  });

  test.each([
    ["a day's sum of each feature", { each: "feature", windowMinutes: 1440 }, 3, "support-chat"],
    ["keys, which no rollup has by the hour", { each: "api_key" }, 3, "key-1"],
    [
      "a rise of 100 % against the same hour a week before",
      { condition: { kind: "change", against: "same_weekday", direction: "up", by: "1" } },
      1,
      "",
    ],
    ["a band of the weeks before", { condition: { kind: "anomaly", direction: "up", sensitivity: 3 } }, 3, ""],
    [
      "latency by the day",
      { metric: "latency_p95", windowMinutes: 1440, each: "feature", condition: { kind: "above", value: "500" } },
      1,
      "support-chat",
    ],
    ["too little volume", { minimum: { metric: "requests", value: "2" } }, 0, ""],
    [
      "sessions that cost more than $5 in 10 minutes",
      { each: "session", windowMinutes: 10, condition: { kind: "above", value: "5" } },
      0,
      "",
    ],
    ["a source that is silent for 30 hours", { condition: { kind: "no_data" }, each: "source", windowMinutes: 1800 }, 0, ""],
    ["a source that is silent for 20 hours", { condition: { kind: "no_data" }, each: "source", windowMinutes: 1200 }, 60, "gateway"],
  ])("of %s", async (_, given, count, subject) => {
    const tested = await backtest(sql, rule(given), { now });
    expect(tested.firings).toHaveLength(count);
    if (count > 0) expect(new Set(tested.firings.map((firing) => firing.subject))).toEqual(new Set([subject]));
  });

  test("reads what the dashboard shows: hours of a scope, and 24 of them together", async () => {
    const scope = [{ dimension: "feature" as const, values: ["search", "support-chat"] }];
    const range = { from: "2026-11-18T09:00:00Z", to: "2026-11-19T09:00:00Z" };
    for (const metric of ["cost", "requests", "cost_per_1k_requests", "error_rate"]) {
      const { data } = await runQuery(sql, { metric, where: scope, ...range }, { now: now.getTime() });
      const { series } = await backtest(sql, rule({ metric, scope, windowMinutes: 1440, condition: { kind: "above", value: "999999" } }), {
        now: new Date(Date.parse(range.to)),
      });
      expect(series.points.at(-1)).toMatchObject({ at: "2026-11-19T09:00:00.000Z", value: data[0]?.[metric] });
    }
  });
});

test("templates are rules that can be made as they are, with lines of the company's own size", async () => {
  const templates = await listRuleTemplates(sql, { now });
  expect(templates.length).toBeGreaterThanOrEqual(10);
  for (const template of templates) await createRule(sql, { rule: template.rule, by, now });
  const lineOf = (id: string) => templates.find((template) => template.id === id)?.rule.condition;
  expect(lineOf("runaway_key")).toEqual({ kind: "above", value: "3.5" });
  expect(await listRules(sql, { now })).toHaveLength(templates.length);
});
