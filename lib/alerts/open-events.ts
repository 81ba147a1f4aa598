import type { Sql } from "../../db/client";
import { readZone } from "../settings";
import { dayOf } from "../time";

/** Now, and the reporting day that it is in. */
export interface Moment {
  now: Date;
  today: string;
}

/** How far back an event can still count as open. */
const OPEN_DAYS = 90;
/** The badge says no more than "99+". */
const MOST = 100;

export async function momentOf(sql: Sql, now: Date): Promise<Moment> {
  return { now, today: dayOf(now.getTime(), await readZone(sql)) };
}

/**
 * True of an `alert_event e` that still holds and that nobody dealt with: it began in the last 90 days, did not end, was not taken back by restated data;
 * nobody acknowledged it, and no snooze runs; its budget's period runs, and its budget or rule is not archived.
 */
export const isOpen = (sql: Sql, { now, today }: Moment) => sql`(
  e.change = 'fired'
  and e.created_at > ${new Date(now.getTime() - OPEN_DAYS * 86_400_000)}
  and not exists (
    select from alert_response a where a.event_id = e.id and (a.kind = 'acknowledged' or a.until > ${now})
  )
  and case when e.budget_id is not null
    then exists (
      select from budget where budget.id = e.budget_id and budget.archived_at is null
    ) and exists (
      select from budget_period p where p.budget_id = e.budget_id and p.period_start = e.period_start and p.period_end > ${today}::date
    ) and not exists (
      select from budget_crossing bc
      where bc.budget_id = e.budget_id and bc.period_start = e.period_start and bc.threshold = e.threshold and bc.event_id = e.id
        and bc.below_since is not null
    )
    else exists (
      select from alert_rule where alert_rule.id = e.rule_id and alert_rule.archived_at is null
    ) and not exists (
      select from alert_event x
      where x.rule_id = e.rule_id and x.subject = e.subject and x.at > e.at and x.change = 'resolved'
    ) and not exists (
      select from rule_transition rt
      where rt.rule_id = e.rule_id and rt.subject = e.subject and rt.at = e.at and rt.change = e.change and rt.withdrawn_at is not null
    )
  end)`;

/** How many events are open, for the badge; counts to 100 and no further. */
export async function countOpenEvents(sql: Sql, now: Date): Promise<number> {
  const moment = await momentOf(sql, now);
  const [row] = await sql<{ n: number }[]>`
    select count(*)::integer as n
    from (
      select from alert_event e
      where ${isOpen(sql, moment)}
      limit ${MOST}
    ) open`;
  return row?.n ?? 0;
}
