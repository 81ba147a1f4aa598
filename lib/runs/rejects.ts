import type { Sql } from "../../db/client";

export interface RejectFilter {
  source: string;
  run?: number;
  reason?: string;
}

export interface Reject {
  id: string;
  run: number;
  file: string;
  line: number;
  reason: string;
  /** One sentence that names the field and the value. */
  detail: string;
  /** The record without prompts, at most 64 KB of text. */
  record: string;
  createdAt: string;
}

const where = (sql: Sql, { source, run, reason }: RejectFilter) => sql`
  from rejected_record j join ingest_run r on r.id = j.run
  where r.source = ${source} and (${run ?? null}::integer is null or j.run = ${run ?? null}) and (${reason ?? null}::text is null or j.reason = ${reason ?? null})`;

/** Kept rejects by reason, the most frequent first, each with one of its sentences. */
export async function countRejects(sql: Sql, filter: RejectFilter): Promise<{ reason: string; count: number; example: string }[]> {
  return sql<{ reason: string; count: number; example: string }[]>`
    select j.reason, count(*)::integer as count, (array_agg(j.detail order by j.id desc))[1] as example ${where(sql, filter)} group by j.reason order by 2 desc, 1`;
}

/** Newest first; `next` is what to ask for as `before`. */
export async function listRejects(
  sql: Sql,
  { before, limit = 50, ...filter }: RejectFilter & { before?: string; limit?: number },
): Promise<{ rejects: Reject[]; next: string | null }> {
  const rows = await sql<(Omit<Reject, "createdAt"> & { createdAt: Date })[]>`
    select j.id, j.run, r.file, j.line::float8, j.reason, j.detail, j.record, j.created_at as "createdAt"
    ${where(sql, filter)} and (${before ?? null}::bigint is null or j.id < ${before ?? null}::bigint)
    order by j.id desc
    limit ${limit + 1}`;
  const page = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { rejects: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Kept rejects as JSON lines, oldest first, in flat memory: {run, file, line, reason, detail, record}; `record` is JSON where it can be read as such. */
export async function* rejectLines(sql: Sql, filter: RejectFilter): AsyncGenerator<string, void, undefined> {
  const rows = sql<{ run: number; file: string; line: number; reason: string; detail: string; record: string }[]>`
    select j.run, r.file, j.line::float8, j.reason, j.detail, j.record ${where(sql, filter)} order by j.id`.cursor(200);
  for await (const batch of rows) yield batch.map((row) => `${JSON.stringify({ ...row, record: asJson(row.record) })}\n`).join("");
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
