import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { openTestDatabase } from "../../db/testing-hooks";
import type { UserActor } from "../auth/actor";
import type { Role } from "../auth/can";
import { runQuery } from "../metrics";
import { testFacts } from "../metrics/testing";
import { add } from "../money";
import { createSubscription, endSubscription, listReports, newSubscriptionSchema, previewReport, reportCsv, sendReports } from "./index";
import type { ReportParts } from "./report-parts";

const ZONE = "Europe/Berlin";
const database = openTestDatabase({ max: 6 });
const { sql } = database;
const people: Partial<Record<Role, UserActor>> = {};
const person = (role: Role): UserActor => people[role] as UserActor;

const parts: ReportParts = {
  changeSentence: async () => "+$4,120 (+31 %): 62 % from longer context in support-chat.",
  forecastMonth: async () => ({ value: "900", low: "800", high: "1000" }),
};
const send = (now: string, more: { sql?: Sql } = {}) =>
  sendReports(more.sql ?? sql, { now: new Date(now), mailHost: "permille.test", parts });
const subscribe = (role: Role, given: Record<string, unknown> = {}, at = "2026-10-01T00:00:00Z") =>
  createSubscription(sql, {
    wanted: newSubscriptionSchema.parse({ kind: "weekly", hour: 8, day: 1, ...given }),
    actor: person(role),
    now: new Date(at),
  });

beforeAll(async () => {
  const facts = await testFacts(sql, ZONE);
  const gateway = await facts.source("gateway");
  const provider = await facts.source("openai", "provider");
  const base = { source: gateway, provider: "openai", model: "gpt-4o", input_uncached: 1000, output: 100 };
  // October 2026: thirds of a cent that no rounding of rows adds up by chance.
  for (const [at, cost, more] of [
    ["2026-09-15T09:00:00Z", "50", { team: "search", feature: "search" }],
    ["2026-10-05T09:00:00Z", "10.003333333333", { team: "support", feature: "support-chat" }],
    ["2026-10-06T09:00:00Z", "20.003333333333", { team: "support", feature: "triage" }],
    ["2026-10-20T09:00:00Z", "30.003333333334", { team: "search", feature: "search", model: "gpt-4o-mini" }],
    ["2026-10-20T10:00:00Z", "0.000000000001", { team: "search", feature: "search", model: "gpt-4o-mini" }],
    ["2026-10-25T00:30:00Z", "1.11", { feature: "support-chat" }],
    ["2026-10-25T01:30:00Z", "2.22", { feature: "support-chat" }],
    ["2026-10-31T22:59:00Z", "4.44", { team: "support", feature: "support-chat" }],
    ["2026-10-31T23:01:00Z", "8.88", { team: "support", feature: "support-chat" }],
    ["2026-10-21T09:00:00Z", null, { team: "support", feature: "support-chat", model: "mystery" }],
  ] as const)
    await facts.attempt({ ...base, at, cost, ...more });
  await facts.bill({ day: "2026-10-20", source: provider, cost: "70.5", provider: "openai" });
  await facts.settle();
  for (const role of ["admin", "finance", "engineer", "manager"] as const) {
    const email = `${role}@example.com`;
    const [row] = await sql<{ id: string }[]>`
      insert into app_user (email, role, password_hash) values (${email}, ${role}, 'x') returning id`;
    people[role] = { kind: "user", id: row?.id ?? "", email, name: null, role };
  }
}, 60_000);
beforeEach(async () => {
  await sql`truncate delivery, report, report_subscription, budget cascade`;
  await sql`update app_user set disabled_at = null`;
});

