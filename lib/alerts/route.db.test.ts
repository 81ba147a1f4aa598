import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as act } from "../../app/api/alerts/act/route";
import { POST as respond } from "../../app/api/v1/alerts/[id]/responses/route";
import { GET as getOne } from "../../app/api/v1/alerts/[id]/route";
import { GET as listAlerts } from "../../app/api/v1/alerts/route";
import { POST as testOne } from "../../app/api/v1/channels/[id]/test/route";
import { POST as create, GET as listAll } from "../../app/api/v1/channels/route";
import { POST as readAll } from "../../app/api/v1/inbox/read/route";
import { PUT as changeMail, DELETE as forget, GET as showMail } from "../../app/api/v1/settings/mail/route";
import type { Sql } from "../../db/client";
import { openTestDatabase } from "../../db/testing-hooks";
import { startReceiver } from "../channels/testing";
import { createKey } from "../people";
import { instanceKey } from "../secrets/instance-key";
import { writeActToken } from "./act-token";
import { alertEventDetailSchema, eventPageSchema } from "./event";
import { tellOf } from "./testing-rule";

const database = openTestDatabase({ max: 2 });
const { sql } = database;
let event = "";
const keys: Record<string, string> = {};
const SECRET = "a secret of the tests";

beforeAll(async () => {
  Object.assign(process.env, { DATABASE_URL: database.url, NEXTAUTH_SECRET: SECRET, PERMILLE_ALLOW_PRIVATE_WEBHOOKS: "1" });
  delete process.env.SMTP_URL;
  await sql`insert into app_user (email, role, password_hash) values ('boss@example.com', 'manager', 'x')`;
  for (const scope of ["admin", "query"] as const) keys[scope] = (await createKey(sql, { name: scope, scope, by: "cli" })).secret;
  [event = ""] = await tellOf(sql, ["Errors at 20 %"], { recipients: { roles: ["manager"] }, now: new Date() });
});
afterAll(async () => {
  const shared = globalThis as { permilleSql?: Sql };
  await shared.permilleSql?.end();
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
async function ask(handler: Handler, method: string, { key = "admin", body, id }: { key?: string; body?: unknown; id?: string } = {}) {
  const headers = { authorization: `Bearer ${keys[key]}`, "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request("http://localhost:3000/api/v1/any", { method, headers, ...sent });
  const response = await handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
  return { status: response.status, body: await response.json() };
}

describe("alerts over HTTP", () => {
  test("are listed and read with a query key, in the shapes that are promised", async () => {
    const page = eventPageSchema.parse((await ask(listAlerts, "GET", { key: "query" })).body);
    expect(page.events).toMatchObject([{ id: event, title: "Errors at 20 %", unread: false }]);
    const { body } = await ask(getOne, "GET", { key: "query", id: event });
    expect(alertEventDetailSchema.parse(body.event).deliveries).toHaveLength(2);
  });

  test("a query key may not respond, an admin key may, and it is on record as the key", async () => {
    const answer = { body: { kind: "acknowledged" }, id: event };
    expect((await ask(respond, "POST", { ...answer, key: "query" })).status).toBe(403);
    expect((await ask(respond, "POST", answer)).body.response).toMatchObject({ by: "key admin", via: "api" });
  });

  test("no key has an inbox", async () => expect((await ask(readAll, "POST", { body: {} })).status).toBe(403));
});

describe("the form of a mail's link", () => {
  const submit = (fields: Record<string, string>, origin: string | null = "http://localhost:3000") =>
    act(
      new Request("http://localhost:3000/api/alerts/act", {
        method: "POST",
        headers: { host: "localhost:3000", ...(origin && { origin }) },
        body: new URLSearchParams(fields),
      }),
      { params: Promise.resolve({}) },
    );
  const token = (days: number) => {
    const key = instanceKey({ home: "/nowhere", nextAuthSecret: SECRET }, "link");
    return writeActToken({ event, recipient: "boss@example.com", expires: new Date(Date.now() + days * 86_400_000) }, key);
  };
  const byMail = () => sql`select kind from alert_response where via = 'mail'`;

  test("from another site, or without saying from where, does nothing", async () => {
    for (const origin of ["https://evil.example.com", null])
      expect((await submit({ token: token(1), kind: "acknowledged" }, origin)).status).toBe(403);
    expect(await byMail()).toEqual([]);
  });

  test("expired, it leads back to the page that says so, and does nothing", async () => {
    const expired = token(-1);
    const response = await submit({ token: expired, kind: "acknowledged" });
    expect([response.status, response.headers.get("location")]).toEqual([303, `/alerts/act?token=${expired}`]);
    expect(await byMail()).toEqual([]);
  });

  test("acts once, however often it is sent, without signing in", async () => {
    for (let i = 0; i < 3; i += 1) expect((await submit({ token: token(1), kind: "acknowledged", hours: "24" })).status).toBe(303);
    expect(await byMail()).toEqual([{ kind: "acknowledged" }]);
  });
});

test("channels over HTTP: made with an admin key, whose secret shows once; tested; a query key sees none", async () => {
  const receiver = await startReceiver();
  const made = await ask(create, "POST", { body: { kind: "webhook", name: "Own", url: `${receiver.url}/secret-path` } });
  expect(made.body.secret).toMatch(/^whsec_[\w-]{43}$/);
  const listed = await ask(listAll, "GET");
  expect(JSON.stringify(listed.body)).not.toMatch(/secret-path|whsec/);
  expect((await ask(testOne, "POST", { id: made.body.channel.id })).body).toEqual({ ok: true });
  expect(receiver.posts).toHaveLength(1);
  expect((await ask(listAll, "GET", { key: "query" })).status).toBe(403);
  await receiver.stop();
});

test("mail settings over HTTP: changed, shown without the password, forgotten", async () => {
  const body = { host: "smtp.example.com", port: "587", security: "starttls", user: "u", password: "hidden", sender: "p@example.com" };
  const changed = await ask(changeMail, "PUT", { body });
  expect(changed).toMatchObject({ status: 200, body: { source: "settings", stored: { port: 587, hasPassword: true } } });
  expect(JSON.stringify((await ask(showMail, "GET")).body)).not.toContain("hidden");
  expect((await ask(forget, "DELETE")).body).toEqual({ source: "none", inUse: null, stored: null });
});
