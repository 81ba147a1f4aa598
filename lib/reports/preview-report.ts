import { z } from "zod";
import type { Sql } from "../../db/client";
import type { Actor } from "../auth/actor";
import { can } from "../auth/can";
import { htmlWithPictures } from "../email/render-mail";
import { AppError } from "../errors";
import { readZone } from "../settings";
import { makeReport } from "./make-report";
import { reportMail } from "./report-mail";
import { lastPeriod } from "./schedule";
import { REPORT_KINDS } from "./subscription";
import { subscriptionRow } from "./subscription-row";
import { whose } from "./who";

export interface ReportPreview {
  subject: string;
  recipient: string;
  /** A whole document with its pictures inside. */
  html: string;
  text: string;
}

const storedRow = z.object({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  email: z.string(),
  title: z.string(),
  period_start: z.string(),
  period_end: z.string(),
  snapshot: z.unknown(),
  csv: z.string().nullable(),
});

/**
 * A report's mail: of a report that was made, as it went out; of a subscription, what it would say now about the last period that closed. Throws
 * `not_found`, also for somebody else's.
 */
export async function previewReport(
  sql: Sql,
  { id, actor, url, now }: { id: string; actor: Actor; url: string; now: Date },
): Promise<ReportPreview> {
  const { userId } = whose(actor);
  const zone = await readZone(sql);
  const [stored] = await sql`
    select r.id, s.kind, u.email, r.title, r.period_start::text, r.period_end::text, r.snapshot, r.csv
    from report r
    join report_subscription s on s.id = r.subscription_id
    join app_user u on u.id = s.user_id
    where r.id = ${id} and ${userId ? sql`s.user_id = ${userId}` : sql`true`}`;
  if (stored) {
    const { email, period_start: periodStart, period_end: periodEnd, ...report } = storedRow.parse(stored);
    return shown(await reportMail({ ...report, periodStart, periodEnd, zone, snapshot: report.snapshot }, url), email);
  }
  const [row] = await sql`
    select s.*, u.email, u.name, u.role
    from report_subscription s
    join app_user u on u.id = s.user_id
    where s.id = ${id} and s.ended_at is null and ${userId ? sql`s.user_id = ${userId}` : sql`true`}`;
  if (!row) throw new AppError("not_found", "There is no such report.");
  const { kind, scope, email, role } = subscriptionRow.parse(row);
  const period = lastPeriod(kind, now.getTime(), zone);
  // The rows themselves take longest and a preview doesn't show them: it only says that they come.
  const { title, snapshot } = await makeReport(sql, { kind, scope, ...period, zone, now: now.getTime(), withCsv: false });
  const csv = kind === "monthly" && can(role, "export") ? "" : null;
  return shown(await reportMail({ id, kind, title, periodStart: period.from, periodEnd: period.to, zone, snapshot, csv }, url), email);
}

const shown = (mail: Awaited<ReturnType<typeof reportMail>>, recipient: string): ReportPreview => ({
  subject: mail.subject,
  recipient,
  html: htmlWithPictures(mail),
  text: mail.text,
});
