import { z } from "zod";
import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { DELIVERY_STATES, type Delivery, deliveryChannelSchema, deliveryStateSchema } from "../email/delivery";
import { AppError } from "../errors";
import { titleOf } from "./event-row";

const rowSchema = z.object({
  id: z.string(),
  event_id: z.string().nullable(),
  report_id: z.string().nullable(),
  budget_id: z.string().nullable(),
  rule_id: z.string().nullable(),
  name: z.string(),
  title: z.string(),
  untitled: z.unknown(),
  channel: deliveryChannelSchema,
  recipient: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  created_at: z.date(),
  next_attempt_at: z.date(),
  sent_at: z.date().nullable(),
  last_error: z.string().nullable(),
  possible_duplicate: z.boolean(),
  message_id: z.string(),
  digest: z.string().nullable(),
  together: z.number(),
  ended: z.boolean(),
});

function toDelivery(raw: unknown): Delivery {
  const row = rowSchema.parse(raw);
  const waits = row.state === "pending" || row.state === "uncertain";
  return {
    id: row.id,
    eventId: row.event_id,
    reportId: row.report_id,
    budgetId: row.budget_id,
    ruleId: row.rule_id,
    about: row.name,
    channel: row.channel,
    subject: row.title || titleOf(row.untitled, row.name),
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: waits ? row.next_attempt_at.toISOString() : null,
    sentAt: row.sent_at?.toISOString() ?? null,
    reason: row.last_error,
    possibleDuplicate: row.possible_duplicate,
    messageId: row.digest ? row.message_id.replace(/^<[^@]*@/, `<${row.digest}@`) : row.message_id,
    digest: row.digest && row.together > 1 ? { id: row.digest, mails: row.together } : null,
    canRetry: (row.state === "failed" || row.state === "expired") && !row.ended,
  };
}

/** The newest messages first, and how many there are in each state. */
export async function listOutbox(
  sql: Sql,
  { state, limit = 100 }: { state?: Delivery["state"] | undefined; limit?: number } = {},
): Promise<{ deliveries: Delivery[]; counts: Record<Delivery["state"], number> }> {
  const rows = await sql`
    select d.id, d.event_id, d.report_id, e.budget_id, e.rule_id, coalesce(b.name, r.name, p.title) as name, coalesce(e.title, p.title) as title,
      case when e.title = '' then e.snapshot end as untitled, d.channel, coalesce(c.name, d.recipient) as recipient, d.state, d.attempts,
      d.created_at, d.next_attempt_at, d.sent_at, d.last_error, d.possible_duplicate, d.message_id, d.digest,
      case when d.digest is null then 1 else (select count(*)::integer from delivery o where o.digest = d.digest) end as together,
      c.ended_at is not null as ended
    from delivery d
    left join alert_event e on e.id = d.event_id
    left join budget b on b.id = e.budget_id
    left join alert_rule r on r.id = e.rule_id
    left join report p on p.id = d.report_id
    left join channel c on c.id = d.channel_id
    where d.channel <> 'inbox' and ${state ? sql`d.state = ${state}` : sql`true`}
    order by d.created_at desc, recipient, d.id
    limit ${limit}`;
  const counted = await sql<
    { state: Delivery["state"]; n: number }[]
  >`select state, count(*)::integer as n from delivery where channel <> 'inbox' group by state`;
  const counts = Object.fromEntries(DELIVERY_STATES.map((name) => [name, counted.find((row) => row.state === name)?.n ?? 0]));
  return { deliveries: rows.map(toDelivery), counts: counts as Record<Delivery["state"], number> };
}

/**
 * Puts a failed or expired message back, to go out with the next round; with one of a digest, all of it. Its id stays, and so does its count of attempts,
 * but giving up counts anew. Throws `not_found`, and `conflict` for any other and for a channel that has ended.
 */
export async function retryDelivery(sql: Sql, { id, by, now }: { id: string; by: string; now: Date }): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ state: Delivery["state"]; recipient: string; digest: string | null; channel_id: string | null }[]>`
      select state, recipient, digest, channel_id from delivery where id = ${id} and channel <> 'inbox' for update`;
    if (!row) throw new AppError("not_found", "There is no such message.");
    if (row.state !== "failed" && row.state !== "expired")
      throw new AppError("conflict", `This message is ${row.state}; only failed and expired ones can be sent again.`);
    const [ended] = await tx`select from channel where id = ${row.channel_id} and ended_at is not null`;
    if (ended) throw new AppError("conflict", "The channel of this message has ended; nothing goes there any more.");
    // With an attempt on record it can't expire again.
    await tx`
      update delivery
      set state = 'pending', attempts = greatest(attempts, 1), attempts_before = greatest(attempts, 1), next_attempt_at = ${now}, last_error = null
      where (id = ${id} or digest = ${row.digest}) and state = ${row.state}`;
    await recordAudit(tx, { actor: by, action: "mail.retry", subject: row.recipient });
  });
}
