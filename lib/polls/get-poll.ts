import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import type { Poll } from "./poll";
import { pollColumns, toPoll } from "./row";

/** Null where the source is not read on a schedule. Throws `not_found` where there is no such source. */
export async function getPoll(sql: Sql | Tx, source: string): Promise<Poll | null> {
  const [row] = await sql`select ${pollColumns(sql)} from poll p join source s on s.id = p.source where p.source = ${source}`;
  if (row) return toPoll(row);
  const [known] = await sql`select 1 from source where id = ${source}`;
  if (!known) throw new AppError("not_found", `There is no source "${source}".`);
  return null;
}

/** Every poll, in the order of sources. */
export async function listPolls(sql: Sql): Promise<Poll[]> {
  const rows = await sql`select ${pollColumns(sql)} from poll p join source s on s.id = p.source order by s.num`;
  return rows.map(toPoll);
}
