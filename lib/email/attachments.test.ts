import { afterAll, beforeAll, expect, test } from "vitest";
import { mailFor } from "./mail-for";
import { startMailServer, type TestMailServer } from "./testing";
import { toManager, toSubscriber } from "./testing-mails";
import { monthlyReport } from "./testing-reports";
import { budgetSnapshot } from "./testing-snapshots";
import { createMailer, type Mailer } from "./transport";

let server: TestMailServer;
let mailer: Mailer;
beforeAll(async () => {
  server = await startMailServer();
  mailer = createMailer({ smtpUrl: server.url, from: "Permille <permille@example.com>" });
});
afterAll(async () => {
  mailer?.close();
  await server?.stop();
});

const send = async (mail: Awaited<ReturnType<typeof mailFor>>): Promise<string> => {
  const messageId = `<${server.mails.length}@permille.test>`;
  await expect(mailer.send({ ...mail, to: "boss@example.com", messageId, date: new Date(0) })).resolves.toMatchObject({ ok: true });
  return server.mails.at(-1)?.raw ?? "";
};
const part = (raw: string, type: string): string => raw.split(/\r\n--/).find((each) => each.includes(`Content-Type: ${type}`)) ?? "";

test("the chart goes with the mail as a picture within it, under the id that the HTML names", async () => {
  const mail = await mailFor(toManager(budgetSnapshot));
  const raw = await send(mail);
  expect(raw).toMatch(/Content-Type: multipart\/alternative[\s\S]*Content-Type: multipart\/related/);
  const picture = part(raw, "image/png");
  expect(picture).toContain("Content-ID: <chart@permille>");
  expect(picture).toMatch(/Content-Disposition: inline/);
  const bytes = Buffer.from(picture.slice(picture.indexOf("\r\n\r\n")).replace(/\s/g, ""), "base64");
  expect(bytes.equals(mail.attachments?.[0]?.content as Buffer)).toBe(true);
  expect(part(raw, "text/html").replace(/=\r\n/g, "")).toContain("cid:chart@permille");
  expect(part(raw, "text/plain")).toContain("Support chat has used 83 %");
});

test("the rows of a report are a file beside it", async () => {
  const csv = "month,team,cost\r\n2026-10,support,1.5\r\n";
  const raw = await send(await mailFor(toSubscriber(monthlyReport, csv)));
  const file = part(raw, "text/csv");
  expect(file).toMatch(/Content-Disposition: attachment; filename=permille-monthly-2026-10-01.csv/);
  expect(file).toMatch(/charset=utf-8/);
  expect(raw).toMatch(/Content-Type: multipart\/mixed/);
  expect(part(raw, "image/png")).toContain("Content-ID: <chart@permille>");
  const body = file.slice(file.indexOf("\r\n\r\n") + 4);
  expect(/base64/.test(file) ? Buffer.from(body, "base64").toString() : body).toContain("2026-10,support,1.5");
});
