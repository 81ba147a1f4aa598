import type { Sql, Tx } from "../../db/client";
import { SAMPLE_FAMILIES } from "../../db/schema/sample-tables";
import { AppError } from "../errors";
import { fold } from "../rollups";
import { type IngestContext, openIngest } from "./context";
import { fillFromTracers, gatewayRowsOf } from "./fill-from-tracers";
import { foldChanges } from "./merge-attempts";
import { readFacts } from "./read-facts";
import { refold, saveVersions } from "./refold";
import { markInterrupted } from "./run-record";
import { settleBills, settleBuckets } from "./settle-buckets";
import { settleOutcomes } from "./settle-outcomes";
import { settle } from "./settle-traces";
import { lockMerge, openStage } from "./stage";
import { undoOutcomes } from "./undo-outcomes";
import { undoSamples } from "./undo-samples";

const CHUNK = 5_000;

/**
 * Takes back everything a run brought, chunk by chunk, each in one transaction: an interrupted undo goes on when called again. A record that another
 * run brought too stays, as that run's; a record that this run revised returns to what it was.
 * Throws `not_found`, and `conflict` while the run is still being read.
 */
export async function undoRun(sql: Sql, run: number, actor: string, onProgress?: (undone: number) => void): Promise<void> {
  await markInterrupted(sql);
  const [row] = await sql<{ state: string; file: string; source: string }[]>`select state, file, source from ingest_run where id = ${run}`;
  if (!row) throw new AppError("not_found", `There is no run ${run}.`);
  if (row.state === "running")
    throw new AppError(
      "conflict",
      "This run is still being read. Wait for it to end, then undo it; if its process was killed, try again in 15 minutes.",
    );
  await sql`update ingest_run set state = 'deleting', updated_at = now() where id = ${run}`;
  const context = await openIngest(sql);
  let undone = 0;
  for (;;) {
    const ids = await sql.begin((tx) => undoChunk(tx, context, run));
    if (ids === 0) break;
    undone += ids;
    onProgress?.(undone);
  }
  for (const family of SAMPLE_FAMILIES) {
    for (let some = 1; some > 0; undone += some) {
      some = await sql.begin((tx) => undoSamples(tx, context.zone, family, run));
      if (some > 0) onProgress?.(undone + some);
    }
  }
  while ((await sql.begin((tx) => undoOutcomes(tx, context, run, CHUNK))) > 0);
  await sql.begin(async (tx) => {
    await undoCounts(tx, context, run);
    await tx`delete from sighting where run = ${run}`;
    await tx`delete from rejected_record where run = ${run}`;
    await tx`delete from ingest_run where id = ${run}`;
    await tx`insert into audit_entry (actor, action, subject, detail) values (${actor}, 'undo_run', ${`run ${run}`}, ${tx.json({ file: row.file, source: row.source })})`;
  });
}

/** Undoes every run of a source, then removes the source. Throws `not_found`, and `conflict` before anything is undone while one of them is still being read. */
export async function undoSource(sql: Sql, source: string, actor: string): Promise<void> {
  await markInterrupted(sql);
  const [reading] = await sql<
    { file: string }[]
  >`select file from ingest_run where source = ${source} and state = 'running' order by id limit 1`;
  if (reading) {
    throw new AppError(
      "conflict",
      `${reading.file} is still being read into ${source}. Nothing was undone: wait for it to end; if its process was killed, try again in 15 minutes.`,
    );
  }
  const runs = await sql<{ id: number }[]>`select id from ingest_run where source = ${source} order by id desc`;
  for (const { id } of runs) await undoRun(sql, id, actor);
  await sql`delete from poll where source = ${source}`;
  const removed = await sql`delete from source where id = ${source}`;
  if (removed.count === 0) throw new AppError("not_found", `There is no source "${source}".`);
  await sql`insert into audit_entry (actor, action, subject) values (${actor}, 'delete_source', ${`source ${source}`})`;
}

/** Other runs' sightings of these records, as (id, content, run): the earliest run that saw each. */
const SIGHTINGS = `select distinct on (id, content) id, content, run from (
    select unnest(s.ids) as id, unnest(s.contents) as content, s.run from sighting s where s.run <> $1
  ) seen where id in (select id from undone) order by id, content, run`;

