import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import type { Source } from "./source";

const columns = (sql: Sql | Tx) => sql`id, num, kind, label, role, settings, created_at as "createdAt"`;

/** Null when there is no such source. */
export async function findSource(sql: Sql | Tx, id: string): Promise<Source | null> {
  const [source] = await sql<Source[]>`select ${columns(sql)} from source where id = ${id}`;
  return source ?? null;
}

/** Throws `internal`: a fact names a source that is not there. */
export async function sourceByNum(sql: Sql | Tx, num: number): Promise<Source> {
  const [source] = await sql<Source[]>`select ${columns(sql)} from source where num = ${num}`;
  if (!source) throw new AppError("internal", `Facts name source number ${num}, which does not exist.`);
  return source;
}

export async function sourcesOfKind(sql: Sql | Tx, kind: string): Promise<Source[]> {
  return sql<Source[]>`select ${columns(sql)} from source where kind = ${kind} order by num`;
}
