import type { Sql, Tx } from "../../db/client";

export type RunOrigin = "file" | "stdin" | "upload" | "push" | "poll";

/** Counts of one run or batch. read = accepted + duplicate + revised + ignored + rejected. */
export interface RecordCounts {
  read: number;
  accepted: number;
  duplicate: number;
  revised: number;
  ignored: number;
  rejected: number;
}

export interface RunReport extends RecordCounts {
  id: number;
  file: string;
  source: string;
  /** USD, metered cost of what this run brought; null when none of it is priced. */
  cost: string | null;
  /** First and last time of the facts read, ISO instants. */
  from: string | null;
  to: string | null;
  /** The first 10,000; all of them are kept with the run. */
  rejections: { line: number; reason: string; detail: string }[];
  ignoredReasons: Record<string, number>;
}

/** Begins the run of one input. `told`: when everything in it is told that states no time of its own; of what other inputs add to, there is no such time. */
export async function startRun(sql: Sql | Tx, source: string, file: string, origin: RunOrigin, told: Date): Promise<number> {
  const [run] = await sql<{ id: number }[]>`
    insert into ingest_run (source, file, origin, state, told_at) values (${source}, ${file}, ${origin}, 'running', ${told}) returning id`;
  return run?.id ?? 0;
}

/**
 * The run that pushed records of this source and hour belong to, held for the caller's transaction: until it ends, nobody can begin to undo the run.
 */
export async function pushRun(tx: Tx, source: string, now: Date): Promise<{ id: number; file: string }> {
  const file = `pushed ${now.toISOString().slice(0, 13).replace("T", " ")}:00 UTC`;
  const [, [run]] = await Promise.all([
    tx`select pg_advisory_xact_lock(hashtext(${`permille.push.${source}`}))`,
    tx<{ id: number }[]>`
      select id from ingest_run where source = ${source} and origin = 'push' and file = ${file} and state = 'done' order by id desc limit 1 for update`,
  ]);
  if (run) return { id: run.id, file };
  const [created] = await tx<{ id: number }[]>`
    insert into ingest_run (source, file, origin, state, finished_at) values (${source}, ${file}, 'push', 'done', now()) returning id`;
  return { id: created?.id ?? 0, file };
}

export interface BatchRecord {
  counts: RecordCounts;
  ignoredReasons: Record<string, number>;
  rejectedReasons: Record<string, number>;
  cost: string | null;
  /** Epoch ms of the facts read. */
  from: number | null;
  to: number | null;
  bytes: number;
}

/** Adds a batch to its run, in the batch's own transaction: what the run says is what the facts hold. */
export async function addToRun(tx: Tx, run: number, batch: BatchRecord): Promise<void> {
  const { counts } = batch;
  const added = (column: string, reasons: Record<string, number>) => tx`
    (select coalesce(jsonb_object_agg(key, total), '{}') from (
      select key, sum(value::bigint) as total from (
        select * from jsonb_each_text(${tx(column)}) union all select * from jsonb_each_text(${tx.json(reasons)}::jsonb)
      ) r group by key
    ) s)`;
  await tx`
    update ingest_run set
      read = read + ${counts.read}, accepted = accepted + ${counts.accepted}, duplicate = duplicate + ${counts.duplicate},
      revised = revised + ${counts.revised}, ignored = ignored + ${counts.ignored}, rejected = rejected + ${counts.rejected},
      bytes = bytes + ${batch.bytes},
      cost = case when ${batch.cost}::numeric is null then cost else coalesce(cost, 0) + ${batch.cost}::numeric end,
      from_at = least(from_at, ${batch.from == null ? null : new Date(batch.from)}), to_at = greatest(to_at, ${batch.to == null ? null : new Date(batch.to)}),
      ignored_reasons = ${added("ignored_reasons", batch.ignoredReasons)},
      rejected_reasons = ${added("rejected_reasons", batch.rejectedReasons)},
      updated_at = now()
    where id = ${run}`;
}

export async function finishRun(sql: Sql | Tx, run: number, error: string | null): Promise<void> {
  await sql`
    update ingest_run set state = ${error == null ? "done" : "failed"}, error = ${error}, finished_at = now(), updated_at = now()
    where id = ${run}`;
}

/** Runs whose process is gone: nothing was added to them for 15 minutes. What they brought stays; the same file again brings the rest. */
export async function markInterrupted(sql: Sql): Promise<void> {
  await sql`
    update ingest_run set state = 'interrupted', finished_at = updated_at,
      error = 'The process ended before the file did. What was read is kept; ingest the file again to bring the rest.'
    where state = 'running' and updated_at < now() - interval '15 minutes'`;
}

export async function readRun(sql: Sql | Tx, run: number): Promise<Omit<RunReport, "rejections"> | null> {
  const [row] = await sql<
    (Record<keyof RecordCounts, string> & {
      id: number;
      file: string;
      source: string;
      cost: string | null;
      from: Date | null;
      to: Date | null;
      ignoredReasons: Record<string, number>;
    })[]
  >`
    select id, file, source, read, accepted, duplicate, revised, ignored, rejected, trim_scale(cost)::text as cost, from_at as from, to_at as to,
      ignored_reasons as "ignoredReasons"
    from ingest_run where id = ${run}`;
  if (!row) return null;
  return {
    ...row,
    read: Number(row.read),
    accepted: Number(row.accepted),
    duplicate: Number(row.duplicate),
    revised: Number(row.revised),
    ignored: Number(row.ignored),
    rejected: Number(row.rejected),
    from: row.from?.toISOString() ?? null,
    to: row.to?.toISOString() ?? null,
  };
}
