import { afterEach, describe, expect, test } from "vitest";
import { createChannel, createChannelSender, endChannel, listChannels, testChannel } from "../channels";
import { messageSchema } from "../channels/message";
import { verifyBody } from "../channels/signature";
import { startReceiver, type TestReceiver } from "../channels/testing";
import { retryDelivery } from "./outbox";
import { companyForTests, minutes, NOON } from "./testing";
import { tellOf } from "./testing-rule";

const company = companyForTests();
const KEY = Buffer.alloc(32, 1);
const channels = createChannelSender({ key: () => KEY, allowPrivate: true });
let receivers: TestReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  receivers = [];
});

async function receiverThat(answer?: Parameters<typeof startReceiver>[0]): Promise<TestReceiver> {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  return receiver;
}
const add = (kind: "slack" | "webhook", url: string, name: string = kind) =>
  createChannel(company.sql, { channel: { kind, name, url }, by: "admin@example.com", now: NOON, key: KEY, allowPrivate: true });
const tell = (titles: string[], ids: string[], change?: "fired" | "resolved") =>
  tellOf(company.sql, titles, { recipients: { channels: ids }, now: NOON, ...(change && { change }) });
const deliver = (now = NOON) => company.deliver(null, now, { channels });
const states = async () => (await company.outbox()).map(({ channel, state }) => `${channel} ${state}`).sort();

test("a signed webhook gets the event once, signed with the secret that was shown once", async () => {
  const receiver = await receiverThat();
  const { channel, secret } = await add("webhook", `${receiver.url}/hook?key=1`);
  expect(await company.sql`select secret from channel where secret like ${`%${secret}%`}`).toEqual([]);
  const [event] = await tell(["Errors at 20 %"], [channel.id]);
  expect(await deliver()).toEqual({ sent: 1, failed: 0, waiting: 0 });
  expect(await deliver(minutes(60))).toEqual({ sent: 0, failed: 0, waiting: 0 });
  const [post] = receiver.posts;
  expect(receiver.posts).toHaveLength(1);
  expect(post?.path).toBe("/hook?key=1");
  const message = messageSchema.parse(JSON.parse(post?.body ?? ""));
  expect(message).toMatchObject({
    version: 1,
    type: "alert.fired",
    id: event,
    title: "Errors at 20 %",
    url: `http://permille.test:3000/alerts/${event}`,
    alert: {
      kind: "rule",
      severity: "critical",
      at: NOON.toISOString(),
      budget: null,
      rule: { name: "Errors" },
      snapshot: { value: "0.2" },
    },
  });
  expect(post?.headers["permille-event-id"]).toBe(event);
  expect(post?.headers["permille-delivery-id"]).toBe((await company.outbox())[0]?.id);
  const signature = String(post?.headers["permille-signature"]);
  const check = (now: Date) => verifyBody(post?.body ?? "", { signature, secret: secret ?? "", now });
  expect([check(NOON), check(minutes(6))]).toEqual([true, false]);
  expect((await listChannels(company.sql))[0]).toMatchObject({
    address: `${receiver.url}/…`,
    lastSentAt: NOON.toISOString(),
    trouble: null,
  });
});

test("a repeat has the same body and delivery id, and a new time under its signature", async () => {
  const receiver = await receiverThat((_, count) => ({ status: count === 1 ? 500 : 200 }));
  const { channel } = await add("webhook", receiver.url);
  await tell(["Errors"], [channel.id]);
  expect(await deliver()).toEqual({ sent: 0, failed: 0, waiting: 1 });
  expect(await deliver(minutes(1))).toEqual({ sent: 1, failed: 0, waiting: 0 });
  const [first, second] = receiver.posts;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["permille-delivery-id"]).toBe(first?.headers["permille-delivery-id"]);
  expect(second?.headers["permille-signature"]).not.toBe(first?.headers["permille-signature"]);
});

test("Slack gets a text and blocks, with names that can't mention or link", async () => {
  const receiver = await receiverThat(() => ({ status: 200, text: "ok" }));
  const { channel, secret } = await add("slack", receiver.url);
  expect(secret).toBeNull();
  await tell(["<!channel> & more"], [channel.id]);
  await tell(["Errors are over"], [channel.id], "resolved");
  await deliver();
  const bodies = receiver.posts.map(({ body }) => JSON.parse(body));
  expect(bodies.map(({ text }) => text).sort()).toEqual(["✅ Errors are over", "🔴 &lt;!channel&gt; &amp; more"].sort());
  expect(bodies[0].blocks.map(({ type }: { type: string }) => type)).toEqual(["section", "context", "actions"]);
  expect(receiver.posts[0]?.headers["permille-signature"]).toBeUndefined();
});

