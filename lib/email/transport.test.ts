import { afterEach, describe, expect, test } from "vitest";
import { type MailServerBehavior, startMailServer, type TestMailServer } from "./testing";
import { createMailer, type Mailer } from "./transport";

let server: TestMailServer | null = null;
let mailer: Mailer | null = null;
afterEach(async () => {
  mailer?.close();
  await server?.stop();
});

async function mailerTo(behavior: MailServerBehavior, address: (port: number) => string): Promise<Mailer> {
  server = await startMailServer(behavior);
  mailer = createMailer({ smtpUrl: address(server.port), from: "Permille <p@example.com>" });
  return mailer;
}
const mail = (n = 1) => ({
  to: "boss@example.com",
  subject: `Mail ${n}`,
  html: "<p>x</p>",
  text: "x",
  messageId: `<${n}@permille.test>`,
  date: new Date("2026-11-22T12:00:00Z"),
});
const TRUST = "tls.rejectUnauthorized=false";
const login = { user: "per@mille", password: "p:ss w@rd" };
const AUTH = `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`;

describe("encryption and login", () => {
  test("STARTTLS with a login takes the mail", async () => {
    const { send } = await mailerTo({ security: "starttls", login }, (port) => `smtp://${AUTH}127.0.0.1:${port}?requireTLS=true&${TRUST}`);
    expect(await send(mail())).toMatchObject({ ok: true, answer: expect.stringMatching(/^250 /) });
    expect(server?.mails).toHaveLength(1);
  });
  test("TLS from the first byte takes the mail", async () => {
    const { send } = await mailerTo({ security: "tls", login }, (port) => `smtps://${AUTH}127.0.0.1:${port}?${TRUST}`);
    expect(await send(mail())).toMatchObject({ ok: true });
  });
  test("a certificate that nobody trusts gets no mail and no password; it is tried again", async () => {
    const { send } = await mailerTo({ security: "starttls", login }, (port) => `smtp://${AUTH}127.0.0.1:${port}?requireTLS=true`);
    expect(await send(mail())).toMatchObject({ ok: false, kind: "later", server: true, reason: expect.stringContaining("certificate") });
    expect(server?.mails).toEqual([]);
  });
  test("a wrong password says so, and is tried again", async () => {
    const { send } = await mailerTo({ login }, (port) => `smtp://u:wrong@127.0.0.1:${port}?ignoreTLS=true`);
    expect(await send(mail())).toMatchObject({
      kind: "later",
      server: true,
      reason: "The mail server refuses the user name or password: 535 who are you",
    });
  });
});

test("20 mails go over one connection", async () => {
  const { send } = await mailerTo({}, (port) => `smtp://127.0.0.1:${port}`);
  for (let n = 0; n < 20; n += 1) expect((await send(mail(n))).ok).toBe(true);
  expect(server?.connections()).toBe(1);
});

test("a refused mail breaks nothing for the next", async () => {
  const { send } = await mailerTo({ refuse: (address) => (address.startsWith("no") ? 550 : null) }, (port) => `smtp://127.0.0.1:${port}`);
  expect(await send({ ...mail(1), to: "nobody@example.com" })).toMatchObject({ kind: "never", server: false });
  expect(await send(mail(2))).toMatchObject({ ok: true });
});

test("a file and a picture go with a mail", async () => {
  const { send } = await mailerTo({}, (port) => `smtp://127.0.0.1:${port}`);
  await send({
    ...mail(),
    html: '<img src="cid:chart">',
    attachments: [
      { filename: "chart.png", content: Buffer.from("png"), contentType: "image/png", cid: "chart" },
      { filename: "october.csv", content: "team,cost\n", contentType: "text/csv" },
    ],
  });
  expect(server?.mails[0]?.raw).toMatch(/Content-Id: <chart>/i);
  expect(server?.mails[0]?.raw).toMatch(/filename=october\.csv/);
});
