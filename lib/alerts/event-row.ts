import { z } from "zod";
import type { Sql } from "../../db/client";
import { titleOf as mailTitle } from "../email/mail-for";
import { SEVERITIES } from "../rules/rule";
import { type AlertEvent, EVENT_KINDS, type EventResponse, eventResponseSchema } from "./event";
import { isOpen, type Moment } from "./open-events";
import { snapshotSchema } from "./snapshot";

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(EVENT_KINDS),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  change: z.enum(["fired", "resolved"]),
  at: z.date(),
  created_at: z.date(),
  budget_id: z.string().nullable(),
  rule_id: z.string().nullable(),
  name: z.string(),
  muted_until: z.date().nullable(),
  archived: z.boolean(),
  subject: z.string(),
  subject_label: z.string().nullable(),
  resolved_at: z.date().nullable(),
  corrected_at: z.date().nullable(),
  open: z.boolean(),
  unread: z.boolean(),
  untitled: z.unknown(),
});

/** The columns of a listed event; goes with `eventTables`. `email`: who asks; null for a key. */
export const eventColumns = (sql: Sql, moment: Moment, email: string | null) => sql`
  e.id, e.kind, e.severity, e.title, e.change, coalesce(e.at, e.created_at) as at, e.created_at, e.budget_id, e.rule_id,
  coalesce(b.name, r.name) as name, coalesce(b.muted_until, r.muted_until) as muted_until,
  coalesce(b.archived_at, r.archived_at) is not null as archived, e.subject, e.snapshot ->> 'subjectLabel' as subject_label,
  case when e.rule_id is not null and e.change = 'fired' then (
    select min(x.at) from rule_transition x
    where x.rule_id = e.rule_id and x.subject = e.subject and x.at > e.at and x.change = 'resolved' and x.withdrawn_at is null
  ) end as resolved_at,
  case when not exists (select from rule_transition m where m.event_id = e.id and m.change = e.change and m.withdrawn_at is null)
    then coalesce(t.withdrawn_at, c.below_since) end as corrected_at,
  ${isOpen(sql, moment)} as open,
  exists (
    select from delivery d where d.event_id = e.id and d.channel = 'inbox' and d.recipient = ${email} and d.read_at is null
  ) as unread,
  case when e.title = '' then e.snapshot end as untitled`;

/** `alert_event e`, or some of it, with what it belongs to. */
export const eventTables = (sql: Sql, events = sql`alert_event`) => sql`
  ${events} e
  left join budget b on b.id = e.budget_id
  left join alert_rule r on r.id = e.rule_id
  left join rule_transition t on t.rule_id = e.rule_id and t.subject = e.subject and t.at = e.at and t.change = e.change
  left join budget_crossing c on c.event_id = e.id and not c.superseded and c.budget_id = e.budget_id and c.period_start = e.period_start
    and c.threshold = e.threshold and c.basis = case e.kind when 'forecast' then 'forecast' else 'actual' end`;

export function toEvent(raw: unknown, responses: readonly (EventResponse & { eventId: string })[]): AlertEvent {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    title: row.title || titleOf(row.untitled, row.name),
    change: row.change,
    at: row.at.toISOString(),
    createdAt: row.created_at.toISOString(),
    budgetId: row.budget_id,
    ruleId: row.rule_id,
    name: row.name,
    mutedUntil: row.muted_until?.toISOString() ?? null,
    archived: row.archived,
    subject: row.subject,
    subjectLabel: row.subject_label,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    correctedAt: row.corrected_at?.toISOString() ?? null,
    open: row.open,
    responses: responses.filter(({ eventId }) => eventId === row.id).map(({ eventId: _, ...response }) => response),
    unread: row.unread,
  };
}

/** Events written before titles were have theirs in the snapshot. */
export function titleOf(snapshot: unknown, name: string): string {
  const known = snapshotSchema.safeParse(snapshot);
  return known.success ? mailTitle(known.data) : name;
}

const responseRow = z.object({
  id: z.string(),
  event_id: z.string(),
  kind: eventResponseSchema.shape.kind,
  until: z.date().nullable(),
  by: z.string(),
  via: eventResponseSchema.shape.via,
  at: z.date(),
});

export function toResponse(raw: unknown): EventResponse & { eventId: string } {
  const { id, event_id, kind, until, by, via, at } = responseRow.parse(raw);
  return { id, eventId: event_id, kind, until: until?.toISOString() ?? null, by, via, at: at.toISOString() };
}

/** What was done about these events, oldest first. */
export async function readResponses(sql: Sql, events: readonly string[]): Promise<(EventResponse & { eventId: string })[]> {
  if (events.length === 0) return [];
  const rows = await sql`
    select id, event_id, kind, until, by, via, at
    from alert_response
    where event_id = any(${[...events]}::uuid[])
    order by at, id`;
  return rows.map(toResponse);
}
