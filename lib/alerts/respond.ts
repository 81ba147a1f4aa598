import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { type EventResponse, type ResponseInput, SNOOZE_DAYS, type Via } from "./event";
import { toResponse } from "./event-row";

const DAY_MS = 86_400_000;

export interface Responding extends ResponseInput {
  /** The person's e-mail, or "key <name>". */
  by: string;
  via: Via;
  now: Date;
}

/** The same for one event. */
export async function respondToEvent(sql: Sql, { event, ...responding }: Responding & { event: string }): Promise<EventResponse> {
  const [response] = await respondToEvents(sql, { events: [event], ...responding });
  if (!response) throw new AppError("internal", "The response was not kept. Try again.");
  return response;
}

/**
 * Records what somebody does about events: a response and a line of the audit trail for each, all of them or none. Acknowledged twice by one person is once.
 * A snooze also silences the events' budgets and rules until then: no mails, notes in the app only. Throws `not_found`, and `invalid` for a snooze that
 * doesn't end within 30 days.
 */
export async function respondToEvents(
  sql: Sql,
  { events, ...responding }: Responding & { events: readonly string[] },
): Promise<EventResponse[]> {
  const until = untilOf(responding);
  const { kind, by, via, now } = responding;
  const ids = [...new Set(events)];
  return sql.begin(async (tx) => {
    await lockOrigins(tx, ids);
    const rows = await tx<{ id: string; title: string }[]>`select id, title from alert_event where id = any(${ids}::uuid[])`;
    if (rows.length < ids.length) throw new AppError("not_found", "There is no such alert.");
    const known = await tx`
      select distinct on (event_id) * from alert_response
      where event_id = any(${ids}::uuid[]) and kind = ${kind} and by = ${by} and until is not distinct from ${until}::timestamptz
      order by event_id, at`;
    const done = new Set(known.map((row) => String(row.event_id)));
    const fresh = rows.filter(({ id }) => !done.has(id));
    const freshIds = fresh.map(({ id }) => id);
    const written = await tx`
      insert into alert_response (event_id, kind, until, by, via, at)
      select id, ${kind}, ${until}, ${by}, ${via}, ${now} from unnest(${freshIds}::uuid[]) id
      returning *`;
    if (until) await mute(tx, freshIds, until);
    else await tx`update alert_event set over = true where id = any(${freshIds}::uuid[])`;
    await tx`
      update delivery set read_at = coalesce(read_at, ${now})
      where event_id = any(${freshIds}::uuid[]) and channel = 'inbox' and recipient = ${by}`;
    const detail = { via, ...(until && { until: until.toISOString() }) };
    await Promise.all(fresh.map(({ id, title }) => recordAudit(tx, { actor: by, action: `alert.${kind}`, subject: title || id, detail })));
    const responses = new Map([...known, ...written].map((row) => [String(row.event_id), publicOf(row)]));
    return ids.flatMap((id) => responses.get(id) ?? []);
  });
}

/** One after another for a rule or budget, as its evaluation also is: two clicks are one acknowledgement, and nobody waits in a circle. */
async function lockOrigins(tx: Tx, ids: readonly string[]): Promise<void> {
  const of = (column: "rule_id" | "budget_id") => tx`select ${tx(column)} from alert_event where id = any(${[...ids]}::uuid[])`;
  await tx`select from budget where id in (${of("budget_id")}) order by id for no key update`;
  await tx`select from alert_rule where id in (${of("rule_id")}) order by id for no key update`;
}

function untilOf({ kind, until, now }: Responding): Date | null {
  if (kind === "acknowledged") {
    if (until) throw new AppError("invalid", "Only a snooze has an end.");
    return null;
  }
  const at = until ? Date.parse(until) : Number.NaN;
  if (!(at > now.getTime() && at <= now.getTime() + SNOOZE_DAYS * DAY_MS))
    throw new AppError("invalid", `A snooze needs an end that is ahead and at most ${SNOOZE_DAYS} days away.`);
  return new Date(at);
}

async function mute(tx: Tx, ids: readonly string[], until: Date): Promise<void> {
  const events = tx`select budget_id, rule_id from alert_event where id = any(${[...ids]}::uuid[])`;
  await tx`update budget b set muted_until = ${until} from (${events}) e where b.id = e.budget_id`;
  await tx`update alert_rule r set muted_until = ${until} from (${events}) e where r.id = e.rule_id`;
}

function publicOf(row: unknown): EventResponse {
  const { eventId: _, ...response } = toResponse(row);
  return response;
}
