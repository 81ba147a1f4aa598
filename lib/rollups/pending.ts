import { setImmediate } from "node:timers/promises";
import type { Sql, Tx } from "../../db/client";
import { ARRIVING_TABLES, Arriving } from "./arriving";
import { LAYOUT } from "./layout";

/** More calls than this are not summed at once: sums stay exact, and memory small. */
const ROWS_AT_ONCE = 20_000;

/** What one push adds, and of which calls. Times are epoch microseconds. */
export interface PendingSums {
  source: number;
  rows: number;
  from: number;
  to: number;
  arriving: Arriving;
  /** Reporting zone that it was cut in. */
  zone: string;
}

/** The reporting zone was changed since the sums were cut: they have to be made anew. */
export class ZoneChanged extends Error {}

/**
 * Rollups and sessions have one writer at a time, apart from the merge lock: pushes, which only append what they add, don't wait while others' sums are
 * folded. Who holds the merge lock too took it before. Until the end of the caller's transaction.
 */
export async function lockCells(tx: Tx): Promise<void> {
  await tx.unsafe("select pg_advisory_xact_lock(hashtext('permille.cells'))");
}

/** Keeps what a push adds to rollups and sessions for a fold to come, in the push's own transaction and under the merge lock. Throws `ZoneChanged`. */
export async function appendPending(tx: Tx, { source, rows, from, to, arriving, zone }: PendingSums): Promise<void> {
  const { count } = await tx`
    insert into pending_sums (source, rows, from_at, to_at, layout, sums)
    select ${source}, ${rows}, to_timestamp(${from}::float8 / 1000000), to_timestamp(${to}::float8 / 1000000), ${LAYOUT}, ${arriving.pack()}
    where ${zone} = coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC')`;
  if (count === 0) throw new ZoneChanged(`The reporting zone is no longer ${zone}.`);
}

/**
 * Adds everything that is pending to rollups and sessions. Additions commute with each other, but not with what deletes empty cells or computes a
 * session anew: that comes after this, in the same transaction. Under `lockCells`. Returns how many calls were folded.
 */
export async function foldPending(tx: Tx): Promise<number> {
  // Pushes go on meanwhile: theirs are the next fold's.
  const [present] = await tx<{ through: string | null }[]>`select max(id) as through from pending_sums`;
  const through = present?.through ?? "0";
  let folded = 0;
  for (let last = "0"; ; ) {
    const some = await tx<{ id: string; rows: number; layout: string; sums: Buffer }[]>`
      select id, rows, layout, sums
      from (select *, sum(rows) over (order by id) - rows as before from pending_sums where id > ${last} and id <= ${through}) p
      where before < ${ROWS_AT_ONCE} order by id`;
    const newest = some.at(-1)?.id;
    if (newest === undefined) return folded;
    const arriving = new Arriving();
    for (const { sums, layout, rows } of some) {
      arriving.absorb(sums, layout);
      folded += rows;
      // Those who push meanwhile are not kept waiting.
      await setImmediate();
    }
    await tx.unsafe(ARRIVING_TABLES);
    await arriving.save(tx);
    await tx.unsafe("delete from arriving_cell; delete from arriving_session");
    await tx`
      with folded as (delete from pending_sums where id <= ${newest} and id > ${last} and id = any(${some.map(({ id }) => id)}::bigint[]) returning source, to_at)
      insert into folded_through as t (source, at) select source, max(to_at) from folded group by source
      on conflict (source) do update set at = greatest(t.at, excluded.at)`;
    last = newest;
  }
}

/** `foldPending` in a transaction of its own. */
export async function foldPendingNow(sql: Sql): Promise<number> {
  const [waiting] = await sql<{ any: boolean }[]>`select exists (select from pending_sums) as any`;
  if (!waiting?.any) return 0;
  return sql.begin(async (tx) => {
    await lockCells(tx);
    return foldPending(tx);
  });
}
