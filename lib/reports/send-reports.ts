import type { Sql } from "../../db/client";
import { writeDeliveries } from "../alerts/write-deliveries";
import { can } from "../auth/can";
import { readZone } from "../settings";
import { makeReport, type ReportMade } from "./make-report";
import type { ReportParts } from "./report-parts";
import { dueOccurrence, type Occurrence } from "./schedule";
import { standardParts } from "./standard-parts";
import { type SubscriptionRow, subscriptionRow } from "./subscription-row";

export interface SendOptions {
  now: Date;
  /** The part of Message-IDs after the @. */
  mailHost: string;
  parts?: ReportParts;
}

export interface SendOutcome {
  /** Reports that were made and put into the outbox. */
  made: number;
  failures: { email: string; error: unknown }[];
}

/**
 * Makes every report that is due and puts its mail into the outbox, in one transaction each: once for each subscription and period, whoever else does the
 * same. One that could not be made is told and waits for the next round, for three days.
 */
export async function sendReports(sql: Sql, { now, mailHost, parts = standardParts }: SendOptions): Promise<SendOutcome> {
  const zone = await readZone(sql);
  const outcome: SendOutcome = { made: 0, failures: [] };
  const reports = new Map<string, Promise<ReportMade>>();
  for (const { subscription, due } of await dueReports(sql, { now, zone })) {
    const { kind, scope, email, role } = subscription;
    try {
      const wanted = { kind, scope, from: due.from, to: due.to, zone, now: now.getTime(), withCsv: can(role, "export") };
      // Many people get the same numbers: they are read once.
      const key = JSON.stringify(wanted);
      const made = reports.get(key) ?? makeReport(sql, wanted, parts);
      reports.set(key, made);
      if (await write(sql, { subscription, due, report: await made, now, mailHost })) outcome.made += 1;
    } catch (error) {
      outcome.failures.push({ email, error });
    }
  }
  return outcome;
}

async function dueReports(
  sql: Sql,
  { now, zone }: { now: Date; zone: string },
): Promise<{ subscription: SubscriptionRow; due: Occurrence }[]> {
  const rows = await sql`
    select s.*, u.email, u.name, u.role, array(select r.period_start::text from report r where r.subscription_id = s.id and r.created_at > ${new Date(now.getTime() - 80 * 86_400_000)}) as made
    from report_subscription s
    join app_user u on u.id = s.user_id
    where s.ended_at is null and u.disabled_at is null
    order by s.created_at, s.id`;
  return rows.flatMap((row) => {
    const subscription = subscriptionRow.parse(row);
    const due = dueOccurrence(subscription, { now: now.getTime(), since: subscription.created_at.getTime(), reportingZone: zone });
    return due && !(row.made as string[]).includes(due.from) ? [{ subscription, due }] : [];
  });
}

/** False where somebody else wrote it meanwhile, or the subscription ended. */
function write(
  sql: Sql,
  {
    subscription,
    due,
    report,
    now,
    mailHost,
  }: { subscription: SubscriptionRow; due: Occurrence; report: ReportMade; now: Date; mailHost: string },
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [running] = await tx`select from report_subscription where id = ${subscription.id} and ended_at is null for update`;
    if (!running) return false;
    const [row] = await tx<{ id: string }[]>`
      insert into report (subscription_id, period_start, period_end, title, snapshot, csv, created_at)
      values (${subscription.id}, ${due.from}, ${due.to}, ${report.title}, ${tx.json(report.snapshot)}, ${report.csv}, ${now})
      on conflict (subscription_id, period_start) do nothing
      returning id`;
    if (!row) return false;
    await writeDeliveries(tx, { report: row.id }, { roles: [], users: [subscription.user_id], channels: [] }, { now, mailHost });
    return true;
  });
}
