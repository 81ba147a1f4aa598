import type { Sql, Tx } from "../../db/client";

/** Activity in parts per million below which a 5-minute slot is idle, where nobody set another: 5 %. */
export const IDLE_BELOW = 50_000;

export async function readIdleBelow(sql: Sql | Tx): Promise<number> {
  const [row] = await sql<{ below: number | null }[]>`select (value #>> '{}')::integer as below from setting where key = 'gpu_idle_below'`;
  return row?.below ?? IDLE_BELOW;
}

/** SQL of the same. */
export const IDLE_BELOW_SQL = `coalesce((select (value #>> '{}')::integer from setting where key = 'gpu_idle_below'), ${IDLE_BELOW})`;
