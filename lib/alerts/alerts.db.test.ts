import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { type BudgetChange, createBudget, getBudget, newBudgetSchema, updateBudget } from "../budgets";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { type MailServerBehavior, startMailServer, type TestMailServer } from "../email/testing";
import { createMailer, type Mailer } from "../email/transport";
import { type TestFacts, testFacts } from "../metrics/testing";
import { deliverDue } from "./deliver";
import { evaluateBudgets, listOutbox, retryDelivery } from "./index";

const zone = "Europe/Berlin";
const url = "http://permille.test:3000";
const noon = new Date("2026-11-21T11:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

let database: TestDatabase;
let sql: Sql;
let facts: TestFacts;
let source: number;
let servers: TestMailServer[] = [];

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url, { max: 8 });
  facts = await testFacts(sql, zone);
  source = await facts.source("gateway");
  for (const [email, role] of [
    ["boss@example.com", "manager"],
    ["chief@example.com", "manager"],
    ["eng@example.com", "engineer"],
  ] as const) {
    await sql`insert into app_user (email, role, password_hash) values (${email}, ${role}, 'x')`;
  }
});
beforeEach(async () => {
  await sql`truncate repricing, price_entry, delivery, budget_crossing, alert_event, budget_period, budget, attempt, ingest_run cascade`;
  await sql`update app_user set disabled_at = null`;
  await facts.settle();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});
afterAll(async () => {
  await sql?.end();
  await database?.close();
});

/** Spends on a day; `settle` folds it into the rollups, as an import does. */
async function spend(day: string, cost: string | null, more: Record<string, unknown> = {}) {
  await facts.attempt({ at: `${day}T09:00:00Z`, source, provider: "openai", model: "gpt-4o", feature: "support-chat", cost, ...more });
  await facts.settle();
}
const budgetOf = (given: Record<string, unknown> = {}) =>
  createBudget(sql, {
    budget: newBudgetSchema.parse({ name: "Support chat", amount: "5000", ...given }),
    by: "eng@example.com",
    now: new Date("2026-09-05T08:00:00Z"),
  });
const evaluate = (now = noon) => evaluateBudgets(sql, { now, mailHost: "permille.test" });
const change = (id: string, given: BudgetChange) => updateBudget(sql, { id, change: given, by: "eng@example.com" });
async function mailServer(behavior: MailServerBehavior = {}) {
  const server = await startMailServer(behavior);
  servers.push(server);
  return server;
}
async function deliver(server: Pick<TestMailServer, "url"> | Mailer | null, now = noon) {
  const mailer = server && ("send" in server ? server : createMailer({ smtpUrl: server.url, from: "Permille <permille@example.com>" }));
  return deliverDue(sql, { mailer, url, clock: () => now });
}
const events = () => sql<{ period_start: string; threshold: string; snapshot: unknown }[]>`
  select period_start, trim_scale(threshold)::text as threshold, snapshot from alert_event order by period_start, created_at`;
const outbox = async () => (await listOutbox(sql)).deliveries;

