import type { Tx } from "../../db/client";
import { ATTEMPT_STAGE_COLUMNS, attemptLine, type PreparedAttempt } from "./attempt-row";
import { copyInto } from "./copy";
import type { Dictionary } from "./dictionary";

/** Columns of `attempt` that a stage row fills; the rest have defaults that settling changes. */
export const ATTEMPT_COLUMNS = ATTEMPT_STAGE_COLUMNS.filter((c) => c !== "content" && c !== "as_of" && c !== "session_id");

/** All columns of `attempt`, settled ones included. */
export const ALL_ATTEMPT_COLUMNS = [...ATTEMPT_COLUMNS, "call", "attempt_no", "final", "counted"];

/** One writer at a time changes facts and what derives from them: that keeps every rollup equal to its facts, whoever else ingests. Reading goes on. */
export async function lockMerge(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('permille.merge'))`;
  await tx`set local work_mem = '64MB'`;
}

/**
 * Session-local tables of a merge, emptied.
 * `stage`: rows as read; `known` 0 = new, 1 = same content is here, 2 = other content is here. `refolded`: rows folded from several versions.
 * `delta`: signed images of changed attempts; `structural` = more changed than which request a row belongs to.
 */
export async function openStage(tx: Tx): Promise<void> {
  const columns =
    "like attempt including defaults, content bigint not null, as_of timestamptz not null, session_id text, known smallint not null default 0";
  await tx.unsafe(`
    create temp table if not exists stage (${columns}) on commit delete rows;
    create temp table if not exists refolded (${columns}) on commit delete rows;
    create temp table if not exists delta (like attempt including defaults, sign integer not null, structural boolean not null) on commit delete rows;
    create temp table if not exists bucket_delta (like usage_bucket including defaults, sign integer not null) on commit delete rows;
    truncate stage, refolded, delta, bucket_delta`);
}

export interface RowOrigin {
  source: number;
  run: number;
  /** Session scope: "" unless the source's sessions are set apart. */
  scope: string;
}

export async function copyAttempts(
  tx: Tx,
  table: "stage" | "refolded",
  rows: readonly (PreparedAttempt & { origin: RowOrigin })[],
  dictionary: Dictionary,
): Promise<void> {
  const lines = rows.map((row) => attemptLine(row, dictionary, row.origin.source, row.origin.run, row.origin.scope));
  await copyInto(tx, table, ATTEMPT_STAGE_COLUMNS, lines);
}

/** Keeps the text of session ids that are new. Under the merge lock: two writers adding the same ids in turn would wait for each other. */
export async function nameSessions(tx: Tx, table: "stage" | "refolded"): Promise<void> {
  await tx.unsafe(`insert into session_name (key, id)
    select session_key, min(session_id) from ${table} s
    where session_id is not null and not exists (select from session_name n where n.key = s.session_key)
    group by session_key on conflict do nothing`);
}

/** Remembers the present image of attempts before (−1) or after (+1) a change. `ids` is SQL for a relation with `id` and `occurred_at`. */
export async function rememberAttempts(tx: Tx, ids: string, sign: 1 | -1, structural: boolean): Promise<void> {
  const columns = ALL_ATTEMPT_COLUMNS.join(", ");
  await tx.unsafe(`insert into delta (${columns}, sign, structural)
    select ${ALL_ATTEMPT_COLUMNS.map((c) => `a.${c}`).join(", ")}, ${sign}, ${structural}
    from ${ids} k join attempt a on a.id = k.id and a.occurred_at = k.occurred_at`);
}
