import { z } from "zod";
import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { DELIVERY_STATES, type Delivery, deliveryStateSchema } from "../email/delivery";
import { titleOf } from "../email/mail-for";
import { AppError } from "../errors";

const rowSchema = z.object({
  id: z.string(),
  event_id: z.string(),
  budget_id: z.string(),
  name: z.string(),
  snapshot: budgetSnapshotSchema,
  recipient: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  created_at: z.date(),
  next_attempt_at: z.date(),
  sent_at: z.date().nullable(),
  last_error: z.string().nullable(),
  possible_duplicate: z.boolean(),
  message_id: z.string(),
});

function toDelivery(raw: unknown): Delivery {
  const row = rowSchema.parse(raw);
  const waits = row.state === "pending" || row.state === "uncertain";
  return {
    id: row.id,
    eventId: row.event_id,
    budgetId: row.budget_id,
    budget: row.name,
    subject: titleOf(row.snapshot),
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: waits ? row.next_attempt_at.toISOString() : null,
    sentAt: row.sent_at?.toISOString() ?? null,
    reason: row.last_error,
    possibleDuplicate: row.possible_duplicate,
    messageId: row.message_id,
  };
}

/** The newest mails first, and how many there are in each state. */
export async function listOutbox(
  sql: Sql,
  { state, limit = 100 }: { state?: Delivery["state"] | undefined; limit?: number } = {},
): Promise<{ deliveries: Delivery[]; counts: Record<Delivery["state"], number> }> {
  const rows = await sql`
    select d.*, e.budget_id, e.snapshot, b.name
    from delivery d
    join alert_event e on e.id = d.event_id
    join budget b on b.id = e.budget_id
    where d.channel <> 'inbox' and ${state ? sql`d.state = ${state}` : sql`true`}
    order by d.created_at desc, d.recipient
    limit ${limit}`;
  const counted = await sql<
    { state: Delivery["state"]; n: number }[]
  >`select state, count(*)::integer as n from delivery where channel <> 'inbox' group by state`;
  const counts = Object.fromEntries(DELIVERY_STATES.map((name) => [name, counted.find((row) => row.state === name)?.n ?? 0]));
  return { deliveries: rows.map(toDelivery), counts: counts as Record<Delivery["state"], number> };
}

/** Puts a failed or expired mail back, to go out with the next round. Throws `not_found`, and `conflict` for any other. */
export async function retryDelivery(sql: Sql, { id, by, now }: { id: string; by: string; now: Date }): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<
      { state: Delivery["state"]; recipient: string }[]
    >`select state, recipient from delivery where id = ${id} for update`;
    if (!row) throw new AppError("not_found", "There is no such mail.");
    if (row.state !== "failed" && row.state !== "expired")
      throw new AppError("conflict", `This mail is ${row.state}; only failed and expired ones can be sent again.`);
    // With an attempt on record it can't expire again.
    await tx`update delivery set state = 'pending', attempts = greatest(attempts, 1), next_attempt_at = ${now}, last_error = null where id = ${id}`;
    await recordAudit(tx, { actor: by, action: "mail.retry", subject: row.recipient });
  });
}