/** Of a file without quoted cells. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trimEnd().split("\r\n");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [head.split(",")[i] ?? "", cell])));
}

const mails = () => sql<{ recipient: string; channel: string; state: string; period: string }[]>`
  select d.recipient, d.channel, d.state, r.period_start::text as period from delivery d join report r on r.id = d.report_id order by r.created_at, d.recipient`;

describe("the schedule", () => {
  test("a weekly report goes out once, on Monday at 8:00 in the person's zone, over both days of the clocks", async () => {
    await subscribe("manager", {}, "2026-03-01T00:00:00Z");
    const made: string[] = [];
    for (const now of [
      "2026-03-30T05:45:00Z",
      "2026-03-30T06:00:00Z",
      "2026-03-30T06:15:00Z",
      "2026-10-26T06:45:00Z",
      "2026-10-26T07:00:00Z",
      "2026-10-26T07:15:00Z",
    ])
      made.push(`${now.slice(5, 16)} ${(await send(now)).made}`);
    expect(made).toEqual(["03-30T05:45 0", "03-30T06:00 1", "03-30T06:15 0", "10-26T06:45 0", "10-26T07:00 1", "10-26T07:15 0"]);
    expect(await mails()).toMatchObject([
      { recipient: "manager@example.com", channel: "email", state: "pending", period: "2026-03-23" },
      { period: "2026-10-19" },
    ]);
  });

  test("two workers at the same time make one report and one mail each", async () => {
    await subscribe("manager");
    await subscribe("finance", { kind: "monthly", day: 3 });
    const other = connect(database.url, { max: 3 });
    const outcomes = await Promise.all([
      send("2026-11-03T07:00:00Z"),
      send("2026-11-03T07:00:00Z", { sql: other }),
      send("2026-11-03T07:00:00Z"),
    ]);
    await other.end();
    expect(outcomes.reduce((sum, { made }) => sum + made, 0)).toBe(2);
    expect((await mails()).map(({ recipient }) => recipient).sort()).toEqual(["finance@example.com", "manager@example.com"]);
  });

  test("after two days of downtime it still comes; after four it doesn't", async () => {
    await subscribe("manager");
    expect((await send("2026-10-21T08:00:00Z")).made).toBe(1);
    expect((await send("2026-10-30T08:00:00Z")).made).toBe(0);
  });

  test("nobody who left, and nobody who ended it, gets one", async () => {
    const { id } = await subscribe("manager");
    await subscribe("finance");
    await sql`update app_user set disabled_at = now() where role = 'finance'`;
    await endSubscription(sql, { id, actor: person("manager"), now: new Date() });
    expect((await send("2026-10-26T07:00:00Z")).made).toBe(0);
  });

  test("a report that fails leaves the others alone", async () => {
    await subscribe("manager");
    await subscribe("finance", { scope: [{ dimension: "feature", values: ["search"] }] });
    const broken: ReportParts = {
      ...parts,
      changeSentence: async (_, { where }) => {
        if (where.length > 0) throw new Error("no");
        return null;
      },
    };
    const outcome = await sendReports(sql, { now: new Date("2026-10-26T07:00:00Z"), mailHost: "permille.test", parts: broken });
    expect([outcome.made, outcome.failures.map(({ email }) => email)]).toEqual([1, ["finance@example.com"]]);
  });
});

describe("the month for finance", () => {
  test("its file adds up to the metric exactly, and its cents to the rounded total", async () => {
    await subscribe("finance", { kind: "monthly", day: 3 });
    await send("2026-11-03T07:00:00Z");
    const [{ id = "" } = {}] = (await listReports(sql, { actor: person("finance"), now: new Date("2026-11-03T08:00:00Z") })).reports;
    const { filename, csv } = await reportCsv(sql, { id, actor: person("finance") });
    expect(filename).toBe("permille-monthly-2026-10-01.csv");
    const rows = rowsOf(csv);
    const [total] = rows.slice(-1);
    const body = rows.slice(0, -1);
    const { data } = await runQuery(
      sql,
      { metric: "cost,requests,input_tokens,output_tokens", from: "2026-10-01", to: "2026-11-01" },
      { now: Date.parse("2026-11-03T08:00:00Z") },
    );
    expect(total).toMatchObject({ month: "2026-10", team: "(total)", ...data[0] });
    expect(add(...body.map(({ cost = "" }) => cost || "0"))).toBe(data[0]?.cost);
    expect(total?.cost_rounded).toBe("67.78");
    expect(Number(add(...body.map(({ cost_rounded: cents = "" }) => cents || "0"))).toFixed(2)).toBe("67.78");
    expect(body.filter(({ model }) => model === "mystery")).toMatchObject([{ team: "support", cost: "", cost_rounded: "", requests: "1" }]);
    expect(body).toHaveLength(5);
  });

  test("its mail says metered, billed, showback and what is missing", async () => {
    await subscribe("finance", { kind: "monthly", day: 3 });
    await send("2026-11-03T07:00:00Z");
    const [{ id = "" } = {}] = (await listReports(sql, { actor: person("finance"), now: new Date("2026-11-03T08:00:00Z") })).reports;
    const { subject, text } = await previewReport(sql, {
      id,
      actor: person("finance"),
      url: "https://permille.example.com",
      now: new Date(),
    });
    expect(subject).toBe("AI cost in October 2026: $67.78, up 36 %, billed $70.50");
    expect(text).toContain("+$4,120 (+31 %): 62 % from longer context in support-chat.");
    expect(text).toMatch(/openai +\$67\.78 +\$70\.50/);
    expect(text).toMatch(/support +\$34\.45 +50\.8 % +new/);
    expect(text).toContain("Providers billed $70.50, $2.72 more than the metered $67.78.");
    expect(text).toContain("By 30 November it comes to $900");
    expect(text).toContain("12.5 % of requests have no price: 1 request not in these figures.");
    expect(text).toContain("Attached: a row for each team");
  });

  test("a manager gets the mail without the rows", async () => {
    await subscribe("manager", { kind: "monthly", day: 3 });
    await send("2026-11-03T07:00:00Z");
    const [report] = (await listReports(sql, { actor: person("manager"), now: new Date("2026-11-03T08:00:00Z") })).reports;
    expect(report?.hasCsv).toBe(false);
    await expect(reportCsv(sql, { id: report?.id ?? "", actor: person("manager") })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the week for a manager", () => {
  test("names what moved and how budgets stand", async () => {
    await sql`insert into budget (name, metric, scope, period, amount, thresholds, recipients, created_by, created_at)
      values ('Search', 'cost', '[{"dimension":"feature","values":["search"]}]', 'month', 100, '{0.8}', '{"roles":["manager"],"users":[],"channels":[]}', 'eng', now())`;
    const { id } = await subscribe("manager");
    const preview = await previewReport(sql, {
      id,
      actor: person("manager"),
      url: "https://permille.example.com",
      now: new Date("2026-10-26T08:00:00Z"),
    });
    expect(preview.subject).toBe("AI cost last week: $33.33, new (19 to 25 October 2026)");
    expect(preview.text).toContain("search: $30.00 (new)");
    expect(preview.text).toMatch(/Search +\$30\.00 +\$100 +30 %/);
    expect(preview.html).toContain("data:image/png;base64,");
  });
});

describe("who may what", () => {
  test("everyone subscribes themselves, admins others, and nobody twice", async () => {
    await subscribe("manager");
    await expect(subscribe("manager")).rejects.toMatchObject({ code: "conflict" });
    await expect(subscribe("manager", { userId: person("finance").id })).rejects.toMatchObject({ code: "forbidden" });
    await subscribe("admin", { userId: person("finance").id });
    await expect(subscribe("finance", { kind: "weekly", day: 9 })).rejects.toMatchObject({ code: "invalid" });
    await expect(subscribe("engineer", { zone: "Mars/Olympus" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("people see and end their own, an admin everyone's", async () => {
    const { id } = await subscribe("manager");
    const seen = async (role: Role) =>
      (await listReports(sql, { actor: person(role), now: new Date("2026-11-22T12:00:00Z") })).subscriptions;
    expect((await seen("manager"))[0]?.next).toEqual({ at: "2026-11-23T07:00:00.000Z", from: "2026-11-16", to: "2026-11-23" });
    expect([(await seen("finance")).length, (await seen("admin")).length]).toEqual([0, 1]);
    await expect(endSubscription(sql, { id, actor: person("finance"), now: new Date() })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      previewReport(sql, { id, actor: person("finance"), url: "https://permille.example.com", now: new Date() }),
    ).rejects.toMatchObject({ code: "not_found" });
    await endSubscription(sql, { id, actor: person("admin"), now: new Date() });
    expect(await seen("manager")).toEqual([]);
  });
});
