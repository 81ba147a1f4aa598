import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type EventFilter, eventFilterSchema } from "./event";
import { countOpenEvents, countUnread, getEvent, listEvents, readInbox, respondToEvent, respondToEvents } from "./index";
import { markStanding } from "./standing-event";
import { companyForTests, crossed, minutes, NOON } from "./testing";

const company = companyForTests(crossed);
const BOSS = "boss@example.com";
const list = (filter: Partial<EventFilter> = {}, now = NOON, email: string | null = BOSS) =>
  listEvents(company.sql, { filter: { ...eventFilterSchema.parse({}), ...filter }, email, now });
const first = async () => (await list()).events[0]?.id ?? "";
const acknowledge = (event: string, by = BOSS) =>
  respondToEvent(company.sql, { event, kind: "acknowledged", by, via: "app", now: minutes(by === BOSS ? 5 : 6) });

/** A rule with events at these minutes, one after another. */
async function ruleWith(...changes: { at: number; change: "fired" | "resolved"; subject?: string }[]): Promise<string> {
  const { sql } = company;
  const [rule] = await sql<{ id: string }[]>`
    insert into alert_rule (name, metric, condition, window_minutes, severity, recipients, owner, created_by, created_at, judges_from)
    values ('Errors', 'error_rate', '{"kind":"above","value":"0.1"}', 60, 'critical', '{"roles":["engineer"]}', 'eng@example.com', 'eng@example.com', ${NOON}, ${NOON})
    returning id`;
  const id = rule?.id ?? "";
  for (const { at, change, subject = "" } of changes)
    await sql`
      with event as (
        insert into alert_event (kind, rule_id, subject, at, change, severity, title, snapshot, created_at)
        values ('rule', ${id}, ${subject}, ${minutes(at)}, ${change}, 'critical', ${`Errors ${change} ${subject}`}, '{}', ${minutes(at)})
        returning id, rule_id, subject, at, change
      )
      insert into rule_transition (event_id, rule_id, subject, at, change, state) select *, '{}' from event`;
  for (const subject of new Set(changes.map((one) => one.subject ?? ""))) await sql.begin((tx) => markStanding(tx, id, subject));
  return id;
}

test("a budget's event is listed with its title, name and what the person has not opened", async () => {
  const page = await list();
  expect(page).toMatchObject({ next: null, open: 1, unread: 1 });
  expect(page.events[0]).toMatchObject({
    kind: "budget",
    change: "fired",
    title: "Support chat is at 83 % of its November budget: $4,150 of $5,000, 10 days left",
    name: "Support chat",
    open: true,
    unread: true,
    resolvedAt: null,
    responses: [],
  });
  expect((await list({}, NOON, null)).events[0]?.unread).toBe(false);
  expect((await list({}, NOON, "eng@example.com")).unread).toBe(0);
});

test("opened alerts are read, by this person only", async () => {
  const id = await first();
  expect(await readInbox(company.sql, { email: BOSS, events: [randomUUID()], now: NOON })).toBe(0);
  expect(await readInbox(company.sql, { email: BOSS, events: [id], now: NOON })).toBe(1);
  expect(await readInbox(company.sql, { email: BOSS, now: NOON })).toBe(0);
  expect(await countUnread(company.sql, BOSS)).toBe(0);
  expect(await countUnread(company.sql, "chief@example.com")).toBe(1);
  expect((await list({ unread: true })).events).toEqual([]);
});

test("one event has its numbers, and each way it went", async () => {
  const event = await getEvent(company.sql, { id: await first(), email: BOSS, now: NOON });
  expect(event.snapshot).toMatchObject({ kind: "budget", spent: "4150" });
  expect(event.deliveries.map(({ channel, recipient, state }) => [channel, recipient, state])).toEqual([
    ["email", BOSS, "pending"],
    ["email", "chief@example.com", "pending"],
    ["inbox", BOSS, "sent"],
    ["inbox", "chief@example.com", "sent"],
  ]);
  await expect(getEvent(company.sql, { id: randomUUID(), email: null, now: NOON })).rejects.toThrow("no such alert");
});

