import type { Sql } from "../../db/client";
import { AppError, errorMessage } from "../errors";
import { undoRun, undoSource } from "../ingest";

/** Marks a run to be taken back; `undoRequested` does it. Throws `not_found`, and `conflict` while the run is still being read. */
export async function requestUndo(sql: Sql, run: number, actor: string): Promise<void> {
  const [row] = await sql<{ state: string }[]>`
    update ingest_run set state = 'deleting', undone_by = coalesce(undone_by, ${actor}), updated_at = now() where id = ${run} and state <> 'running' returning state`;
  if (row) return;
  const [running] = await sql`select 1 from ingest_run where id = ${run}`;
  if (!running) throw new AppError("not_found", `There is no run ${run}.`);
  throw new AppError("conflict", "This run is still being read. Wait for it to end, then undo it.");
}

/** Marks a source to be taken back with all it brought. Throws `not_found`, and `conflict` while something of it is being read. */
export async function requestRemoval(sql: Sql, source: string, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    const [busy] = await tx`select 1 from ingest_run where source = ${source} and state = 'running'`;
    if (busy) throw new AppError("conflict", "Something of this source is still being read. Wait for it to end, then remove the source.");
    const marked = await tx`update source set removed_by = coalesce(removed_by, ${actor}) where id = ${source}`;
    if (marked.count === 0) throw new AppError("not_found", `There is no source "${source}".`);
    await tx`update ingest_run set state = 'deleting', undone_by = coalesce(undone_by, ${actor}), updated_at = now() where source = ${source}`;
  });
}

/** Takes back what was asked for, and goes on where an earlier process stopped. Throws what stopped one, after all others. */
export async function undoRequested(sql: Sql): Promise<void> {
  const holder = await sql.reserve();
  try {
    const [lock] = await holder<{ got: boolean }[]>`select pg_try_advisory_lock(hashtext('permille.undo')) as got`;
    if (!lock?.got) return;
    try {
      await undoAll(sql);
    } finally {
      await holder`select pg_advisory_unlock(hashtext('permille.undo'))`;
    }
  } finally {
    holder.release();
  }
}

async function undoAll(sql: Sql): Promise<void> {
  const failures: unknown[] = [];
  const attempt = (work: Promise<void>) => work.catch((error: unknown) => void failures.push(error));
  const runs = await sql<
    { id: number; actor: string | null }[]
  >`select id, undone_by as actor from ingest_run where state = 'deleting' order by id desc`;
  for (const { id, actor } of runs) await attempt(undoRun(sql, id, actor ?? "permille"));
  const sources = await sql<{ id: string; actor: string }[]>`select id, removed_by as actor from source where removed_by is not null`;
  for (const { id, actor } of sources) await attempt(undoSource(sql, id, actor));
  if (failures.length > 0)
    throw new AppError("internal", `${failures.length} could not be undone: ${errorMessage(failures[0])}`, { cause: failures[0] });
}
