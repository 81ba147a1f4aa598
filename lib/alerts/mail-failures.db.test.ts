import { expect, test } from "vitest";
import type { Mailer } from "../email/transport";
import { retryDelivery } from "./outbox";
import { companyForTests, crossed, mailerOf, minutes } from "./testing";

const company = companyForTests(crossed);

test("an outage of 20 minutes delays, with longer pauses, and loses nothing", async () => {
  const first = await company.mailServer();
  await company.stopMailServers();
  for (let minute = 0; minute < 20; minute += 1) await company.deliver(first, minutes(minute));
  const waiting = await company.outbox();
  expect(waiting.map(({ state }) => state)).toEqual(["pending", "pending"]);
  expect(waiting.map(({ attempts }) => attempts)).toEqual([5, 5]);
  expect(waiting[0]?.reason).toMatch(/^The mail server can't be reached: .*ECONNREFUSED/);
  const again = await company.mailServer({ port: first.port });
  await company.deliver(again, minutes(60));
  expect(again.mails).toHaveLength(2);
  expect(
    (await company.outbox()).every(({ state, reason, possibleDuplicate }) => state === "sent" && reason === null && !possibleDuplicate),
  ).toBe(true);
});

test("a refused address fails with a sentence while the other mail is sent; it can be sent again by hand", async () => {
  const refusing = await company.mailServer({ refuse: (address) => (address.startsWith("boss") ? 550 : null) });
  expect(await company.deliver(refusing)).toEqual({ sent: 1, failed: 1, waiting: 0 });
  const failed = (await company.outbox()).find(({ recipient }) => recipient === "boss@example.com");
  expect(failed).toMatchObject({
    state: "failed",
    reason: "The mail server refuses this address: 550 refused by the test",
    nextAttemptAt: null,
  });
  expect(await company.deliver(refusing, minutes(600))).toEqual({ sent: 0, failed: 0, waiting: 0 });
  const server = await company.mailServer();
  await retryDelivery(company.sql, { id: failed?.id ?? "", by: "eng@example.com", now: minutes(601) });
  await company.deliver(server, minutes(601));
  expect(server.mails.map(({ to }) => to)).toEqual([["boss@example.com"]]);
});

test("a full mailbox (452) is tried again and does not hold up the others", async () => {
  let full = true;
  const server = await company.mailServer({ refuse: (address) => (full && address.startsWith("boss") ? 452 : null) });
  expect(await company.deliver(server)).toEqual({ sent: 1, failed: 0, waiting: 1 });
  full = false;
  expect(await company.deliver(server, minutes(1))).toEqual({ sent: 1, failed: 0, waiting: 0 });
  expect((await company.outbox()).every(({ possibleDuplicate }) => !possibleDuplicate)).toBe(true);
});

test("a sender that dies between the server's acceptance and our commit is recorded as a possible repeat, under the same Message-ID", async () => {
  const server = await company.mailServer();
  const real = mailerOf(server);
  const dies: Mailer = {
    ...real,
    async send(mail) {
      await real.send(mail);
      throw new Error("killed");
    },
  };
  await expect(company.deliver(dies)).rejects.toThrow("killed");
  expect(server.mails).toHaveLength(1);
  await company.deliver(server, minutes(1));
  expect(server.mails).toHaveLength(2);
  const lost = (await company.outbox()).find(({ state }) => state === "sending");
  await company.deliver(null, minutes(6));
  expect((await company.outbox()).find(({ id }) => id === lost?.id)).toMatchObject({
    state: "uncertain",
    possibleDuplicate: true,
    attempts: 1,
  });
  await company.deliver(server, minutes(7));
  expect((await company.outbox()).find(({ id }) => id === lost?.id)).toMatchObject({ state: "sent", possibleDuplicate: true, attempts: 2 });
  const copies = server.mails.filter(({ messageId }) => messageId === lost?.messageId);
  expect(copies).toHaveLength(2);
  const content = copies.map(({ raw }) => raw.replace(/--_NmP-\w+/g, "boundary"));
  expect(content[0]).toBe(content[1]);
  real.close();
});

test("a connection that breaks after the mail was handed over is a possible repeat too", async () => {
  const server = await company.mailServer({ hangUps: 1 });
  await company.deliver(server);
  const uncertain = (await company.outbox()).find(({ state }) => state === "uncertain");
  expect(uncertain).toMatchObject({ possibleDuplicate: true, attempts: 1 });
  await company.deliver(server, minutes(1));
  expect((await company.outbox()).map(({ state, possibleDuplicate }) => [state, possibleDuplicate]).sort()).toEqual([
    ["sent", false],
    ["sent", true],
  ]);
  expect(server.mails.filter(({ messageId }) => messageId === uncertain?.messageId)).toHaveLength(2);
});