describe("what somebody does about it", () => {
  test("acknowledged twice, also at once, is one response; the event is open no longer", async () => {
    const id = await first();
    await Promise.all([acknowledge(id), acknowledge(id), acknowledge(id)]);
    await acknowledge(id, "chief@example.com");
    const { events, open } = await list();
    expect(events[0]?.responses.map(({ by, kind, via }) => [by, kind, via])).toEqual([
      [BOSS, "acknowledged", "app"],
      ["chief@example.com", "acknowledged", "app"],
    ]);
    expect([open, events[0]?.open, events[0]?.unread]).toEqual([0, false, false]);
    expect((await list({ state: "open" })).events).toEqual([]);
  });

  test("a snooze of 2 hours silences the budget, and the event is open again after it", async () => {
    const until = minutes(120).toISOString();
    await respondToEvent(company.sql, { event: await first(), kind: "snoozed", until, by: BOSS, via: "mail", now: NOON });
    expect((await list()).events[0]).toMatchObject({ mutedUntil: until, open: false });
    expect(await countOpenEvents(company.sql, minutes(119))).toBe(0);
    expect(await countOpenEvents(company.sql, minutes(121))).toBe(1);
  });

  test("a snooze of a rule's event silences the rule", async () => {
    await ruleWith({ at: 1, change: "fired" });
    const until = minutes(30).toISOString();
    await respondToEvent(company.sql, { event: await first(), kind: "snoozed", until, by: "key ci", via: "api", now: NOON });
    expect(await company.sql`select muted_until from alert_rule`).toEqual([{ muted_until: minutes(30) }]);
    expect(await company.sql`select muted_until from budget`).toEqual([{ muted_until: null }]);
  });

  test("3 events acknowledged at once are 3 responses and 3 lines of the audit trail; what was acknowledged before stays as it is", async () => {
    await ruleWith({ at: 1, change: "fired", subject: "a" }, { at: 2, change: "fired", subject: "b" });
    const ids = (await list()).events.map(({ id }) => id);
    await acknowledge(ids[0] ?? "");
    const audits = () => company.sql`select from audit_entry where action = 'alert.acknowledged'`;
    const before = (await audits()).length;
    const all = () =>
      respondToEvents(company.sql, { events: [...ids, ...ids], kind: "acknowledged", by: BOSS, via: "app", now: minutes(9) });
    const [responses] = await Promise.all([all(), all()]);
    expect(responses?.map(({ at }) => at)).toEqual([minutes(5), minutes(9), minutes(9)].map((at) => at.toISOString()));
    expect(await company.sql`select from alert_response`).toHaveLength(3);
    expect(await audits()).toHaveLength(before + 2);
    expect(await list()).toMatchObject({ open: 0, unread: 0 });
  });

  test("one event that does not exist, and nothing is acknowledged", async () => {
    const events = [await first(), randomUUID()];
    const all = respondToEvents(company.sql, { events, kind: "acknowledged", by: BOSS, via: "app", now: minutes(9) });
    await expect(all).rejects.toMatchObject({ code: "not_found" });
    expect(await company.sql`select from alert_response`).toHaveLength(0);
  });

  for (const [name, until] of [
    ["no end", undefined],
    ["an end that is past", minutes(-1).toISOString()],
    ["an end in 31 days", minutes(31 * 1440).toISOString()],
  ] as const) {
    test(`a snooze with ${name} is refused`, async () => {
      const snooze = respondToEvent(company.sql, { event: await first(), kind: "snoozed", until, by: BOSS, via: "app", now: NOON });
      await expect(snooze).rejects.toMatchObject({ code: "invalid" });
    });
  }
});

