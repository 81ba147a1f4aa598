import { isIPv6 } from "node:net";
import { z } from "zod";
import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Env } from "../env";
import { AppError } from "../errors";
import { instanceKey } from "../secrets/instance-key";
import { seal, unseal } from "../secrets/seal";
import { MAIL_SECURITY, type NewMailSettings, type ShownMailSettings } from "./mail-settings";

/** How mail leaves. */
export interface MailSettings {
  smtpUrl: string;
  /** "Permille <permille@example.com>" */
  from: string;
}

type MailEnv = Pick<Env, "smtpUrl" | "mailFrom" | "url">;
type SecretEnv = Pick<Env, "home" | "nextAuthSecret">;

const rowSchema = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITY),
  username: z.string().nullable(),
  sealed_password: z.string().nullable(),
  sender: z.string(),
  changed_by: z.string(),
  changed_at: z.date(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * SMTP_URL (with MAIL_FROM, else permille@ the host that people open) where it is set, else what an admin stored; null without either. Throws
 * `unavailable` where the stored password can't be opened.
 */
export async function readMailSettings(sql: Sql, env: MailEnv & SecretEnv): Promise<MailSettings | null> {
  if (env.smtpUrl) return { smtpUrl: env.smtpUrl, from: senderOf(env) };
  const row = await readRow(sql);
  if (!row) return null;
  return { smtpUrl: smtpUrlOf(row, row.sealed_password && openPassword(row.sealed_password, env)), from: row.sender };
}

/** For pages: the server without its password; null where none is configured. */
export async function describeMail(sql: Sql, env: MailEnv): Promise<{ server: string; from: string } | null> {
  return (await showMailSettings(sql, env)).inUse;
}

export async function showMailSettings(sql: Sql, env: MailEnv): Promise<ShownMailSettings> {
  const row = await readRow(sql);
  const stored = row && {
    host: row.host,
    port: row.port,
    security: row.security,
    user: row.username,
    hasPassword: row.sealed_password !== null,
    sender: row.sender,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  };
  if (env.smtpUrl) return { source: "environment", inUse: { server: new URL(env.smtpUrl).host, from: senderOf(env) }, stored };
  if (!row) return { source: "none", inUse: null, stored };
  return { source: "settings", inUse: { server: new URL(smtpUrlOf(row, null)).host, from: row.sender }, stored };
}

/** Throws `invalid` where the password is left as it was for another server or user: it must not go to one that it was not entered for. */
export async function changeMailSettings(
  sql: Sql,
  { settings, by, now, env }: { settings: NewMailSettings; by: string; now: Date; env: SecretEnv },
): Promise<void> {
  const { host, port, security, sender } = settings;
  const user = settings.user || null;
  await sql.begin(async (tx) => {
    const [raw] = await tx`select * from mail_settings for update`;
    const before = raw ? rowSchema.parse(raw) : null;
    const keeps = settings.password === undefined && before?.sealed_password != null && user !== null;
    if (keeps && (before.host !== host || before.username !== user))
      throw new AppError("invalid", "Enter the password again: it is on record for another server or user.");
    const password = keeps ? before.sealed_password : settings.password && user ? seal(settings.password, instanceKey(env, "seal")) : null;
    await tx`
      insert into mail_settings (host, port, security, username, sealed_password, sender, changed_by, changed_at)
      values (${host}, ${port}, ${security}, ${user}, ${password}, ${sender}, ${by}, ${now})
      on conflict (one) do update set
        host = excluded.host, port = excluded.port, security = excluded.security, username = excluded.username,
        sealed_password = excluded.sealed_password, sender = excluded.sender, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
    await recordAudit(tx, { actor: by, action: "mail.configure", subject: `${host}:${port}`, detail: { security, user, sender } });
  });
}

/** Without SMTP_URL, mails wait in the outbox from now on. */
export async function forgetMailSettings(sql: Sql, { by }: { by: string }): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ host: string }[]>`delete from mail_settings returning host`;
    if (row) await recordAudit(tx, { actor: by, action: "mail.forget", subject: row.host });
  });
}

/** What Message-IDs end in: the host that people open Permille at. */
export function mailHost({ url }: Pick<Env, "url">): string {
  return new URL(url).hostname;
}

const senderOf = (env: MailEnv): string => env.mailFrom ?? `Permille <permille@${mailHost(env)}>`;

async function readRow(sql: Sql): Promise<Row | null> {
  const [row] = await sql`select * from mail_settings`;
  return row ? rowSchema.parse(row) : null;
}

function openPassword(sealed: string, env: SecretEnv): string {
  try {
    return unseal(sealed, instanceKey(env, "seal"));
  } catch (error) {
    throw new AppError(
      "unavailable",
      "The password of the mail server can't be opened: NEXTAUTH_SECRET changed. Enter it again in Settings, Mail.",
      {
        cause: error,
      },
    );
  }
}

function smtpUrlOf({ host, port, security, username }: Row, password: string | null): string {
  const login = username ? `${encodeURIComponent(username)}:${encodeURIComponent(password ?? "")}@` : "";
  const address = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  if (security === "tls") return `smtps://${login}${address}`;
  return `smtp://${login}${address}?${security === "none" ? "ignoreTLS" : "requireTLS"}=true`;
}
