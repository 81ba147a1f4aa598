import { randomUUID } from "node:crypto";
import type { Sql } from "../../db/client";
import type { Env } from "../env";
import { AppError } from "../errors";
import { renderMail } from "./render-mail";
import { mailHost, readMailSettings } from "./settings";
import { createMailer } from "./transport";
import { testMailWords } from "./words/test-mail";

export interface TestMail {
  env: Pick<Env, "smtpUrl" | "mailFrom" | "url" | "home" | "nextAuthSecret">;
  to: string;
  now: Date;
}

/**
 * Sends a mail that says that mail works, at once and past the outbox. Answers with what the mail server said when it took it. Throws `unavailable` with
 * what it said when it didn't, or that there is none.
 */
export async function sendTestMail(sql: Sql, { env, to, now }: TestMail): Promise<string> {
  const settings = await readMailSettings(sql, env);
  if (!settings)
    throw new AppError(
      "unavailable",
      "No mail server is configured. Enter one in Settings, Mail, or set SMTP_URL (and MAIL_FROM) and start Permille again.",
    );
  const mailer = createMailer(settings);
  try {
    const result = await mailer.send({
      to,
      date: now,
      messageId: `<${randomUUID()}@${mailHost(env)}>`,
      ...(await renderMail(testMailWords({ url: env.url }))),
    });
    if (!result.ok) throw new AppError("unavailable", `The test mail was not sent. ${result.reason}`);
    return result.answer;
  } finally {
    mailer.close();
  }
}
