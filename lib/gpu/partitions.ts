import type { Sql, Tx } from "../../db/client";
import type { SampleFamily } from "../../db/schema/sample-tables";

const DAY_MS = 86_400_000;

const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const firstOfNext = (month: string): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return `${number === 12 ? year + 1 : year}-${String((number % 12) + 1).padStart(2, "0")}-01`;
};

/**
 * Makes the partitions that samples at these times (epoch ms) need: samples by UTC day, so that ageing out drops tables instead of deleting rows, slots
 * by month.
 */
export async function ensureSamplePartitions(sql: Sql | Tx, { name }: SampleFamily, times: Iterable<number>): Promise<void> {
  const days = [...new Set([...times].map((ms) => utcDay(ms)))].sort();
  for (const day of days) await make(sql, `${name}_sample`, day.replaceAll("-", "_"), day, utcDay(Date.parse(day) + DAY_MS));
  for (const month of new Set(days.map((day) => day.slice(0, 7))))
    await make(sql, `${name}_slot`, month.replace("-", "_"), `${month}-01`, firstOfNext(month));
}

async function make(sql: Sql | Tx, table: string, suffix: string, from: string, to: string): Promise<void> {
  const name = `${table}_${suffix}`;
  const [existing] = await sql<{ there: boolean }[]>`select to_regclass(${name}) is not null as there`;
  if (existing?.there) return;
  const work = async (tx: Tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('permille.partitions'))`;
    await tx.unsafe(`create table if not exists ${name} partition of ${table} for values from ('${from} 00:00+00') to ('${to} 00:00+00')`);
  };
  await ("begin" in sql ? sql.begin(work) : work(sql));
}

/** Partitions of a table with the UTC instant (epoch ms) that each ends at, oldest first. */
export async function partitionsOf(sql: Sql | Tx, table: string): Promise<{ name: string; endsAt: number }[]> {
  const rows = await sql<{ name: string; bound: string }[]>`
    select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${table}::regclass order by c.relname`;
  return rows.map(({ name, bound }) => ({ name, endsAt: Date.parse(/to \('([^']+)'\)/i.exec(bound)?.[1]?.replace(/\+00$/, "Z") ?? "") }));
}
