import { describe, expect, test } from "vitest";
import type { ReceivedMail } from "../email/testing";
import type { Mailer } from "../email/transport";
import { retryDelivery } from "./outbox";
import { previewDelivery } from "./preview";
import { companyForTests, mailerOf, minutes, NOON } from "./testing";
import { tellOf } from "./testing-rule";

const company = companyForTests();
const TITLES = ["alpha", "bravo", "charlie", "delta", "echo"].map((name) => `Errors of ${name} at 20 %`);
const tell = (titles = TITLES, roles: ("manager" | "engineer")[] = ["engineer"], now = NOON) =>
  tellOf(company.sql, titles, { recipients: { roles }, now });
/** The titles that a mail holds; long lines are folded in transit. */
const titlesIn = ({ raw }: ReceivedMail) => TITLES.filter((title) => raw.replace(/=\r\n/g, "").includes(title));
const states = async () => (await company.outbox()).map(({ state }) => state);

test("5 events at once are one mail that names each, and the outbox says that they went together", async () => {
  await tell();
  const server = await company.mailServer();
  expect(await company.deliver(server)).toEqual({ sent: 1, failed: 0, waiting: 0 });
  expect(server.mails.map(titlesIn)).toEqual([TITLES]);
  const rows = await company.outbox();
  expect(new Set(rows.map(({ messageId }) => messageId))).toEqual(new Set(server.mails.map(({ messageId }) => messageId)));
  expect(rows.map(({ digest, state }) => [digest?.mails, state])).toEqual(TITLES.map(() => [5, "sent"]));
  expect(server.mails[0]?.messageId).toMatch(/@permille\.test>$/);
  const preview = await previewDelivery(company.sql, { id: rows[0]?.id ?? "", url: "http://permille.test" });
  expect(preview.text).toContain(TITLES[4]);
  expect(preview.text).not.toContain("token=");
});

test("3 events are 3 mails", async () => {
  await tell(TITLES.slice(0, 3));
  const server = await company.mailServer();
  expect(await company.deliver(server)).toMatchObject({ sent: 3 });
  expect(server.mails.map((mail) => titlesIn(mail).length)).toEqual([1, 1, 1]);
});

test("4 senders at once and 5 events for 2 people are 2 mails", async () => {
  await tell(TITLES, ["manager"]);
  const server = await company.mailServer();
  await Promise.all([1, 2, 3, 4].map(() => company.deliver(server)));
  expect(server.mails.map((mail) => [mail.to[0], titlesIn(mail).length]).sort()).toEqual([
    ["boss@example.com", 5],
    ["chief@example.com", 5],
  ]);
});

test("a digest that could not leave stays as it is: what comes meanwhile goes by itself", async () => {
  await tell(TITLES.slice(0, 4));
  const down = await company.mailServer();
  await company.stopMailServers();
  expect(await company.deliver(down)).toEqual({ sent: 0, failed: 0, waiting: 1 });
  await tell(TITLES.slice(4), ["engineer"], minutes(1));
  const server = await company.mailServer({ port: down.port });
  expect(await company.deliver(server, minutes(1))).toMatchObject({ sent: 2 });
  expect(server.mails.map(titlesIn).sort((a, b) => b.length - a.length)).toEqual([TITLES.slice(0, 4), TITLES.slice(4)]);
});

test("4 mails that each came and failed during an outage leave as one after it", async () => {
  const down = await company.mailServer();
  await company.stopMailServers();
  const titles = TITLES.slice(0, 4);
  for (const [i, title] of titles.entries()) {
    await tell([title], ["engineer"], minutes(i * 10));
    await company.deliver(down, minutes(i * 10));
  }
  const server = await company.mailServer({ port: down.port });
  await company.deliver(server, minutes(300));
  expect(server.mails.map(titlesIn)).toEqual([titles]);
});

