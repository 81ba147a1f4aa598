import { expect, test } from "vitest";
import { listOutbox, retryDelivery } from "./outbox";
import { companyForTests, crossed, minutes, NOON } from "./testing";

const company = companyForTests(crossed);

test("sends each mail once, with the Message-ID it was given", async () => {
  const server = await company.mailServer();
  expect(await company.deliver(server)).toEqual({ sent: 2, failed: 0, waiting: 0 });
  expect(await company.deliver(server, minutes(60))).toEqual({ sent: 0, failed: 0, waiting: 0 });
  expect(server.mails.map(({ to }) => to).sort()).toEqual([["boss@example.com"], ["chief@example.com"]]);
  const rows = await company.outbox();
  expect(rows.map(({ messageId }) => messageId).sort()).toEqual(server.mails.map(({ messageId }) => messageId).sort());
  expect(
    rows.every(
      ({ state, attempts, possibleDuplicate, sentAt }) =>
        state === "sent" && attempts === 1 && !possibleDuplicate && sentAt === NOON.toISOString(),
    ),
  ).toBe(true);
  expect(server.mails[0]?.raw).toMatch(/^Content-Type: text\/plain/m);
  expect(server.mails[0]?.raw).toMatch(/^Content-Type: text\/html/m);
});

test("four senders at once send two mails, not eight", async () => {
  const server = await company.mailServer();
  await Promise.all([company.deliver(server), company.deliver(server), company.deliver(server), company.deliver(server)]);
  expect(server.mails).toHaveLength(2);
});

test("someone whose account is disabled while the mail waits doesn't get it", async () => {
  await company.sql`update app_user set disabled_at = now() where email = 'boss@example.com'`;
  const server = await company.mailServer();
  expect(await company.deliver(server)).toEqual({ sent: 1, failed: 0, waiting: 0 });
  expect((await company.outbox()).map(({ state }) => state)).toEqual(["failed", "sent"]);
});

test("without a mail server everything stays and says so; with one after 6 days it is sent", async () => {
  await company.deliver(null);
  expect((await company.outbox()).map(({ state, reason }) => [state, reason?.split(".")[0]])).toEqual([
    ["pending", "No mail server is configured"],
    ["pending", "No mail server is configured"],
  ]);
  const server = await company.mailServer();
  await company.deliver(server, new Date(NOON.getTime() + 6 * 86_400_000));
  expect(server.mails).toHaveLength(2);
});

test("after 8 days without one it is expired, and still there to be sent by hand", async () => {
  const later = new Date(NOON.getTime() + 8 * 86_400_000);
  const server = await company.mailServer();
  await company.deliver(server, later);
  expect(server.mails).toEqual([]);
  const { deliveries, counts } = await listOutbox(company.sql, { state: "expired" });
  expect(counts).toEqual({ pending: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, expired: 2 });
  await retryDelivery(company.sql, { id: deliveries[0]?.id ?? "", by: "eng@example.com", now: later });
  await company.deliver(server, later);
  expect(server.mails).toHaveLength(1);
});
