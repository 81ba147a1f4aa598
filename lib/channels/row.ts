import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { CHANNEL_KINDS, type Channel } from "./channel";

/** Of `channel c`. */
export const channelColumns = (sql: Sql | Tx) => sql`
  c.id, c.kind, c.name, c.url, c.created_by, c.created_at, c.ended_at, c.end_reason,
  (select max(d.sent_at) from delivery d where d.channel_id = c.id) as last_sent_at,
  (select d.last_error from delivery d where d.channel_id = c.id and d.state <> 'sent' order by d.created_at desc limit 1) as trouble`;

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  url: z.string(),
  created_by: z.string(),
  created_at: z.date(),
  ended_at: z.date().nullable(),
  end_reason: z.string().nullable(),
  last_sent_at: z.date().nullable(),
  trouble: z.string().nullable(),
});

export function toChannel(raw: unknown): Channel {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: `${new URL(row.url).origin}/…`,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: row.end_reason,
    lastSentAt: row.last_sent_at?.toISOString() ?? null,
    trouble: row.trouble,
  };
}
