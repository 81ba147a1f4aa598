import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { type NewMailSettings, newMailSettingsSchema } from "./mail-settings";
import { changeMailSettings, describeMail, forgetMailSettings, readMailSettings, showMailSettings } from "./settings";
import { sendTestMail } from "./test-mail";
import { startMailServer, type TestMailServer } from "./testing";

const { sql } = openTestDatabase({ max: 2 });
let server: TestMailServer | null = null;
beforeEach(() => sql`delete from mail_settings`);
afterEach(async () => {
  await server?.stop();
  server = null;
});

const NOW = new Date("2026-11-22T12:00:00Z");
const env = {
  smtpUrl: undefined,
  mailFrom: undefined,
  url: "https://permille.example.com",
  home: "/nowhere",
  nextAuthSecret: "a secret of the tests",
};
const entered = (more: Partial<NewMailSettings> = {}) =>
  newMailSettingsSchema.parse({
    host: "smtp.example.com",
    port: 587,
    security: "starttls",
    user: "per@mille",
    password: "p:ss/wörd@",
    sender: "Permille <p@example.com>",
    ...more,
  });
const store = (more: Partial<NewMailSettings> = {}) =>
  changeMailSettings(sql, { settings: entered(more), by: "admin@example.com", now: NOW, env });
const smtpUrl = async () => (await readMailSettings(sql, env))?.smtpUrl;

describe("the mail server", () => {
  test("without variable and settings there is none", async () => {
    expect(await readMailSettings(sql, env)).toBeNull();
    expect(await showMailSettings(sql, env)).toEqual({ source: "none", inUse: null, stored: null });
    await expect(sendTestMail(sql, { env, to: "a@example.com", now: NOW })).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a stored one is used, its password sealed in the table and in no answer", async () => {
    await store();
    expect(await smtpUrl()).toBe("smtp://per%40mille:p%3Ass%2Fw%C3%B6rd%40@smtp.example.com:587?requireTLS=true");
    const [row] = await sql<{ sealed_password: string }[]>`select sealed_password from mail_settings`;
    expect(row?.sealed_password).toMatch(/^v1\.[\w-]+\.[\w-]+\.[\w-]+$/);
    const shown = await showMailSettings(sql, env);
    expect(shown).toMatchObject({
      source: "settings",
      inUse: { server: "smtp.example.com:587" },
      stored: { user: "per@mille", hasPassword: true },
    });
    expect(JSON.stringify(shown)).not.toContain("wörd");
    expect(await sql`select detail from audit_entry where detail::text like '%rd@%'`).toEqual([]);
  });

  test("SMTP_URL rules over it, and the page says so", async () => {
    await store();
    const both = { ...env, smtpUrl: "smtp://user:secret@mail.example.com:25" };
    expect(await readMailSettings(sql, both)).toEqual({ smtpUrl: both.smtpUrl, from: "Permille <permille@permille.example.com>" });
    expect(await describeMail(sql, both)).toEqual({ server: "mail.example.com:25", from: "Permille <permille@permille.example.com>" });
    expect((await showMailSettings(sql, both)).source).toBe("environment");
  });

  test("tls and none are other addresses, also of IPv6", async () => {
    await store({ security: "tls", port: 465, user: null });
    expect(await smtpUrl()).toBe("smtps://smtp.example.com:465");
    await store({ security: "none", port: 25, host: "::1", user: null });
    expect(await smtpUrl()).toBe("smtp://[::1]:25?ignoreTLS=true");
  });

  test("a password left empty stays, but goes to no other server or user", async () => {
    await store();
    await store({ password: undefined, port: 2525 });
    expect(await smtpUrl()).toContain("p%3Ass");
    for (const other of [{ host: "evil.example.com" }, { user: "other" }])
      await expect(store({ password: undefined, ...other })).rejects.toThrow("Enter the password again");
  });

  test("with another secret of the instance the password can't be opened, and it says what to do", async () => {
    await store();
    await expect(readMailSettings(sql, { ...env, nextAuthSecret: "another secret of it" })).rejects.toThrow(
      "Enter it again in Settings, Mail.",
    );
  });

  test("forgotten, there is none", async () => {
    await store();
    await forgetMailSettings(sql, { by: "admin@example.com" });
    expect(await readMailSettings(sql, env)).toBeNull();
  });
});

describe("a test mail", () => {
  const local = (port: number) => store({ host: "127.0.0.1", port, security: "none", user: null });

  test("arrives, and says what the server said", async () => {
    server = await startMailServer();
    await local(server.port);
    expect(await sendTestMail(sql, { env, to: "admin@example.com", now: NOW })).toMatch(/^250 /);
    expect(server.mails.map(({ to }) => to)).toEqual([["admin@example.com"]]);
  });

  test("that is refused says why in the server's words", async () => {
    server = await startMailServer({ refuse: () => 550 });
    await local(server.port);
    const refused = sendTestMail(sql, { env, to: "admin@example.com", now: NOW });
    await expect(refused).rejects.toThrow("The test mail was not sent. The mail server refuses this address: 550 refused by the test");
  });

  test("to a server that must be encrypted and can't is not sent", async () => {
    server = await startMailServer();
    await store({ host: "127.0.0.1", port: server.port, security: "starttls", user: null });
    await expect(sendTestMail(sql, { env, to: "admin@example.com", now: NOW })).rejects.toMatchObject({ code: "unavailable" });
    expect(server.mails).toEqual([]);
  });
});

test.each([
  ["smtp://smtp.example.com", "host"],
  ["smtp.example.com/x", "host"],
  ["a b", "host"],
])("%s is no %s", (host) => expect(newMailSettingsSchema.safeParse({ ...entered(), host }).success).toBe(false));
test("a sender can't smuggle in a header", () =>
  expect(newMailSettingsSchema.safeParse({ ...entered(), sender: "a@example.com\r\nBcc: b@example.com" }).success).toBe(false));
