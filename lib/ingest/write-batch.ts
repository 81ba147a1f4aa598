import type { Sql, Tx } from "../../db/client";
import { ensureSamplePartitions } from "../gpu";
import type { Source } from "../sources";
import type { RowOrigin } from "./attempt-row";
import type { Rejection } from "./batch";
import type { IngestContext } from "./context";
import { mergeAttempts } from "./merge-attempts";
import { mergeBills, mergeBuckets } from "./merge-buckets";
import { mergeOutcomes } from "./merge-outcomes";
import { mergeSamples } from "./merge-samples";
import { ensurePartitions } from "./partitions";
import { type PreparedBatch, scopeOf } from "./preparing";
import { addToRun, type RecordCounts } from "./run-record";

/** Partitions for the batch's times; outside its transaction, since that needs a stronger lock. `there`: months that are known to have theirs. */
export async function makeRoom(sql: Sql | Tx, { arrivals, samples }: PreparedBatch, there?: Set<string>): Promise<void> {
  for (const { family, rows } of samples)
    await ensureSamplePartitions(
      sql,
      family,
      rows.map((row) => row.at),
    );
  await ensurePartitions(sql, arrivals.days, there);
}

/** Writes a prepared batch, stamped with this run, and its counts in one transaction. `deferred`: of calls, see `AttemptBatch`. */
export async function writeBatch(
  tx: Tx,
  context: IngestContext,
  source: Source,
  run: number,
  batch: PreparedBatch,
  bytes: number,
  deferred = false,
): Promise<RecordCounts & Pick<PreparedBatch, "from" | "to">> {
  const origin: RowOrigin = { source: source.num, run, scope: scopeOf(source) };
  const counts: RecordCounts = {
    read: batch.read,
    accepted: 0,
    duplicate: batch.repeated,
    revised: 0,
    ignored: 0,
    rejected: batch.rejections.length,
  };
  const ignored = { ...batch.ignored };
  const add = (merged: { accepted: number; duplicate: number; revised: number }) => {
    counts.accepted += merged.accepted;
    counts.duplicate += merged.duplicate;
    counts.revised += merged.revised;
  };
  let cost: string | null = null;
  if (batch.arrivals.count > 0 || batch.links.length > 0) {
    const merged = await mergeAttempts(tx, context, {
      arrivals: batch.arrivals,
      links: batch.links,
      origin,
      tracer: source.role === "tracer",
      deferred,
    });
    add(merged);
    cost = merged.cost;
  }
  if (batch.buckets.length > 0) {
    const merged = await mergeBuckets(tx, context, batch.buckets, origin);
    add(merged);
    for (const [reason, n] of Object.entries(merged.ignored)) if (n > 0) ignored[reason] = (ignored[reason] ?? 0) + n;
    // A later row of the run can replace an earlier one's version or grouping: what it brings is told by all of its rows.
    const [brought] = await tx<{ cost: string | null }[]>`
      select sum(b.cost) - coalesce((select cost from ingest_run where id = ${run}), 0) as cost
      from usage_bucket b where b.run = ${run} and b.uncounted is distinct from 'version' and b.uncounted is distinct from 'grouping'`;
    cost = brought?.cost ?? null;
  }
  if (batch.bills.length > 0) {
    const merged = await mergeBills(tx, context, batch.bills, origin);
    add(merged);
    for (const [reason, n] of Object.entries(merged.ignored)) if (n > 0) ignored[reason] = (ignored[reason] ?? 0) + n;
  }
  for (const family of batch.samples) {
    const merged = await mergeSamples(tx, context, family, { source: source.num, run, asOf: batch.asOf });
    add(merged);
    for (const [reason, n] of Object.entries(merged.ignored)) if (n > 0) ignored[reason] = (ignored[reason] ?? 0) + n;
  }
  let { from, to } = batch;
  if (batch.outcomes.length > 0) {
    const merged = await mergeOutcomes(tx, context, batch.outcomes, origin);
    add(merged);
    for (const [n, { fact }] of batch.outcomes.entries()) batch.fates.set(fact, merged.fates[n] ?? "duplicate");
    from = Math.min(from ?? Number.POSITIVE_INFINITY, merged.from ?? Number.POSITIVE_INFINITY);
    to = Math.max(to ?? 0, merged.to ?? 0);
    if (to === 0) from = to = null;
  }
  counts.ignored = Object.values(ignored).reduce((sum, n) => sum + n, 0);
  await saveRejections(tx, run, batch.rejections.slice(0, batch.keepRejects));
  const rejectedReasons: Record<string, number> = {};
  for (const { reason } of batch.rejections) rejectedReasons[reason] = (rejectedReasons[reason] ?? 0) + 1;
  await addToRun(tx, run, { counts, ignoredReasons: ignored, rejectedReasons, cost, from, to, bytes });
  return { ...counts, from, to };
}

async function saveRejections(tx: Tx, run: number, rejections: readonly Rejection[]): Promise<void> {
  for (let i = 0; i < rejections.length; i += 200) {
    const some = rejections
      .slice(i, i + 200)
      .map((r) => ({ run, ...r, detail: r.detail.replaceAll("\u0000", ""), record: r.record.replaceAll("\u0000", "") }));
    await tx`insert into rejected_record ${tx(some, "run", "line", "reason", "detail", "record")}`;
  }
}
