import { z } from "zod";
import type { Sql } from "../../db/client";
import { budgetSnapshotSchema } from "../budgets/snapshot";

const LEASE_MS = 5 * 60_000;
const EXPIRE_MS = 7 * 86_400_000;

const claimSchema = z.object({
  id: z.string(),
  recipient: z.string(),
  because: z.string(),
  message_id: z.string(),
  attempts: z.number(),
  created_at: z.date(),
  snapshot: budgetSnapshotSchema,
});
/** A delivery that this process may hand over now. `attempts` counts this one and marks the claim as ours. */
export type Claim = z.infer<typeof claimSchema>;

/** Claims whose process never reported back: the mail may have been taken. They go out again under the same Message-ID. */
export async function recoverLost(sql: Sql, now: Date): Promise<void> {
  await sql`
    update delivery
    set state = 'uncertain', possible_duplicate = true, leased_until = null, next_attempt_at = ${now},
      last_error = 'The process ended while it handed the mail over, so the mail server may have it already.'
    where state = 'sending' and leased_until < ${now}`;
}

/** Mails that nobody ever tried to send, since there was no mail server, and that are news no longer. */
export async function expireOld(sql: Sql, now: Date): Promise<void> {
  await sql`
    update delivery
    set state = 'expired', last_error = 'No mail server was configured for 7 days after this happened, so it was not sent.'
    where state = 'pending' and attempts = 0 and created_at < ${new Date(now.getTime() - EXPIRE_MS)}`;
}

/** Numbers don't go to people who left. */
export async function dropDisabled(sql: Sql): Promise<void> {
  await sql`
    update delivery
    set state = 'failed', last_error = 'The account of this person was disabled before the mail went out.'
    where state in ('pending', 'uncertain') and recipient in (select email from app_user where disabled_at is not null)`;
}

export async function noteNoServer(sql: Sql): Promise<void> {
  const reason = "No mail server is configured. Set SMTP_URL and start Permille again; mails of the last 7 days are sent then.";
  await sql`update delivery set last_error = ${reason} where state = 'pending' and attempts = 0 and last_error is distinct from ${reason}`;
}

/** Takes the delivery that has waited longest, or null. Two processes never get the same one. */
export async function claimNext(sql: Sql, now: Date): Promise<Claim | null> {
  const [row] = await sql`
    with due as (
      select id from delivery
      where state in ('pending', 'uncertain') and next_attempt_at <= ${now}
      order by next_attempt_at, created_at
      limit 1
      for update skip locked
    )
    update delivery d
    set state = 'sending', attempts = d.attempts + 1, leased_until = ${new Date(now.getTime() + LEASE_MS)}
    from due, alert_event e
    where d.id = due.id and e.id = d.event_id
    returning d.id, d.recipient, d.because, d.message_id, d.attempts, e.created_at, e.snapshot`;
  return row ? claimSchema.parse(row) : null;
}
