import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { actByMail, openAct } from "./act";
import { ACT_DAYS, writeActToken } from "./act-token";
import { companyForTests, crossed, LINK_KEY, minutes, NOON } from "./testing";

const company = companyForTests(crossed);
const BOSS = "boss@example.com";
const eventId = async () => String((await company.sql`select id from alert_event`)[0]?.id);
const link = (token: string, now = minutes(5)) => ({ token, key: LINK_KEY, now });
const token = async (more: Partial<Parameters<typeof writeActToken>[0]> = {}) =>
  writeActToken({ event: await eventId(), recipient: BOSS, expires: minutes(60), ...more }, LINK_KEY);
const responses = () => company.sql`select kind, by, via from alert_response order by at`;

test("the link of a mail that really arrived opens the alert for its recipient, and opening it 3 times changes nothing", async () => {
  const server = await company.mailServer();
  await company.deliver(server);
  const mail = server.mails.find(({ to }) => to[0] === BOSS);
  const found = /alerts\/act\?token=([\w.-]+)/.exec((mail?.raw ?? "").replace(/=\r\n/g, "").replaceAll("=3D", "="))?.[1] ?? "";
  for (let i = 0; i < 3; i += 1)
    expect(await openAct(company.sql, link(found))).toMatchObject({ state: "ready", recipient: BOSS, event: { name: "Support chat" } });
  expect(await responses()).toEqual([]);
  const days = (count: number) => openAct(company.sql, link(found, new Date(NOON.getTime() + count * 86_400_000)));
  expect([(await days(ACT_DAYS - 0.01)).state, (await days(ACT_DAYS)).state]).toEqual(["ready", "expired"]);
});

test("acknowledged twice by link is one response, of the recipient, by mail", async () => {
  const given = link(await token());
  await Promise.all([1, 2].map(() => actByMail(company.sql, { ...given, kind: "acknowledged" })));
  await actByMail(company.sql, { ...given, kind: "acknowledged" });
  expect(await responses()).toEqual([{ kind: "acknowledged", by: BOSS, via: "mail" }]);
  expect(await openAct(company.sql, given)).toMatchObject({ event: { open: false, responses: [{ by: BOSS }] } });
});

test("let rest for 8 hours silences the budget for 8 hours", async () => {
  await actByMail(company.sql, { ...link(await token()), kind: "snoozed", hours: 8 });
  expect(await company.sql`select muted_until from budget`).toEqual([{ muted_until: minutes(5 + 480) }]);
});

test("an expired, changed, foreign or cut token acts never and records nothing", async () => {
  const good = await token();
  const [content = "", signature = ""] = good.split(".");
  const forged = Buffer.from(JSON.stringify({ e: await eventId(), r: "chief@example.com", x: 4_000_000_000 })).toString("base64url");
  const wrong = [
    await token({ expires: minutes(5) }),
    `${forged}.${signature}`,
    content,
    "",
    "x.y.z",
    writeActToken({ event: await eventId(), recipient: BOSS, expires: minutes(60) }, Buffer.alloc(32, 8)),
  ];
  expect((await Promise.all(wrong.map((one) => openAct(company.sql, link(one))))).map(({ state }) => state)).toEqual([
    "expired",
    ...wrong.slice(1).map(() => "unknown"),
  ]);
  for (const one of wrong)
    await expect(actByMail(company.sql, { ...link(one), kind: "acknowledged" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await responses()).toEqual([]);
});

test("someone whose account is disabled can't act", async () => {
  const given = link(await token());
  await company.sql`update app_user set disabled_at = now() where email = ${BOSS}`;
  expect(await openAct(company.sql, given)).toEqual({ state: "closed" });
  await expect(actByMail(company.sql, { ...given, kind: "acknowledged" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await responses()).toEqual([]);
});

test("an event that isn't there is not found", async () => {
  await expect(openAct(company.sql, link(await token({ event: randomUUID() })))).rejects.toMatchObject({ code: "not_found" });
});
