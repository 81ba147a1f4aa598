import { randomUUID } from "node:crypto";
import type { Env } from "../env";
import { AppError } from "../errors";
import { mailHost, mailSettings } from "./settings";
import { createMailer } from "./transport";

/** Sends a mail that says that mail works, at once and past the outbox. Throws `unavailable` with what the mail server said, or that there is none. */
export async function sendTestMail({
  env,
  to,
  now,
}: {
  env: Pick<Env, "smtpUrl" | "mailFrom" | "url">;
  to: string;
  now: Date;
}): Promise<void> {
  const settings = mailSettings(env);
  if (!settings) throw new AppError("unavailable", "No mail server is configured. Set SMTP_URL (and MAIL_FROM) and start Permille again.");
  const mailer = createMailer(settings);
  const sentence = `Mail from Permille at ${env.url} reaches you. Budget alerts will come from this address.`;
  try {
    const result = await mailer.send({
      to,
      date: now,
      messageId: `<${randomUUID()}@${mailHost(env)}>`,
      subject: "Permille can send mail",
      text: `${sentence}\n`,
      html: `<p>${sentence}</p>`,
    });
    if (!result.ok) throw new AppError("unavailable", `The test mail was not sent. ${result.reason}`);
  } finally {
    mailer.close();
  }
}
