import type { Sql } from "../../db/client";

/** Before this instant (epoch ms) samples were aged out and take no further ones; -Infinity where none were. */
export async function horizonOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ before: Date | null }[]>`select min(before) as before from sample_horizon where level = 'sample'`;
  return row?.before?.getTime() ?? Number.NEGATIVE_INFINITY;
}
