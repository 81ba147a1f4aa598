import { z } from "zod";
import type { Sql } from "../../db/client";
import { deliveryChannelSchema, deliveryStateSchema } from "../email/delivery";
import { AppError } from "../errors";
import type { AlertEventDetail, EventDelivery } from "./event";
import { eventColumns, eventTables, readResponses, toEvent } from "./event-row";
import { momentOf } from "./open-events";
import { snapshotSchema } from "./snapshot";

/** One event with its numbers and where it went. Throws `not_found`. */
export async function getEvent(sql: Sql, { id, email, now }: { id: string; email: string | null; now: Date }): Promise<AlertEventDetail> {
  const moment = await momentOf(sql, now);
  const [row] = await sql`
    select ${eventColumns(sql, moment, email)}, e.snapshot
    from ${eventTables(sql)}
    where e.id = ${id}`;
  if (!row) throw new AppError("not_found", "There is no such alert.");
  return {
    ...toEvent(row, await readResponses(sql, [id])),
    snapshot: snapshotSchema.parse(row.snapshot),
    deliveries: await readDeliveries(sql, id),
  };
}

const deliveryRow = z.object({
  id: z.string(),
  channel: deliveryChannelSchema,
  recipient: z.string(),
  because: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  sent_at: z.date().nullable(),
  last_error: z.string().nullable(),
  read_at: z.date().nullable(),
});

async function readDeliveries(sql: Sql, event: string): Promise<EventDelivery[]> {
  const rows = await sql`
    select d.id, d.channel, coalesce(c.name, d.recipient) as recipient, d.because, d.state, d.attempts, d.sent_at, d.last_error, d.read_at
    from delivery d
    left join channel c on c.id = d.channel_id
    where d.event_id = ${event}
    order by d.channel, recipient`;
  return rows.map((raw) => {
    const { sent_at, last_error, read_at, ...delivery } = deliveryRow.parse(raw);
    return { ...delivery, sentAt: sent_at?.toISOString() ?? null, reason: last_error, readAt: read_at?.toISOString() ?? null };
  });
}
