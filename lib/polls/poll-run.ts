import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { type IngestContext, ingestInput, type RecordCounts, readRun } from "../ingest";

const REJECTS_A_READING = 20;
const REJECTS_A_RUN = 200;

export interface PolledInput {
  source: string;
  kind: string;
  /** What the run is called; readings of the same name share one. */
  file: string;
  now: Date;
  measuredAt?: number;
}

export interface PolledCounts extends RecordCounts {
  run: number;
  /** The first rejection, in words. */
  firstRejection: string | null;
}

/** The run of all readings of an hour, epoch ms. */
export const hourRun = (at: number): string => `polled ${new Date(at).toISOString().slice(0, 13).replace("T", " ")}:00 UTC`;

/**
 * Takes what was read into the source's run of that name: one an hour, as of pushes, so that a run each 15 seconds does not drown the list of runs. Not one
 * a day: budgets and rules look again at all that a run which gains something has brought so far. The run is "running" only while something is read into it; being taken back, it is left alone and another one begins. Of
 * rejected records a few are kept, since each reading brings the same ones again.
 */
export async function takePolled(
  sql: Sql,
  context: IngestContext,
  body: AsyncIterable<Uint8Array>,
  input: PolledInput,
): Promise<PolledCounts> {
  const { source, kind, file, now, measuredAt } = input;
  const run = await openRun(sql, source, file);
  let failed = true;
  try {
    const before = await readRun(sql, run);
    const [kept] = await sql<{ rejects: number }[]>`select count(*)::integer as rejects from rejected_record where run = ${run}`;
    const keepRejects = Math.max(0, Math.min(REJECTS_A_READING, REJECTS_A_RUN - (kept?.rejects ?? 0)));
    const after = await ingestInput(context, body, { file, origin: "poll", source, kind, run, now, measuredAt, keepRejects });
    const counts: RecordCounts = { read: 0, accepted: 0, duplicate: 0, revised: 0, ignored: 0, rejected: 0 };
    for (const name of Object.keys(counts) as (keyof RecordCounts)[]) counts[name] = after[name] - (before?.[name] ?? 0);
    failed = false;
    return { ...counts, run, firstRejection: after.rejections[0]?.detail ?? null };
  } finally {
    await closeRun(sql, run, failed);
  }
}

async function openRun(sql: Sql, source: string, file: string): Promise<number> {
  return sql.begin(async (tx) => {
    const [held] = await tx`select 1 from source where id = ${source} and removed_by is null for update`;
    if (!held) throw new AppError("not_found", `The source "${source}" is gone, or being removed.`);
    // One that still runs was left by a worker that died: whoever reads now has the lease.
    const [known] = await tx<{ id: number }[]>`
      update ingest_run set state = 'running', error = null, finished_at = null, updated_at = now()
      where id = (
        select id from ingest_run where source = ${source} and origin = 'poll' and file = ${file} and state <> 'deleting' order by id desc limit 1 for update
      )
      returning id`;
    if (known) return known.id;
    const [made] = await tx<{ id: number }[]>`
      insert into ingest_run (source, file, origin, state) values (${source}, ${file}, 'poll', 'running') returning id`;
    return made?.id ?? 0;
  });
}

/** A run that took nothing because reading failed at once says nothing: it is let go. */
async function closeRun(sql: Sql, run: number, failed: boolean): Promise<void> {
  if (failed) {
    const gone = await sql`delete from ingest_run where id = ${run} and read = 0 and state = 'running'`;
    if (gone.count > 0) return;
  }
  await sql`update ingest_run set state = 'done', finished_at = now(), updated_at = now() where id = ${run} and state = 'running'`;
}
