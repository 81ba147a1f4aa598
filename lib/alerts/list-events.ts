import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { AlertEvent, EventFilter, EventPage } from "./event";
import { eventColumns, eventTables, readResponses, toEvent } from "./event-row";
import { countUnread } from "./inbox";
import { countOpenEvents, isOpen, momentOf } from "./open-events";

/** Alerts, the newest first. `email` is the person who asks; null for a key, to whom nothing is unread. Throws `invalid` for a cursor of nothing. */
export async function listEvents(
  sql: Sql,
  { filter, email, now }: { filter: EventFilter; email: string | null; now: Date },
): Promise<EventPage> {
  const { state, severity, kind, unread, budget, rule, limit, cursor } = filter;
  const moment = await momentOf(sql, now);
  if (cursor) await checkCursor(sql, cursor);
  const rows = await sql`
    select ${eventColumns(sql, moment, email)}
    from ${eventTables(sql)}
    where ${state === "open" ? isOpen(sql, moment) : sql`true`}
      and ${severity ? sql`e.severity = ${severity}` : sql`true`}
      and ${kind ? sql`e.kind = ${kind}` : sql`true`}
      and ${budget ? sql`e.budget_id = ${budget}` : sql`true`}
      and ${rule ? sql`e.rule_id = ${rule}` : sql`true`}
      and ${
        unread
          ? sql`exists (
              select from delivery i where i.event_id = e.id and i.channel = 'inbox' and i.recipient = ${email} and i.read_at is null
            )`
          : sql`true`
      }
      and ${cursor ? sql`(e.created_at, e.id) < (select created_at, id from alert_event where id = ${cursor})` : sql`true`}
    order by e.created_at desc, e.id desc
    limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const responses = await readResponses(
    sql,
    shown.map(({ id }) => String(id)),
  );
  const events: AlertEvent[] = shown.map((row) => toEvent(row, responses));
  return {
    events,
    next: rows.length > limit ? (events.at(-1)?.id ?? null) : null,
    open: await countOpenEvents(sql, now),
    unread: email ? await countUnread(sql, email) : 0,
  };
}

async function checkCursor(sql: Sql, cursor: string): Promise<void> {
  const [row] = await sql`select from alert_event where id = ${cursor}`;
  if (!row) throw new AppError("invalid", "There is no event that this cursor names; ask without it and use the new one.");
}
