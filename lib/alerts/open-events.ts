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

const since = (now: Date): Date => new Date(now.getTime() - OPEN_DAYS * 86_400_000);

export async function momentOf(sql: Sql, now: Date): Promise<Moment> {
  return { now, today: dayOf(now.getTime(), await readZone(sql)) };
}

/**
 * True of an `alert_event e` that still holds and that nobody dealt with: it began in the last 90 days and is what its rule and subject stand at
 * (standing-event.ts); nobody acknowledged it, and no snooze runs; its budget's period runs and it is still above the line, and its budget or rule is not
 * archived.
 */
export const isOpen = (sql: Sql, { now, today }: Moment) => sql`(
  e.change = 'fired'
  and not e.over
  and e.created_at > ${since(now)}
  and not exists (
    select from alert_response a where a.event_id = e.id and (a.kind = 'acknowledged' or a.until > ${now})
  )
  and case when e.rule_id is not null
    then exists (
      select from alert_rule where alert_rule.id = e.rule_id and alert_rule.archived_at is null
    )
    else exists (
      select from budget where budget.id = e.budget_id and budget.archived_at is null
    ) and exists (
      select from budget_period p where p.budget_id = e.budget_id and p.period_start = e.period_start and p.period_end > ${today}::date
    ) and not exists (
      select from budget_crossing bc
      where bc.budget_id = e.budget_id and bc.period_start = e.period_start and bc.threshold = e.threshold and bc.event_id = e.id
        and bc.below_since is not null
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
