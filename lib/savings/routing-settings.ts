import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import type { RoutingSetting } from "./baselines";

type Row = Omit<RoutingSetting, "from"> & { from: Date | null };

const columns = (sql: Sql | Tx) => sql`s.id, s.field, s.subject, s.value, s.from_day::timestamp at time zone z.zone as from`;
const zone = (sql: Sql | Tx) => sql`(select coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC') as zone) z`;

const toSetting = ({ from, ...row }: Row): RoutingSetting => ({ ...row, from: from?.toISOString() ?? null }) as RoutingSetting;

/** What people set about routing and nobody retired, oldest first. */
export async function routingSettings(sql: Sql | Tx): Promise<RoutingSetting[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from routing_setting s, ${zone(sql)} where s.retired_at is null order by s.id`;
  return rows.map(toSetting);
}

/** One of them, retired or not. Throws `not_found`. */
export async function routingSetting(sql: Sql | Tx, id: number): Promise<RoutingSetting> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from routing_setting s, ${zone(sql)} where s.id = ${id}`;
  if (!row) throw new AppError("not_found", `There is no routing setting ${id}.`);
  return toSetting(row);
}
