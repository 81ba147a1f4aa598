import type { Sql } from "../../db/client";

export type RunState = "running" | "done" | "failed" | "interrupted" | "deleting";

/** One ingest of one input. Counts add up: read = accepted + duplicate + revised + ignored + rejected. Times are ISO instants. */
export interface RunSummary {
  id: number;
  source: string;
  file: string;
  origin: "file" | "stdin" | "upload" | "push" | "poll";
  state: RunState;
  startedAt: string;
  finishedAt: string | null;
  bytes: number;
  read: number;
  accepted: number;
  duplicate: number;
  revised: number;
  ignored: number;
  rejected: number;
  /** Rejected records that are still kept for download and another try. */
  keptRejects: number;
  /** USD of what it brought; null when none of it is priced. */
  cost: string | null;
  from: string | null;
  to: string | null;
  ignoredReasons: Record<string, number>;
  rejectedReasons: Record<string, number>;
  error: string | null;
}

type Row = Omit<RunSummary, "startedAt" | "finishedAt" | "from" | "to"> & {
  startedAt: Date;
  finishedAt: Date | null;
  from: Date | null;
  to: Date | null;
};

/** Newest first; `before` is the id of the last run of the page before. `next` is what to ask for as `before`, null at the end. */
export async function listRuns(
  sql: Sql,
  { source, before, limit = 50 }: { source?: string; before?: number; limit?: number },
): Promise<{ runs: RunSummary[]; next: number | null }> {
  const rows = await sql<Row[]>`
    select ${columns(sql)}
    from ingest_run r
    where (${source ?? null}::text is null or r.source = ${source ?? null}) and (${before ?? null}::integer is null or r.id < ${before ?? null})
    order by r.id desc
    limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  return { runs: page.map(toRun), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Null where there is no such run (any more). */
export async function findRun(sql: Sql, id: number): Promise<RunSummary | null> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from ingest_run r where r.id = ${id}`;
  return row ? toRun(row) : null;
}

const columns = (sql: Sql) => sql`
  r.id, r.source, r.file, r.origin, r.state, r.started_at as "startedAt", r.finished_at as "finishedAt", r.bytes::float8, r.read::float8, r.accepted::float8,
  r.duplicate::float8, r.revised::float8, r.ignored::float8, r.rejected::float8, trim_scale(r.cost)::text as cost, r.from_at as from, r.to_at as to,
  r.ignored_reasons as "ignoredReasons", r.rejected_reasons as "rejectedReasons", r.error,
  (select count(*) from rejected_record j where j.run = r.id)::integer as "keptRejects"`;

function toRun(row: Row): RunSummary {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    from: row.from?.toISOString() ?? null,
    to: row.to?.toISOString() ?? null,
  };
}
