import { z } from "zod";
import type { Sql } from "../../db/client";
import { countOpenEvents } from "../alerts";
import { snapshotSchema } from "../alerts/snapshot";
import { titleOf } from "../email/mail-for";
import { startOfDay } from "../time";
import type { ReportSnapshot } from "./snapshot";

const SHOWN = 8;

const rowSchema = z.object({ id: z.string(), title: z.string(), severity: z.string(), moment: z.date(), snapshot: z.unknown() });

/** Alerts that began in the dates [from, to), and how many are open now. */
export async function readAlerts(
  sql: Sql,
  { from, to, zone, now }: { from: string; to: string; zone: string; now: number },
): Promise<ReportSnapshot["alerts"]> {
  const [start, end] = [new Date(startOfDay(from, zone)), new Date(startOfDay(to, zone))];
  const within = sql`change = 'fired' and coalesce(at, created_at) >= ${start} and coalesce(at, created_at) < ${end}`;
  const [counted] = await sql<{ count: number; critical: number }[]>`
    select count(*)::integer as count, (count(*) filter (where severity = 'critical'))::integer as critical
    from alert_event
    where ${within}`;
  const rows = await sql`
    select id, title, severity, coalesce(at, created_at) as moment, snapshot
    from alert_event
    where ${within}
    order by array_position(array['critical', 'warning', 'info'], severity), moment desc, id
    limit ${SHOWN}`;
  return {
    count: counted?.count ?? 0,
    critical: counted?.critical ?? 0,
    open: await countOpenEvents(sql, new Date(now)),
    list: rows.map((raw) => {
      const { id, title, severity, moment, snapshot } = rowSchema.parse(raw);
      return { id, title: title || titleOf(snapshotSchema.parse(snapshot)), severity, at: moment.toISOString() };
    }),
  };
}
