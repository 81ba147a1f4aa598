import type { Sql, Tx } from "../../db/client";

const EXPIRE_MS = 7 * 86_400_000;
/** One of those who claim or tidy at a time, for milliseconds: so nobody sees half of what belongs together. */
const OUTBOX_LOCK = 4_200_001;

/** Runs `work` in a transaction, alone among those who claim or tidy. */
export function inOutbox<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${OUTBOX_LOCK})`;
    return work(tx);
  }) as Promise<T>;
}

/** Brings the outbox in order before a round. */
export async function tidyOutbox(sql: Sql, now: Date): Promise<void> {
  await inOutbox(sql, async (tx) => {
    await recoverLost(tx, now);
    await expireOld(tx, now);
    await dropDisabled(tx);
    await dropEnded(tx);
  });
}

/** Claims whose process never reported back: the message may have been taken. They go out again under the same id. */
async function recoverLost(tx: Tx, now: Date): Promise<void> {
  await tx`
    update delivery
    set state = 'uncertain', possible_duplicate = true, leased_until = null, next_attempt_at = ${now},
      last_error = case channel when 'email' then 'The process ended while it handed the mail over, so the mail server may have it already.'
        else 'The process ended while it sent the message, so it may have arrived already.' end
    where state = 'sending' and leased_until < ${now}`;
}

/** What nobody ever tried to send, and is news no longer. */
async function expireOld(tx: Tx, now: Date): Promise<void> {
  await tx`
    update delivery
    set state = 'expired', last_error = case channel when 'email' then 'No mail server took it within 7 days after this happened, so it was not sent.'
        else 'Nothing sent it within 7 days after this happened.' end
    where state = 'pending' and attempts = 0 and created_at < ${new Date(now.getTime() - EXPIRE_MS)}`;
}

/** Numbers don't go to people who left. */
async function dropDisabled(tx: Tx): Promise<void> {
  await tx`
    update delivery
    set state = 'failed', last_error = 'The account of this person was disabled before the mail went out.'
    where channel = 'email' and state in ('pending', 'uncertain')
      and recipient in (select email from app_user where disabled_at is not null)`;
}

async function dropEnded(tx: Tx): Promise<void> {
  await tx`
    update delivery
    set state = 'failed', last_error = 'The channel was ended before the message went out.'
    where channel_id is not null and state in ('pending', 'uncertain')
      and channel_id in (select id from channel where ended_at is not null)`;
}

export async function noteNoServer(sql: Sql, reason: string): Promise<void> {
  await sql`
    update delivery set last_error = ${reason}
    where channel = 'email' and state = 'pending' and attempts = 0 and last_error is distinct from ${reason}`;
}
