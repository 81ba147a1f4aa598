import type { Sql, Tx } from "../../db/client";
import type { AttemptFact, BillFact, BucketFact, Fact, SpanLink } from "../facts";
import type { Source } from "../sources";
import { announceAttempt, type PreparedAttempt } from "./attempt-row";
import type { Batch, Rejection } from "./batch";
import type { PreparedBill, PreparedBucket } from "./bucket-row";
import type { IngestContext } from "./context";
import { contentOf, identityOf } from "./identity";
import { mergeAttempts } from "./merge-attempts";
import { mergeBills, mergeBuckets } from "./merge-buckets";
import { ensurePartitions } from "./partitions";
import { priceAttempt, priceBucket } from "./price-fact";
import { addToRun, type RecordCounts } from "./run-record";
import type { RowOrigin } from "./stage";

export interface PreparedBatch {
  attempts: PreparedAttempt[];
  buckets: PreparedBucket[];
  bills: PreparedBill[];
  links: SpanLink[];
  rejections: Rejection[];
  ignored: Record<string, number>;
  read: number;
  /** Same record with the same content twice in the batch. */
  repeated: number;
  /** Other content of a record that is in this batch already: for the next batch. */
  later: Fact[];
  from: number | null;
  to: number | null;
}

const spanOf = (fact: Fact): [number, number] =>
  fact.fact === "attempt" ? [fact.occurredAt / 1000, fact.occurredAt / 1000] : [fact.start * 1000, fact.end * 1000];

/** Identity, content and price of every fact; no database but for the ids of names. */
export async function prepareBatch(context: IngestContext, source: Source, batch: Batch, now: number): Promise<PreparedBatch> {
  const prepared: PreparedBatch = {
    attempts: [],
    buckets: [],
    bills: [],
    links: batch.links,
    rejections: batch.rejections,
    ignored: batch.ignored,
    read: batch.read,
    repeated: 0,
    later: [],
    from: null,
    to: null,
  };
  const seen = new Map<string, string>();
  for (const fact of batch.facts) {
    const id = identityOf(source.num, fact);
    const content = contentOf(fact);
    const known = seen.get(id);
    const [from, to] = spanOf(fact);
    prepared.from = Math.min(prepared.from ?? from, from);
    prepared.to = Math.max(prepared.to ?? to, to);
    if (known === content) prepared.repeated += 1;
    else if (known != null) prepared.later.push(fact);
    else {
      seen.set(id, content);
      addFact(prepared, context, source, { id, content, asOf: fact.asOf ?? now }, fact);
    }
  }
  for (const row of prepared.attempts) announceAttempt(context.dictionary, row);
  await context.dictionary.load();
  return prepared;
}

function addFact(
  prepared: PreparedBatch,
  context: IngestContext,
  source: Source,
  row: { id: string; content: string; asOf: number },
  fact: AttemptFact | BucketFact | BillFact,
): void {
  if (fact.fact === "attempt")
    prepared.attempts.push({ ...row, fact, priced: priceAttempt(context.book, fact, source.settings.trustReported ?? false) });
  else if (fact.fact === "bucket") prepared.buckets.push({ ...row, fact, priced: priceBucket(context.book, fact) });
  else prepared.bills.push({ ...row, fact });
}

/** Partitions for the batch's times; outside its transaction, since that needs a stronger lock. */
export async function makeRoom(sql: Sql | Tx, { attempts }: PreparedBatch): Promise<void> {
  await ensurePartitions(
    sql,
    attempts.map((row) => row.fact.occurredAt),
  );
}

/** Writes a prepared batch and its counts in one transaction. */
export async function writeBatch(
  tx: Tx,
  context: IngestContext,
  source: Source,
  run: number,
  batch: PreparedBatch,
  bytes: number,
): Promise<RecordCounts> {
  const origin: RowOrigin = { source: source.num, run, scope: source.settings.separateSessions ? source.id : "" };
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
  if (batch.attempts.length > 0 || batch.links.length > 0) {
    add(await mergeAttempts(tx, context, { rows: batch.attempts, links: batch.links, origin, tracer: source.role === "tracer" }));
    cost = await sumOf(
      tx,
      tx`select sum(cost) as cost from (select cost from stage where known = 0 union all select cost from refolded) s`,
    );
  }
  if (batch.buckets.length > 0) {
    const merged = await mergeBuckets(tx, context, batch.buckets, origin);
    add(merged);
    for (const [reason, n] of Object.entries(merged.ignored)) if (n > 0) ignored[reason] = (ignored[reason] ?? 0) + n;
    // A later row of the run can replace an earlier one's version or grouping: what it brings is told by all of its rows.
    cost = await sumOf(
      tx,
      tx`
      select sum(b.cost) - coalesce((select cost from ingest_run where id = ${run}), 0) as cost
      from usage_bucket b where b.run = ${run} and b.uncounted is distinct from 'version' and b.uncounted is distinct from 'grouping'`,
    );
  }
  if (batch.bills.length > 0) {
    const merged = await mergeBills(tx, context, batch.bills, origin);
    add(merged);
    for (const [reason, n] of Object.entries(merged.ignored)) if (n > 0) ignored[reason] = (ignored[reason] ?? 0) + n;
  }
  counts.ignored = Object.values(ignored).reduce((sum, n) => sum + n, 0);
  await saveRejections(tx, run, batch.rejections);
  const rejectedReasons: Record<string, number> = {};
  for (const { reason } of batch.rejections) rejectedReasons[reason] = (rejectedReasons[reason] ?? 0) + 1;
  await addToRun(tx, run, { counts, ignoredReasons: ignored, rejectedReasons, cost, from: batch.from, to: batch.to, bytes });
  return counts;
}

async function sumOf(_tx: Tx, query: PromiseLike<readonly { cost?: string | null }[]>): Promise<string | null> {
  const [row] = await query;
  return row?.cost ?? null;
}

async function saveRejections(tx: Tx, run: number, rejections: readonly Rejection[]): Promise<void> {
  for (let i = 0; i < rejections.length; i += 200) {
    const some = rejections
      .slice(i, i + 200)
      .map((r) => ({ run, ...r, detail: r.detail.replaceAll("\u0000", ""), record: r.record.replaceAll("\u0000", "") }));
    await tx`insert into rejected_record ${tx(some, "run", "line", "reason", "detail", "record")}`;
  }
}
