import type { Env } from "../env";

/** How mail leaves: from SMTP_URL and MAIL_FROM. */
export interface MailSettings {
  smtpUrl: string;
  /** "Permille <permille@example.com>" */
  from: string;
}

/** Null without SMTP_URL. Without MAIL_FROM mails come from permille@ the host that people open. */
export function mailSettings(env: Pick<Env, "smtpUrl" | "mailFrom" | "url">): MailSettings | null {
  if (!env.smtpUrl) return null;
  return { smtpUrl: env.smtpUrl, from: env.mailFrom ?? `Permille <permille@${mailHost(env)}>` };
}

/** What Message-IDs end in: the host that people open Permille at. */
export function mailHost({ url }: Pick<Env, "url">): string {
  return new URL(url).hostname;
}

/** For Settings and the Outbox: the server without its password; null where none is configured. */
export function describeMail(env: Pick<Env, "smtpUrl" | "mailFrom" | "url">): { server: string; from: string } | null {
  const settings = mailSettings(env);
  return settings && { server: new URL(settings.smtpUrl).host, from: settings.from };
}