describe("one evaluation", () => {
  test("$3,999.99 of $5,000 writes that it is under and tells nobody", async () => {
    const { id } = await budgetOf();
    await spend("2026-11-20", "3999.99");
    expect(await evaluate()).toEqual({ budgets: 1, periods: 2, events: 0, failures: [] });
    const [row] =
      await sql`select state, spent::text, period_end from budget_period where budget_id = ${id} and period_start = '2026-11-01'`;
    expect(row).toEqual({ state: "under", spent: "3999.99", period_end: "2026-12-01" });
    expect(await outbox()).toEqual([]);
  });

  test("$4,000 of $5,000 is one event and one delivery for each of two managers, however often it is evaluated", async () => {
    await budgetOf();
    await spend("2026-11-19", "1000", { feature: "search" });
    await spend("2026-11-20", "3000");
    await spend("2026-10-10", "700");
    await evaluate();
    await evaluate(minutes(1));
    await spend("2026-11-21", "500");
    await evaluate(minutes(2));
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({ period_start: "2026-11-01", threshold: "0.8" });
    expect(budgetSnapshotSchema.parse(event?.snapshot)).toMatchObject({
      spent: "4000",
      share: "0.8",
      line: "4000",
      threshold: "0.8",
      crossedOn: "2026-11-20",
      pricedShare: "1",
      period: { kind: "month", from: "2026-11-01", to: "2026-12-01", zone },
      previous: { from: "2026-10-01", to: "2026-10-21T12:00:00+02:00", cost: "700" },
      contributors: {
        by: "feature",
        values: [
          { value: "support-chat", cost: "3000", before: "700" },
          { value: "search", cost: "1000", before: "0" },
        ],
      },
    });
    expect((await outbox()).map(({ recipient, state, subject }) => [recipient, state, subject])).toEqual([
      ["boss@example.com", "pending", "AI budget “Support chat” at 80 % on 21 November: $4,000 of $5,000"],
      ["chief@example.com", "pending", "AI budget “Support chat” at 80 % on 21 November: $4,000 of $5,000"],
    ]);
  });

  test("a budget watches its own scope: $4,500 elsewhere is not its business", async () => {
    const { id } = await budgetOf({ scope: [{ dimension: "feature", values: ["support-chat"] }] });
    await spend("2026-11-20", "4500", { feature: "search" });
    await spend("2026-11-20", "100");
    await evaluate();
    expect(await events()).toEqual([]);
    expect((await getBudget(sql, { id, now: noon })).current).toMatchObject({ spent: "100", share: "0.02", state: "under" });
  });

  test("a big import from $0 to $7,000 records both thresholds and tells once, for the higher", async () => {
    const { id } = await budgetOf();
    await spend("2026-11-20", "7000");
    await evaluate();
    expect((await events()).map(({ threshold }) => threshold)).toEqual(["1"]);
    expect((await getBudget(sql, { id, now: noon })).current.crossings.map(({ threshold, superseded }) => [threshold, superseded])).toEqual(
      [
        ["0.8", true],
        ["1", false],
      ],
    );
    expect(await outbox()).toHaveLength(2);
  });

  test("a restatement that dips below and rises again sends no second mail and is corrected in place", async () => {
    const { id } = await budgetOf();
    await spend("2026-11-20", "4100");
    await evaluate();
    await sql`update attempt set cost = 3000`;
    await facts.settle();
    await evaluate(minutes(1));
    const dipped = (await getBudget(sql, { id, now: noon })).current;
    expect(dipped).toMatchObject({
      spent: "3000",
      state: "under",
      crossings: [{ threshold: "0.8", belowSince: minutes(1).toISOString() }],
    });
    await sql`update attempt set cost = 4200`;
    await facts.settle();
    await evaluate(minutes(2));
    expect((await getBudget(sql, { id, now: noon })).current).toMatchObject({
      spent: "4200",
      state: "warned",
      crossings: [{ belowSince: null }],
    });
    expect(await events()).toHaveLength(1);
    expect(await outbox()).toHaveLength(2);
  });

  test("a late import into October tells for October, and not again in November", async () => {
    await budgetOf();
    await spend("2026-11-20", "10");
    await evaluate();
    await spend("2026-10-30", "5200");
    await evaluate(minutes(1));
    await evaluate(minutes(2));
    expect((await events()).map(({ period_start, threshold }) => [period_start, threshold])).toEqual([["2026-10-01", "1"]]);
    expect((await outbox())[0]?.subject).toBe("AI budget “Support chat” at 104 % for 1 to 31 October 2026: $5,200 of $5,000");
  });

  test("an import into September reaches September, two months back, because its run says so", async () => {
    await budgetOf();
    await evaluate();
    await spend("2026-09-20", "5000");
    await sql`insert into ingest_run (source, file, origin, state, from_at, to_at, updated_at)
      values ('gateway', 'late.jsonl', 'file', 'done', '2026-09-20T09:00:00Z', '2026-09-20T09:00:00Z', ${minutes(1)})`;
    await evaluate(minutes(2));
    expect((await events()).map(({ period_start }) => period_start)).toEqual(["2026-09-01"]);
  });

  test("a price entered for September on makes September cross", async () => {
    await budgetOf();
    await evaluate();
    await spend("2026-09-20", "5000");
    const [entry] = await sql<{ id: number }[]>`
      insert into price_entry (provider, model, lines, valid_from, source, checked_on, created_by)
      values ('openai', 'gpt-4o', '[]', '2026-09-01', 'contract', '2026-11-21', 'eng@example.com') returning id`;
    await sql`insert into repricing (entry, change, state, actor, started_at, updated_at)
      values (${entry?.id ?? 0}, 'added', 'done', 'eng@example.com', ${minutes(1)}, ${minutes(1)})`;
    await evaluate(minutes(2));
    expect((await events()).map(({ period_start }) => period_start)).toEqual(["2026-09-01"]);
  });

  test("31 October 23:30 UTC is spent in November in Berlin", async () => {
    const { id } = await budgetOf();
    await facts.attempt({ at: "2026-10-31T23:30:00Z", source, provider: "openai", model: "gpt-4o", cost: "4000" });
    await facts.settle();
    await evaluate();
    expect((await events()).map(({ period_start }) => period_start)).toEqual(["2026-11-01"]);
    expect((await getBudget(sql, { id, now: noon })).current.state).toBe("warned");
  });

  test("late data and calls without a price are states of their own", async () => {
    const { id } = await budgetOf();
    expect((await getBudget(sql, { id, now: noon })).current).toMatchObject({ state: "no_data", spent: null });
    await spend("2026-11-20", null);
    expect((await getBudget(sql, { id, now: noon })).current).toMatchObject({ state: "unpriced", spent: null, pricedShare: "0" });
    await spend("2026-11-20", "1");
    expect((await getBudget(sql, { id, now: noon })).current).toMatchObject({ state: "under", spent: "1", pricedShare: "0.5" });
    expect((await getBudget(sql, { id, now: new Date("2026-11-25T11:00:00Z") })).current.state).toBe("late");
  });

  test("eight evaluations at once write one event and one delivery for each recipient", async () => {
    await budgetOf();
    await budgetOf({
      name: "Other",
      recipients: { roles: [], users: (await sql<{ id: string }[]>`select id from app_user where role = 'engineer'`).map(({ id }) => id) },
    });
    await spend("2026-11-20", "5500");
    const other = connect(database.url, { max: 8 });
    const reports = await Promise.all(
      Array.from({ length: 8 }, (_, i) => evaluateBudgets(i % 2 ? sql : other, { now: noon, mailHost: "permille.test" })),
    );
    await other.end();
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expect(reports.reduce((sum, { events: n }) => sum + n, 0)).toBe(2);
    expect((await outbox()).map(({ recipient }) => recipient).sort()).toEqual(["boss@example.com", "chief@example.com", "eng@example.com"]);
  });

  test("raising the amount to $10,000 tells again at $8,000; lowering it back tells nothing twice", async () => {
    const { id } = await budgetOf();
    await spend("2026-11-19", "4100");
    await evaluate();
    await change(id, { amount: "10000" });
    await evaluate(minutes(1));
    await change(id, { amount: "5000" });
    await evaluate(minutes(2));
    expect(await events()).toHaveLength(1);
    await change(id, { amount: "10000" });
    await evaluate(minutes(3));
    await spend("2026-11-20", "4000");
    await evaluate(minutes(4));
    expect(await events()).toHaveLength(2);
  });

  test("someone whose account is disabled gets nothing", async () => {
    await budgetOf();
    await sql`update app_user set disabled_at = now() where email = 'boss@example.com'`;
    await spend("2026-11-20", "4000");
    await evaluate();
    expect((await outbox()).map(({ recipient }) => recipient)).toEqual(["chief@example.com"]);
  });
});

