import type { Sql, Tx } from "../../db/client";
import type { Fact, OutcomeFact, SpanLink } from "../facts";
import { ensureSamplePartitions } from "../gpu";
import type { Source } from "../sources";
import { Arrivals } from "./arrivals";
import type { PreparedAttempt, RowOrigin } from "./attempt-row";
import type { Batch, Rejection } from "./batch";
import type { PreparedBill, PreparedBucket } from "./bucket-row";
import { contentOf } from "./content-hash";
import type { IngestContext } from "./context";
import { decimalOf, identityOf } from "./identity";
import { mergeAttempts } from "./merge-attempts";
import { mergeBills, mergeBuckets } from "./merge-buckets";
import { mergeOutcomes } from "./merge-outcomes";
import { mergeSamples } from "./merge-samples";
import { OutcomeQueue } from "./outcome-queue";
import type { Fate, PreparedOutcome } from "./outcome-row";
import { ensurePartitions } from "./partitions";
import { type PreparedSamples, prepareSamples } from "./prepare-samples";
import { priceAttempt, priceBucket } from "./price-fact";
import { addToRun, type RecordCounts } from "./run-record";
import { isTurn, turn } from "./turn";

export interface PreparedBatch {
  /** Calls; to be stamped with a run before they are written. */
  arrivals: Arrivals;
  buckets: PreparedBucket[];
  bills: PreparedBill[];
  /** What monitors measured, by family. */
  samples: PreparedSamples[];
  /** When it is told, epoch ms. */
  asOf: number;
  outcomes: PreparedOutcome[];
  /** What became of each of them; known once they are written. */
  fates: Map<OutcomeFact, Fate>;
  links: SpanLink[];
  rejections: Rejection[];
  /** How many of them are kept; all are counted. Undefined: every one. */
  keepRejects?: number;
  ignored: Record<string, number>;
  read: number;
  /** Same record with the same content twice in the batch. */
  repeated: number;
  /** Identity and content of all facts. */
  seen: ReadonlyMap<string, string>;
  /** The same of each fact of the batch, in its order. */
  keys: { id: string; content: string }[];
  /** Other content of a record that is in this batch already: for the next batch. */
  later: Fact[];
  from: number | null;
  to: number | null;
}

/** What a fact spans, epoch ms; an outcome is no fact of its own time: it spans the calls that it changes. */
export function spanOf(fact: Fact): { from: number; to: number } | null {
  if (fact.fact === "outcome") return null;
  if (fact.fact === "attempt") return { from: fact.occurredAt / 1000, to: fact.occurredAt / 1000 };
  return { from: fact.start * 1000, to: fact.end * 1000 };
}

/** When a round of a batch was told, epoch ms: of two versions of a record in one input the later is newer, by a microsecond. */
export const roundAsOf = (asOf: number, round: number): number => asOf + Math.min(round, 999) / 1000;

const scopeOf = (source: Source): string => (source.settings.separateSessions ? source.id : "");

/**
 * Identity, content and price of every fact, written for the wire; no database but for the ids of names and the reporting zone's hours. `before` is what
 * the batch before this one held (`seen`), which will be stored by the time this one is: repetitions come near each other.
 */
export async function prepareBatch(
  context: IngestContext,
  source: Source,
  batch: Batch,
  now: number,
  before?: ReadonlyMap<string, string>,
): Promise<PreparedBatch> {
  const { links, rejections, ignored, read } = batch;
  const prepared: Omit<PreparedBatch, "arrivals" | "seen"> = {
    links,
    rejections,
    ignored,
    read,
    buckets: [],
    bills: [],
    samples: prepareSamples(batch.samples, source.num),
    asOf: now,
    outcomes: [],
    fates: new Map(),
    keys: [],
    repeated: 0,
    later: [],
    from: null,
    to: null,
  };
  const attempts: PreparedAttempt[] = [];
  const seen = new Map<string, string>();
  const outcomes = new OutcomeQueue(now);
  for (let n = 0; n < batch.facts.length; n++) {
    const fact = batch.facts[n] as Fact;
    if (isTurn(n)) await turn();
    const id = identityOf(source.num, fact);
    const content = contentOf(fact);
    prepared.keys.push({ id, content });
    if (fact.fact === "outcome") {
      outcomes.add(id, content, fact);
      continue;
    }
    const known = seen.get(id) ?? (before?.get(id) === content ? content : undefined);
    const span = spanOf(fact);
    prepared.from = Math.min(prepared.from ?? Number.POSITIVE_INFINITY, span?.from ?? Number.POSITIVE_INFINITY);
    prepared.to = Math.max(prepared.to ?? 0, span?.to ?? 0);
    if (known === content) prepared.repeated += 1;
    else if (known != null) prepared.later.push(fact);
    else {
      seen.set(id, content);
      const asOf = fact.asOf ?? now;
      if (fact.fact === "attempt")
        attempts.push({ id, content, asOf, fact, priced: priceAttempt(context, fact, source.settings.trustReported ?? false) });
      else if (fact.fact === "bucket")
        prepared.buckets.push({ id, content: decimalOf(content), asOf, fact, priced: priceBucket(context.book, fact) });
      else prepared.bills.push({ id, content: decimalOf(content), asOf, fact });
    }
  }
  for (const { sample } of batch.samples) {
    prepared.from = Math.min(prepared.from ?? Number.POSITIVE_INFINITY, sample.at);
    prepared.to = Math.max(prepared.to ?? 0, sample.at);
  }
  prepared.outcomes = outcomes.rows;
  prepared.repeated += outcomes.repeated;
  const origin = { source: source.num, scope: scopeOf(source), tracer: source.role === "tracer" };
  return { ...prepared, seen, arrivals: await Arrivals.of(context, attempts, origin) };
}

/** Partitions for the batch's times; outside its transaction, since that needs a stronger lock. `there`: months that are known to have theirs. */
export async function makeRoom(sql: Sql | Tx, { arrivals, samples }: PreparedBatch, there?: Set<string>): Promise<void> {
  for (const { family, rows } of samples)
    await ensureSamplePartitions(
      sql,
      family,
      rows.map((row) => row.at),
    );
  await ensurePartitions(
    sql,
    arrivals.prepared.map((row) => row.fact.occurredAt),
    there,
  );
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
