import { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary } from "../../db/copy";
import { FOLD_TABLES, foldPending, lockCells } from "../rollups";
import type { AttemptRow } from "./attempt-row";
import { ATTEMPT_COLUMNS, writeAttempt } from "./attempt-wire";
import { decimalOf } from "./identity";

/** All columns of `attempt`, settled ones included. */
const ALL_ATTEMPT_COLUMNS = [...ATTEMPT_COLUMNS, "counted", "outcome", "outcome_cost", "outcome_value"];

/**
 * One writer at a time changes facts and what derives from them: that keeps every rollup equal to its facts, whoever else ingests. Reading goes on. What
 * pushes left pending is folded first.
 */
export async function lockMerge(tx: Tx): Promise<void> {
  await lockFacts(tx);
  await settlePending(tx);
}

/** The same for a push, which only adds facts: what these add to rollups and sessions stays pending, unless something needs `settlePending`. */
export async function lockFacts(tx: Tx): Promise<void> {
  await tx.unsafe("select pg_advisory_xact_lock(hashtext('permille.merge')); set local work_mem = '64MB'");
}

/** Before rollups or sessions are read as they are, or cells or sessions go: nothing is pending after this, and nobody else folds. */
export async function settlePending(tx: Tx): Promise<void> {
  await lockCells(tx);
  await foldPending(tx);
}

/** Transactions whose session-local tables are not as they were at its start. */
const used = new WeakSet<Tx>();
/** Transactions that have opened `arrival` at most, and those in which it may hold rows. */
const bare = new WeakSet<Tx>();
const opened = new WeakSet<Tx>();

const TABLES = {
  arrival: "n integer, id uuid, content bigint, occurred_at timestamptz, as_of timestamptz",
  revised: "like attempt including defaults",
  refolded: "like attempt including defaults",
  delta: "like attempt including defaults, sign integer not null, structural boolean not null",
  settled:
    "id uuid, occurred_at timestamptz, counted boolean, call uuid, attempt_no smallint, final boolean, attempts smallint, ledger smallint, estimable boolean, structural boolean",
  judged: "id uuid, occurred_at timestamptz, outcome smallint, outcome_cost numeric(24, 12), outcome_value numeric(24, 12)",
  bucket_delta: "like usage_bucket including defaults, sign integer not null",
  ...FOLD_TABLES,
};
/** Joined with attempts by identity: whichever of the two a planner takes for the small one, no row is compared with all others. */
const INDEXED = ["settled", "judged"];
const CREATE = [
  ...Object.entries(TABLES).map(([name, columns]) => `create temp table if not exists ${name} (${columns}) on commit delete rows`),
  ...INDEXED.map((name) => `create index if not exists ${name}_id on ${name} (id)`),
].join("; ");
const EMPTY = `truncate ${Object.keys(TABLES).join(", ")}`;

/**
 * Session-local tables of a merge, emptied.
 * `arrival`: who came (rows of `Arrivals`), without those that are known. `revised`: further versions of known records. `refolded`: rows folded from
 * several versions. `delta`: signed images of changed attempts; `structural` = more changed than which request a row belongs to. `judged`: attempts of which another outcome holds.
 */
export async function openStage(tx: Tx): Promise<void> {
  const isEmpty = !used.has(tx) && !opened.has(tx);
  bare.delete(tx);
  used.add(tx);
  await tx.unsafe(isEmpty ? CREATE : `${CREATE}; ${EMPTY}`);
}

/** Opens `arrival` alone, if that: most batches need no more, and each table costs at the commit. The rest opens with `needStage`. */
export async function openArrivals(tx: Tx, needed: boolean): Promise<void> {
  if (used.has(tx)) return openStage(tx);
  bare.add(tx);
  if (needed)
    await tx.unsafe(
      `create temp table if not exists arrival (${TABLES.arrival}) on commit delete rows${opened.has(tx) ? "; truncate arrival" : ""}`,
    );
  opened.add(tx);
}

/** Whether anything beside `arrival` can hold a row. */
export const isStaged = (tx: Tx): boolean => !bare.has(tx);

/** Opens the stage where only `arrival` is. */
export async function needStage(tx: Tx): Promise<void> {
  if (!bare.delete(tx)) return;
  used.add(tx);
  await tx.unsafe(CREATE);
}

/** Puts rows that were folded from several versions into `refolded`. */
export async function copyRefolded(tx: Tx, rows: readonly AttemptRow[]): Promise<void> {
  const out = new BinaryRows(ATTEMPT_COLUMNS.length);
  for (const row of rows) writeAttempt(out, row);
  await copyBinary(tx, "refolded", ATTEMPT_COLUMNS, out.chunks());
}

/** Keeps the text of session ids that are new. Under the merge lock: two writers adding the same ids in turn would wait for each other. */
export async function nameSessions(tx: Tx, rows: readonly AttemptRow[]): Promise<void> {
  const names = new Map(rows.flatMap((row) => (row.session_key === null ? [] : [[row.session_key, row.session_id]])));
  if (names.size === 0) return;
  await tx`
    insert into session_name (key, id)
    select * from unnest(${[...names.keys()].map(decimalOf)}::bigint[], ${[...names.values()]}::text[]) on conflict do nothing`;
}

/** Remembers the present image of attempts before (−1) or after (+1) a change. `ids` is SQL for a relation with `id` and `occurred_at`. */
export async function rememberAttempts(tx: Tx, ids: string, sign: 1 | -1, structural: boolean): Promise<void> {
  const columns = ALL_ATTEMPT_COLUMNS.join(", ");
  await tx.unsafe(`insert into delta (${columns}, sign, structural)
    select ${ALL_ATTEMPT_COLUMNS.map((c) => `a.${c}`).join(", ")}, ${sign}, ${structural}
    from ${ids} k cross join lateral (select * from attempt a where a.id = k.id and a.occurred_at = k.occurred_at offset 0) a`);
}

/** Changes to some attempts go by index, row for row: fresh partitions have no statistics, and a planner that guesses reads them whole. */
export async function byIndex<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  send(tx, "set local enable_hashjoin = off; set local enable_mergejoin = off");
  const done = await work();
  send(tx, "set local enable_hashjoin = on; set local enable_mergejoin = on");
  return done;
}

/**
 * Looks some attempts up by what they are found by: by index, whatever a planner guesses of a partition that has no statistics yet, and planned for the very
 * ids, since a plan that is kept for any number of them reads the partition whole.
 */
export async function lookingUp<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  send(tx, "set local enable_seqscan = off; set local plan_cache_mode = force_custom_plan");
  const found = await work();
  send(tx, "set local enable_seqscan = on; set local plan_cache_mode = auto");
  return found;
}

/** Without waiting: should it fail, the transaction is lost, and the next statement tells. */
function send(tx: Tx, text: string): void {
  tx.unsafe(text).catch(() => {});
}