async function undoChunk(tx: Tx, context: IngestContext, run: number): Promise<number> {
  await openStage(tx);
  await lockMerge(tx);
  await tx.unsafe("create temp table if not exists undone (id uuid primary key) on commit delete rows; truncate undone");
  await tx.unsafe(
    `insert into undone select id from (
       select a.id from attempt a, ingest_run r where r.id = $1 and a.run = $1
         and a.occurred_at between coalesce(r.from_at, '-infinity') - interval '1 second' and coalesce(r.to_at, 'infinity') + interval '1 second'
       union select id from attempt_version where run = $1
     ) mine limit ${CHUNK}`,
    [run],
  );
  const ids = (await tx<{ id: string }[]>`select id from undone`).map((row) => row.id);
  if (ids.length === 0) return 0;
  const traces = await tx<{ trace: string }[]>`
    with gone as materialized (
      select a.trace, coalesce(a.response_id, a.record_id) as response, a.occurred_at
      from attempt a join identity i on i.id = a.id and i.occurred_at = a.occurred_at where i.id in (select id from undone)
    )
    select id_text(trace) as trace from gone where trace is not null
    union
    select id_text(t.trace) from attempt t join source s on s.num = t.source and s.role = 'tracer'
    where t.trace is not null and t.response_id in (select response from gone)
      and t.occurred_at between (select min(occurred_at) - interval '1 day' from gone) and (select max(occurred_at) + interval '1 day' from gone)`;
  const filled = await gatewayRowsOf(
    tx,
    traces.map((row) => row.trace),
  );
  const alone = await tx<{ id: string }[]>`select id from identity where versions is null and id in (select id from undone)`;
  await saveVersions(
    tx,
    await readFacts(
      tx,
      alone.map((row) => row.id),
    ),
  );
  await tx.unsafe(
    `update attempt_version v set run = s.run from (${SIGHTINGS}) s where v.run = $1 and v.id = s.id and v.content = s.content`,
    [run],
  );
  await tx`delete from attempt_version where run = ${run} and id in (select id from undone)`;
  await tx`update identity i set versions = (select nullif(count(*), 1) from attempt_version v where v.id = i.id) where i.id in (select id from undone)`;
  await refold(tx, context, ids);
  const answering = await settle(
    tx,
    traces.map((row) => row.trace),
  );
  await fillFromTracers(tx, context, [...new Set([...filled, ...answering])]);
  await settleOutcomes(tx, context, {});
  await foldChanges(tx, context.zone);
  return ids.length;
}

/** Provider counts and bill lines of the run, and what they kept out of the totals. */
async function undoCounts(tx: Tx, context: IngestContext, run: number): Promise<void> {
  await openStage(tx);
  await lockMerge(tx);
  await tx.unsafe("create temp table if not exists undone (id uuid primary key) on commit delete rows; truncate undone");
  const links = await tx<{ trace: string }[]>`delete from span_link where run = ${run} returning trace`;
  await settle(tx, [...new Set(links.map((row) => row.trace))]);
  await settleOutcomes(tx, context, {});
  await foldChanges(tx, context.zone);
  for (const table of ["usage_bucket", "bill_line"] as const) {
    await tx.unsafe(`truncate undone; insert into undone select distinct id from ${table} where run = ${run}`);
    const days = await tx.unsafe<{ day: string }[]>(`select distinct utc_day::text as day from ${table} where run = ${run}`);
    await tx.unsafe(`update ${table} t set run = s.run from (${SIGHTINGS}) s where t.run = $1 and t.id = s.id and t.content = s.content`, [
      run,
    ]);
    if (table === "usage_bucket") {
      await tx.unsafe(`truncate bucket_delta; insert into bucket_delta select *, -1 from usage_bucket where run = ${run}`);
    }
    await tx.unsafe(`delete from ${table} where run = ${run}`);
    if (table === "usage_bucket") {
      await fold(tx, context.zone, { buckets: "bucket_delta" }, true);
      await settleBuckets(
        tx,
        context.zone,
        days.map((row) => row.day),
      );
    } else
      await settleBills(
        tx,
        days.map((row) => row.day),
      );
  }
}