describe("killed", () => {
  const killed = (where: "before" | "after", real: Mailer): Mailer => ({
    ...real,
    async send(mail) {
      if (where === "after") await real.send(mail);
      throw new Error("killed");
    },
  });
  for (const [name, where, copies] of [
    ["after the claim, before the hand-over", "before", 1],
    ["after the mail server took it, before our commit", "after", 2],
  ] as const) {
    test(`${name}: ${copies === 1 ? "one mail" : "two copies under one Message-ID, recorded as such"}, with all 5 events and nothing else`, async () => {
      await tell();
      const server = await company.mailServer();
      const real = mailerOf(server);
      await expect(company.deliver(killed(where, real))).rejects.toThrow("killed");
      real.close();
      // Another event for the same person must not slip into the digest, nor wait for it.
      await tellOf(company.sql, ["Another"], { recipients: { roles: ["engineer"] }, now: minutes(1) });
      await company.deliver(server, minutes(1));
      await company.deliver(server, minutes(6));
      await company.deliver(server, minutes(7));
      const digests = server.mails.filter((mail) => titlesIn(mail).length > 0);
      expect(digests.map(titlesIn)).toEqual(Array.from({ length: copies }, () => TITLES));
      expect(new Set(digests.map(({ messageId }) => messageId)).size).toBe(1);
      expect(server.mails).toHaveLength(copies + 1);
      const rows = await company.outbox();
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => "sent"));
      expect(rows.filter(({ possibleDuplicate }) => possibleDuplicate)).toHaveLength(5);
    });
  }

  test("after our commit: nothing more goes out", async () => {
    await tell();
    const server = await company.mailServer();
    await company.deliver(server);
    await company.deliver(server, minutes(60));
    expect(server.mails).toHaveLength(1);
  });
});

describe("a dead letter", () => {
  /** 12 rounds, each after the longest pause. */
  async function giveUp(): Promise<Date> {
    const down = await company.mailServer();
    await company.stopMailServers();
    for (let i = 0; i < 12; i += 1) await company.deliver(down, minutes(i * 241));
    return minutes(12 * 241);
  }

  test("after 12 attempts a mail is given up and says so; sent again by hand it leaves under the same Message-ID", async () => {
    await tell(TITLES.slice(0, 1));
    const [before] = await company.outbox();
    const later = await giveUp();
    const [failed] = await company.outbox();
    expect(failed).toMatchObject({ state: "failed", attempts: 12, canRetry: true });
    expect(failed?.reason).toMatch(/can't be reached.* Given up after 12 attempts\.$/);
    const server = await company.mailServer();
    expect(await company.deliver(server, later)).toEqual({ sent: 0, failed: 0, waiting: 0 });
    await retryDelivery(company.sql, { id: failed?.id ?? "", by: "eng@example.com", now: later });
    await company.deliver(server, later);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([before?.messageId]);
    expect(await company.outbox()).toMatchObject([{ state: "sent", attempts: 13 }]);
  });

  test("sent again in vain, it waits for 11 more attempts before it is given up anew", async () => {
    await tell(TITLES.slice(0, 1));
    const later = await giveUp();
    const [failed] = await company.outbox();
    await retryDelivery(company.sql, { id: failed?.id ?? "", by: "eng@example.com", now: later });
    const down = await company.mailServer();
    await company.stopMailServers();
    await company.deliver(down, later);
    expect(await states()).toEqual(["pending"]);
  });

  test("of a digest comes back whole", async () => {
    await tell();
    const later = await giveUp();
    expect(await states()).toEqual(TITLES.map(() => "failed"));
    const [one] = await company.outbox();
    await retryDelivery(company.sql, { id: one?.id ?? "", by: "eng@example.com", now: later });
    const server = await company.mailServer();
    expect(await company.deliver(server, later)).toEqual({ sent: 1, failed: 0, waiting: 0 });
    expect(server.mails.map(titlesIn)).toEqual([TITLES]);
  });
});

test("an event that can't be written as a mail fails by itself, and the others leave", async () => {
  await tell(TITLES.slice(0, 2));
  await company.sql`update alert_event set snapshot = '{"kind":"rule"}' where title = ${TITLES[0] ?? ""}`;
  const server = await company.mailServer();
  expect(await company.deliver(server)).toEqual({ sent: 1, failed: 1, waiting: 0 });
  expect((await company.outbox()).find(({ state }) => state === "failed")?.reason).toMatch(/^This message can't be written: /);
});