describe("the outbox, with a real mail server", () => {
  beforeEach(async () => {
    await budgetOf();
    await spend("2026-11-20", "4150");
    await evaluate();
  });

  test("sends each mail once, with the Message-ID it was given", async () => {
    const server = await mailServer();
    expect(await deliver(server)).toEqual({ sent: 2, failed: 0, waiting: 0 });
    expect(await deliver(server, minutes(60))).toEqual({ sent: 0, failed: 0, waiting: 0 });
    expect(server.mails.map(({ to }) => to).sort()).toEqual([["boss@example.com"], ["chief@example.com"]]);
    const rows = await outbox();
    expect(rows.map(({ messageId }) => messageId).sort()).toEqual(server.mails.map(({ messageId }) => messageId).sort());
    expect(
      rows.every(
        ({ state, attempts, possibleDuplicate, sentAt }) =>
          state === "sent" && attempts === 1 && !possibleDuplicate && sentAt === noon.toISOString(),
      ),
    ).toBe(true);
    expect(server.mails[0]?.raw).toMatch(/^Content-Type: text\/plain/m);
    expect(server.mails[0]?.raw).toMatch(/^Content-Type: text\/html/m);
  });

  test("four senders at once send two mails, not eight", async () => {
    const server = await mailServer();
    await Promise.all([deliver(server), deliver(server), deliver(server), deliver(server)]);
    expect(server.mails).toHaveLength(2);
  });

  test("an outage of 20 minutes delays, with longer pauses, and loses nothing", async () => {
    const first = await mailServer();
    await first.stop();
    servers = [];
    for (let minute = 0; minute < 20; minute += 1) await deliver(first, minutes(minute));
    const waiting = await outbox();
    expect(waiting.map(({ state }) => state)).toEqual(["pending", "pending"]);
    expect(waiting.map(({ attempts }) => attempts)).toEqual([5, 5]);
    expect(waiting[0]?.reason).toMatch(/^The mail server can't be reached: .*ECONNREFUSED/);
    const again = await mailServer({ port: first.port });
    await deliver(again, minutes(60));
    expect(again.mails).toHaveLength(2);
    expect(
      (await outbox()).every(({ state, reason, possibleDuplicate }) => state === "sent" && reason === null && !possibleDuplicate),
    ).toBe(true);
  });

  test("a refused address fails with a sentence while the other mail is sent; it can be sent again by hand", async () => {
    const refusing = await mailServer({ refuse: (address) => (address.startsWith("boss") ? 550 : null) });
    expect(await deliver(refusing)).toEqual({ sent: 1, failed: 1, waiting: 0 });
    const failed = (await outbox()).find(({ recipient }) => recipient === "boss@example.com");
    expect(failed).toMatchObject({
      state: "failed",
      reason: "The mail server refuses this address: 550 refused by the test",
      nextAttemptAt: null,
    });
    expect(await deliver(refusing, minutes(600))).toEqual({ sent: 0, failed: 0, waiting: 0 });
    const server = await mailServer();
    await retryDelivery(sql, { id: failed?.id ?? "", by: "eng@example.com", now: minutes(601) });
    await deliver(server, minutes(601));
    expect(server.mails.map(({ to }) => to)).toEqual([["boss@example.com"]]);
  });

  test("a full mailbox (452) is tried again and does not hold up the others", async () => {
    let full = true;
    const server = await mailServer({ refuse: (address) => (full && address.startsWith("boss") ? 452 : null) });
    expect(await deliver(server)).toEqual({ sent: 1, failed: 0, waiting: 1 });
    full = false;
    expect(await deliver(server, minutes(1))).toEqual({ sent: 1, failed: 0, waiting: 0 });
    expect((await outbox()).every(({ possibleDuplicate }) => !possibleDuplicate)).toBe(true);
  });

  test("a sender that dies between the server's acceptance and our commit is recorded as a possible repeat, under the same Message-ID", async () => {
    const server = await mailServer();
    const real = createMailer({ smtpUrl: server.url, from: "Permille <permille@example.com>" });
    const dies: Mailer = {
      ...real,
      async send(mail) {
        await real.send(mail);
        throw new Error("killed");
      },
    };
    await expect(deliver(dies)).rejects.toThrow("killed");
    expect(server.mails).toHaveLength(1);
    await deliver(server, minutes(1));
    expect(server.mails).toHaveLength(2);
    const lost = (await outbox()).find(({ state }) => state === "sending");
    await deliver(null, minutes(6));
    expect((await outbox()).find(({ id }) => id === lost?.id)).toMatchObject({ state: "uncertain", possibleDuplicate: true, attempts: 1 });
    await deliver(server, minutes(7));
    expect((await outbox()).find(({ id }) => id === lost?.id)).toMatchObject({ state: "sent", possibleDuplicate: true, attempts: 2 });
    const copies = server.mails.filter(({ messageId }) => messageId === lost?.messageId);
    expect(copies).toHaveLength(2);
    const content = copies.map(({ raw }) => raw.replace(/--_NmP-\w+/g, "boundary"));
    expect(content[0]).toBe(content[1]);
    real.close();
  });

  test("a connection that breaks after the mail was handed over is a possible repeat too", async () => {
    const server = await mailServer({ hangUps: 1 });
    await deliver(server);
    const uncertain = (await outbox()).find(({ state }) => state === "uncertain");
    expect(uncertain).toMatchObject({ possibleDuplicate: true, attempts: 1 });
    await deliver(server, minutes(1));
    expect((await outbox()).map(({ state, possibleDuplicate }) => [state, possibleDuplicate]).sort()).toEqual([
      ["sent", false],
      ["sent", true],
    ]);
    expect(server.mails.filter(({ messageId }) => messageId === uncertain?.messageId)).toHaveLength(2);
  });

  test("someone whose account is disabled while the mail waits doesn't get it", async () => {
    await sql`update app_user set disabled_at = now() where email = 'boss@example.com'`;
    const server = await mailServer();
    expect(await deliver(server)).toEqual({ sent: 1, failed: 0, waiting: 0 });
    expect((await outbox()).map(({ state }) => state)).toEqual(["failed", "sent"]);
  });

  test("without a mail server everything stays and says so; with one after 6 days it is sent", async () => {
    await deliver(null);
    expect((await outbox()).map(({ state, reason }) => [state, reason?.split(".")[0]])).toEqual([
      ["pending", "No mail server is configured"],
      ["pending", "No mail server is configured"],
    ]);
    const server = await mailServer();
    await deliver(server, new Date(noon.getTime() + 6 * 86_400_000));
    expect(server.mails).toHaveLength(2);
  });

  test("after 8 days without one it is expired, and still there to be sent by hand", async () => {
    const later = new Date(noon.getTime() + 8 * 86_400_000);
    const server = await mailServer();
    await deliver(server, later);
    expect(server.mails).toEqual([]);
    const { deliveries, counts } = await listOutbox(sql, { state: "expired" });
    expect(counts).toEqual({ pending: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, expired: 2 });
    await retryDelivery(sql, { id: deliveries[0]?.id ?? "", by: "eng@example.com", now: later });
    await deliver(server, later);
    expect(server.mails).toHaveLength(1);
  });
});
