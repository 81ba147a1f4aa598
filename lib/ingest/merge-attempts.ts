import type { Tx } from "../../db/client";
import type { SpanLink } from "../facts";
import { fold, foldLatency, foldSessions } from "../rollups";
import type { PreparedAttempt } from "./attempt-row";
import type { IngestContext } from "./context";
import { fillFromTracers, gatewayRowsOf } from "./fill-from-tracers";
import { addVersions } from "./refold";
import { settleBuckets } from "./settle-buckets";
import { settleTraces } from "./settle-traces";
import { ATTEMPT_COLUMNS, copyAttempts, lockMerge, nameSessions, openStage, type RowOrigin } from "./stage";

export interface AttemptBatch {
  rows: readonly PreparedAttempt[];
  links: readonly SpanLink[];
  origin: RowOrigin;
  /** Spans come in any order: every trace they touch is settled anew. */
  tracer: boolean;
}

export interface MergeCounts {
  accepted: number;
  duplicate: number;
  revised: number;
}

/**
 * Merges one batch in the caller's transaction: new identities become attempts, known content is a duplicate, other content of a known identity is
 * a version. Rollups, sessions, calls and un-counting follow in the same transaction. No identity may stand twice in `rows`.
 */
export async function mergeAttempts(tx: Tx, context: IngestContext, batch: AttemptBatch): Promise<MergeCounts> {
  await openStage(tx);
  await copyAttempts(
    tx,
    "stage",
    batch.rows.map((row) => ({ ...row, origin: batch.origin })),
    context.dictionary,
  );
  await lockMerge(tx);
  await nameSessions(tx, "stage");
  await tx`
    update stage s set known = case when i.content = s.content then 1 else 2 end
    from identity i where i.id = s.id`;
  await tx`
    insert into identity (id, content, occurred_at, as_of)
    select id, content, occurred_at, as_of from stage where known = 0 order by id`;
  const columns = ATTEMPT_COLUMNS.join(", ");
  const inserted = await tx.unsafe(`insert into attempt (${columns}) select ${columns} from stage where known = 0`);
  const revised = inserted.count === batch.rows.length ? 0 : await mergeKnown(tx, context, batch);
  if (batch.links.length > 0) await saveLinks(tx, batch);
  const traces = await settleTraces(tx, batch);
  await fillFromTracers(tx, await gatewayRowsOf(tx, traces));
  await foldChanges(tx, context.zone, true);
  return { accepted: inserted.count, revised, duplicate: batch.rows.length - inserted.count - revised };
}

/** Rows whose identity is here: other content becomes a version, the rest are sightings. Returns how many were versions. */
async function mergeKnown(tx: Tx, context: IngestContext, batch: AttemptBatch): Promise<number> {
  await tx`
    update stage s set known = 1
    from attempt_version v where s.known = 2 and v.id = s.id and v.content = s.content`;
  const changed = await tx<{ id: string }[]>`select id from stage where known = 2`;
  await tx`
    insert into sighting (run, ids, contents)
    select ${batch.origin.run}::integer, array_agg(id), array_agg(content) from stage where known = 1 having count(*) > 0`;
  if (changed.length === 0) return 0;
  const ids = new Set(changed.map(({ id }) => id.replaceAll("-", "")));
  await addVersions(
    tx,
    context,
    batch.rows.filter((row) => ids.has(row.id)),
    batch.origin.run,
  );
  return changed.length;
}

async function saveLinks(tx: Tx, { links, origin }: AttemptBatch): Promise<void> {
  await tx`
    insert into span_link (trace, span, parent, run)
    select distinct on (trace, span) trace, span, parent, ${origin.run}::integer
    from unnest(${links.map((l) => l.trace)}::text[], ${links.map((l) => l.span)}::text[], ${links.map((l) => l.parent)}::text[]) as l(trace, span, parent)
    on conflict (trace, span) do nothing`;
}

/** Folds the stage's new rows (when `fresh`) and the signed changes in `delta` into rollups and sessions. */
export async function foldChanges(tx: Tx, zone: string, fresh: boolean): Promise<void> {
  const [changes] = await tx<
    { rows: number; structural: boolean | null }[]
  >`select count(*)::integer as rows, bool_or(structural) as structural from delta`;
  const changed = (changes?.rows ?? 0) > 0;
  const removes = changes?.structural ?? false;
  if (!fresh && !changed) return;
  const newRows = fresh ? { relation: "stage", where: "a.known = 0" } : null;
  await fold(tx, zone, { fresh: newRows ?? undefined, attempts: changed ? "delta" : undefined }, removes);
  await foldLatency(
    tx,
    zone,
    [...(newRows ? [{ ...newRows, sign: "1" }] : []), ...(changed ? [{ relation: "delta", sign: "a.sign", where: "true" }] : [])],
    removes,
  );
  await foldSessions(tx, zone, newRows, changed ? "delta" : null);
  await settleOverlaps(tx, zone);
}

/** Days that calls were added to or taken from, as far as a provider counted them too: whether its count is in the totals may have changed. */
async function settleOverlaps(tx: Tx, zone: string): Promise<void> {
  const days = await tx<{ day: string }[]>`
    select distinct b.utc_day::text as day from usage_bucket b where b.utc_day in (
      select (occurred_at at time zone 'UTC')::date from stage union select (occurred_at at time zone 'UTC')::date from delta
    )`;
  await settleBuckets(
    tx,
    zone,
    days.map((row) => row.day),
  );
}
