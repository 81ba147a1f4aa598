import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { type EventResponse, type ResponseInput, SNOOZE_DAYS, type Via } from "./event";
import { toResponse } from "./event-row";

const DAY_MS = 86_400_000;

export interface Response extends ResponseInput {
  event: string;
  /** The person's e-mail, or "key <name>". */
  by: string;
  via: Via;
  now: Date;
}

/**
 * Records what somebody does about an event. Acknowledged twice by one person is once. A snooze also silences the event's budget or rule until then: no
 * mails, notes in the app only. Throws `not_found`, and `invalid` for a snooze that doesn't end within 30 days.
 */
export async function respondToEvent(sql: Sql, response: Response): Promise<EventResponse> {
  const until = untilOf(response);
  return sql.begin(async (tx) => {
    const { event, kind, by, via, now } = response;
    const [row] = await tx<{ title: string; budget_id: string | null; rule_id: string | null }[]>`
      select title, budget_id, rule_id from alert_event where id = ${event} for share`;
    if (!row) throw new AppError("not_found", "There is no such alert.");
    // One after another for one event, so that two clicks are one acknowledgement.
    await tx`select pg_advisory_xact_lock(hashtextextended(${event}, 4))`;
    const [known] = await tx`
      select * from alert_response
      where event_id = ${event} and kind = ${kind} and by = ${by} and until is not distinct from ${until}::timestamptz
      order by at limit 1`;
    if (known) return publicOf(known);
    const [written] = await tx`
      insert into alert_response (event_id, kind, until, by, via, at)
      values (${event}, ${kind}, ${until}, ${by}, ${via}, ${now})
      returning *`;
    if (until) await mute(tx, row, until);
    await tx`update delivery set read_at = coalesce(read_at, ${now}) where event_id = ${event} and channel = 'inbox' and recipient = ${by}`;
    const subject = row.title || event;
    await recordAudit(tx, { actor: by, action: `alert.${kind}`, subject, detail: { via, ...(until && { until: until.toISOString() }) } });
    return publicOf(written);
  });
}

function untilOf({ kind, until, now }: Response): Date | null {
  if (kind === "acknowledged") {
    if (until) throw new AppError("invalid", "Only a snooze has an end.");
    return null;
  }
  const at = until ? Date.parse(until) : Number.NaN;
  if (!(at > now.getTime() && at <= now.getTime() + SNOOZE_DAYS * DAY_MS))
    throw new AppError("invalid", `A snooze needs an end that is ahead and at most ${SNOOZE_DAYS} days away.`);
  return new Date(at);
}

async function mute(tx: Tx, { budget_id, rule_id }: { budget_id: string | null; rule_id: string | null }, until: Date): Promise<void> {
  if (budget_id) await tx`update budget set muted_until = ${until} where id = ${budget_id}`;
  if (rule_id) await tx`update alert_rule set muted_until = ${until} where id = ${rule_id}`;
}

function publicOf(row: unknown): EventResponse {
  const { eventId: _, ...response } = toResponse(row);
  return response;
}
