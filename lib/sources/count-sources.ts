import type { Sql } from "../../db/client";

/** How many sources there are, those being removed included; without reading what they brought. */
export async function countSources(sql: Sql): Promise<number> {
  const [row] = await sql<{ sources: number }[]>`select count(*)::integer as sources from source`;
  return row?.sources ?? 0;
}
