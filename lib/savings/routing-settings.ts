import type { Sql, Tx } from "../../db/client";
import type { RoutingSetting } from "./baselines";

/** What people set about routing and nobody retired, oldest first. */
export async function routingSettings(sql: Sql | Tx): Promise<RoutingSetting[]> {
  const rows = await sql<(Omit<RoutingSetting, "from"> & { from: Date | null })[]>`
    select s.id, s.field, s.subject, s.value, s.from_day::timestamp at time zone z.zone as from
    from routing_setting s, (select coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC') as zone) z
    where s.retired_at is null order by s.id`;
  return rows.map(({ from, ...row }) => ({ ...row, from: from?.toISOString() ?? null }) as RoutingSetting);
}
