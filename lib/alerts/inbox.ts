import type { Sql } from "../../db/client";

/** How many events this person was told of in the app and hasn't opened; counts to 100. */
export async function countUnread(sql: Sql, email: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::integer as n
    from (select from delivery where channel = 'inbox' and recipient = ${email} and read_at is null limit 100) unread`;
  return row?.n ?? 0;
}

/** Marks notes of this person as read: those of `events`, else all. Says how many were new. */
export async function readInbox(
  sql: Sql,
  { email, events, now }: { email: string; events?: string[] | undefined; now: Date },
): Promise<number> {
  const rows = await sql`
    update delivery set read_at = ${now}
    where channel = 'inbox' and recipient = ${email} and read_at is null
      and ${events ? sql`event_id = any(${events}::uuid[])` : sql`true`}`;
  return rows.count;
}
