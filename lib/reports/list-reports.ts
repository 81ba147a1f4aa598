import { z } from "zod";
import type { Sql } from "../../db/client";
import type { Actor } from "../auth/actor";
import { readZone } from "../settings";
import { type PastReport, REPORT_KINDS, type Subscription } from "./subscription";
import { subscriptionRow, toSubscription } from "./subscription-row";
import { whose } from "./who";

const PAST = 50;

const pastRow = z
  .object({
    id: z.string(),
    kind: z.enum(REPORT_KINDS),
    title: z.string(),
    period_start: z.string(),
    period_end: z.string(),
    email: z.string(),
    created_at: z.date(),
    has_csv: z.boolean(),
  })
  .transform(
    ({ id, kind, title, email, ...row }): PastReport => ({
      id,
      kind,
      title,
      email,
      periodStart: row.period_start,
      periodEnd: row.period_end,
      createdAt: row.created_at.toISOString(),
      hasCsv: row.has_csv,
    }),
  );

/** Running subscriptions, and the last 50 reports that were made: one's own, for an admin everyone's. `zone` is where figures are cut. */
export async function listReports(
  sql: Sql,
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ subscriptions: Subscription[]; reports: PastReport[]; zone: string }> {
  const { userId } = whose(actor);
  const zone = await readZone(sql);
  const subscriptions = await sql`
    select s.*, u.email, u.name, u.role
    from report_subscription s
    join app_user u on u.id = s.user_id
    where s.ended_at is null and u.disabled_at is null and ${userId ? sql`s.user_id = ${userId}` : sql`true`}
    order by u.email, s.kind desc, s.created_at, s.id`;
  const reports = await sql`
    select r.id, s.kind, r.title, r.period_start::text, r.period_end::text, u.email, r.created_at, r.csv is not null as has_csv
    from report r
    join report_subscription s on s.id = r.subscription_id
    join app_user u on u.id = s.user_id
    where ${userId ? sql`s.user_id = ${userId}` : sql`true`}
    order by r.created_at desc, r.id
    limit ${PAST}`;
  return {
    subscriptions: subscriptions.map((row) => toSubscription(subscriptionRow.parse(row), { now: now.getTime(), reportingZone: zone })),
    reports: reports.map((row) => pastRow.parse(row)),
    zone,
  };
}