test("a channel that is down holds up neither mails nor other channels, and is asked once a round", async () => {
  const dead = await receiverThat();
  await dead.stop();
  const well = await receiverThat();
  const [a, b] = [await add("slack", dead.url, "dead"), await add("slack", well.url, "well")];
  await tellOf(company.sql, ["one", "two", "three"], {
    recipients: { roles: ["engineer"], channels: [a.channel.id, b.channel.id] },
    now: NOON,
  });
  const server = await company.mailServer();
  expect(await company.deliver(server, NOON, { channels })).toEqual({ sent: 6, failed: 0, waiting: 1 });
  expect([server.mails.length, well.posts.length]).toEqual([3, 3]);
});

test("a mail server that is down holds up no channel", async () => {
  const receiver = await receiverThat();
  const { channel } = await add("slack", receiver.url);
  await tellOf(company.sql, ["one"], { recipients: { roles: ["engineer"], channels: [channel.id] }, now: NOON });
  const down = await company.mailServer();
  await company.stopMailServers();
  expect(await company.deliver(down, NOON, { channels })).toEqual({ sent: 1, failed: 0, waiting: 1 });
  expect(await states()).toEqual(["email pending", "slack sent"]);
});

test("4 senders at once and 6 events are 6 messages", async () => {
  const receiver = await receiverThat();
  const { channel } = await add("webhook", receiver.url);
  await tell(["a", "b", "c", "d", "e", "f"], [channel.id]);
  await Promise.all([1, 2, 3, 4].map(() => deliver()));
  expect(new Set(receiver.posts.map(({ headers }) => headers["permille-delivery-id"])).size).toBe(6);
  expect(receiver.posts).toHaveLength(6);
});

describe("a channel that ends", () => {
  test("410 ends it with what its address said; what waits fails and can't be sent again", async () => {
    const receiver = await receiverThat(() => ({ status: 410, text: "channel_is_archived" }));
    const { channel } = await add("slack", receiver.url);
    await tell(["one", "two"], [channel.id]);
    expect(await deliver()).toEqual({ sent: 0, failed: 1, waiting: 0 });
    expect((await listChannels(company.sql))[0]).toMatchObject({
      endedAt: NOON.toISOString(),
      endReason: "The address says that it is gone: 410: channel_is_archived",
    });
    await deliver(minutes(1));
    expect(receiver.posts).toHaveLength(1);
    const rows = await company.outbox();
    expect(rows.map(({ state, canRetry }) => [state, canRetry])).toEqual([
      ["failed", false],
      ["failed", false],
    ]);
    const retry = retryDelivery(company.sql, { id: rows[0]?.id ?? "", by: "eng@example.com", now: NOON });
    await expect(retry).rejects.toMatchObject({ code: "conflict" });
  });

  test("ended by an admin, it gets no test and its name is free again", async () => {
    const receiver = await receiverThat();
    const { channel } = await add("slack", receiver.url, "FinOps");
    await expect(add("slack", receiver.url, "finops")).rejects.toMatchObject({ code: "conflict" });
    await testChannel(company.sql, { id: channel.id, sender: channels, url: "http://permille.test", now: NOON });
    expect(JSON.parse(receiver.posts[0]?.body ?? "").text).toMatch(/^Permille reaches this channel, “FinOps”/);
    await endChannel(company.sql, { id: channel.id, by: "admin@example.com", now: NOON });
    const again = testChannel(company.sql, { id: channel.id, sender: channels, url: "", now: NOON });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
    await add("slack", receiver.url, "finops");
  });
});

test("a test that is refused says what the address said", async () => {
  const receiver = await receiverThat(() => ({ status: 403, text: "invalid_token" }));
  const { channel } = await add("slack", receiver.url);
  const refused = testChannel(company.sql, { id: channel.id, sender: channels, url: "", now: NOON });
  await expect(refused).rejects.toThrow("The test was not taken. The address refuses this message: 403: invalid_token");
});

test("a sender without leave for private networks sends nothing there, and the message says why", async () => {
  const receiver = await receiverThat();
  const { channel } = await add("webhook", receiver.url);
  await tell(["one"], [channel.id]);
  const careful = createChannelSender({ key: () => KEY, allowPrivate: false });
  expect(await company.deliver(null, NOON, { channels: careful })).toEqual({ sent: 0, failed: 1, waiting: 0 });
  expect(receiver.posts).toEqual([]);
});

test("with another secret of the instance a webhook's secret can't be opened, and the message says so", async () => {
  const receiver = await receiverThat();
  const { channel } = await add("webhook", receiver.url);
  await tell(["one"], [channel.id]);
  const other = createChannelSender({ key: () => Buffer.alloc(32, 2), allowPrivate: true });
  await company.deliver(null, NOON, { channels: other });
  expect((await company.outbox())[0]).toMatchObject({ state: "failed", reason: expect.stringContaining("NEXTAUTH_SECRET changed") });
});