describe("open", () => {
  test("a budget's event until its period ends", async () => {
    expect(await countOpenEvents(company.sql, new Date("2026-11-30T22:59:00Z"))).toBe(1);
    expect(await countOpenEvents(company.sql, new Date("2026-11-30T23:00:00Z"))).toBe(0);
  });

  test("no longer where restated data put it below the line, and it says since when", async () => {
    await company.sql`update budget_crossing set below_since = ${minutes(9)}`;
    expect((await list()).events[0]).toMatchObject({ open: false, correctedAt: minutes(9).toISOString() });
  });

  test("a rule's event until it ends, each subject by itself", async () => {
    await ruleWith(
      { at: 1, change: "fired", subject: "a" },
      { at: 2, change: "fired", subject: "b" },
      { at: 3, change: "resolved", subject: "a" },
      { at: 4, change: "fired", subject: "a" },
    );
    const { events, open } = await list({ kind: "rule" }, minutes(5));
    expect(events.map(({ subject, change, open: holds, resolvedAt }) => [subject, change, holds, resolvedAt])).toEqual([
      ["a", "fired", true, null],
      ["a", "resolved", false, null],
      ["b", "fired", true, null],
      ["a", "fired", false, minutes(3).toISOString()],
    ]);
    expect(open).toBe(3);
  });

  test("an alert again whose end restated data took back, but not one that was acknowledged", async () => {
    const id = await ruleWith(
      { at: 1, change: "fired", subject: "a" },
      { at: 3, change: "resolved", subject: "a" },
      { at: 1, change: "fired", subject: "b" },
      { at: 3, change: "resolved", subject: "b" },
    );
    const [b] = await company.sql<
      { id: string }[]
    >`select id from alert_event where rule_id = ${id} and subject = 'b' and change = 'fired'`;
    await acknowledge(b?.id ?? "");
    expect((await list({ kind: "rule", state: "open" }, minutes(5))).events).toEqual([]);
    await company.sql`update rule_transition set withdrawn_at = ${minutes(4)} where change = 'resolved'`;
    for (const subject of ["a", "b"]) await company.sql.begin((tx) => markStanding(tx, id, subject));
    const { events, open } = await list({ kind: "rule", state: "open" }, minutes(5));
    expect(events).toMatchObject([{ subject: "a", open: true, resolvedAt: null, correctedAt: null }]);
    expect(open).toBe(2);
  });

  test("an alert that restated data moved by 10 minutes is the same one, and not corrected", async () => {
    const id = await ruleWith({ at: 1, change: "fired" });
    await company.sql`
      insert into rule_transition (rule_id, subject, at, change, state, event_id)
      select rule_id, subject, at + interval '10 minutes', change, state, event_id from rule_transition`;
    await company.sql`update rule_transition set withdrawn_at = ${minutes(12)} where at = ${minutes(1)}`;
    await company.sql.begin((tx) => markStanding(tx, id, ""));
    expect((await list({ kind: "rule", state: "open" }, minutes(13))).events).toMatchObject([{ open: true, correctedAt: null }]);
  });

  test("no alert that restated data took back", async () => {
    const id = await ruleWith({ at: 1, change: "fired" });
    await company.sql`update rule_transition set withdrawn_at = ${minutes(12)}`;
    await company.sql.begin((tx) => markStanding(tx, id, ""));
    expect((await list({ kind: "rule" }, minutes(13))).events).toMatchObject([{ open: false, correctedAt: minutes(12).toISOString() }]);
  });
});

test("pages of 2 go through 5 events without gap or repeat, also those of one moment", async () => {
  const id = await ruleWith();
  for (const subject of ["a", "b", "c", "d"])
    await company.sql`
      insert into alert_event (kind, rule_id, subject, at, change, title, snapshot, created_at)
      values ('rule', ${id}, ${subject}, ${NOON}, 'fired', ${subject}, '{}', ${NOON})`;
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 2, cursor });
    seen.push(...page.events.map((event) => event.id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
  expect((await list({ severity: "critical" })).events).toEqual([]);
  expect((await list({ rule: id })).events).toHaveLength(4);
});
