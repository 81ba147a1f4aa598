import { createHash } from "node:crypto";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";

const WINDOW_MINUTES = 15;
const PER_EMAIL = 5;
const PER_IP = 30;

export interface SignInTry {
  email: string;
  /** Null where it is not known: then only the e-mail is limited. */
  ip: string | null;
  now: Date;
}

/**
 * Runs one check of a password, counted before it starts so that a burst can't outrun the limit; a right one uncounts itself and the e-mail's failures.
 * Throws `limit` after 5 failures for the e-mail or 30 for the address within 15 minutes, whether or not the e-mail is known.
 */
export async function limitedAttempt(sql: Sql, tried: SignInTry, check: () => Promise<boolean>): Promise<boolean> {
  await sql.begin((tx) => countAttempt(tx, tried));
  const right = await check();
  if (right) await forgetFailures(sql, tried.email);
  return right;
}

export async function forgetFailures(sql: Sql | Tx, email: string): Promise<void> {
  await sql`delete from sign_in_attempt where email_hash = ${emailHash(email)}`;
}

async function countAttempt(tx: Tx, { email, ip, now }: SignInTry): Promise<void> {
  const hash = emailHash(email);
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  await tx`select pg_advisory_xact_lock(hashtext('permille.sign_in'))`;
  await tx`delete from sign_in_attempt where at <= ${since}`;
  const [row] = await tx<{ by_email: number; by_ip: number; oldest: Date | null }[]>`
    select
      count(*) filter (where email_hash = ${hash})::integer as by_email,
      count(*) filter (where ip = ${ip})::integer as by_ip,
      min(at) as oldest
    from sign_in_attempt
    where email_hash = ${hash}
      or ip = ${ip}
  `;
  if (row && (row.by_email >= PER_EMAIL || row.by_ip >= PER_IP)) {
    const leftMs = (row.oldest ?? now).getTime() + WINDOW_MINUTES * 60_000 - now.getTime();
    const minutes = Math.max(1, Math.ceil(leftMs / 60_000));
    throw new AppError("limit", `Too many sign-ins that failed. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"} and try again.`);
  }
  await tx`
    insert into sign_in_attempt (at, email_hash, ip)
    values (${now}, ${hash}, ${ip})
  `;
}

function emailHash(email: string): Buffer {
  return createHash("sha256").update(email).digest();
}
