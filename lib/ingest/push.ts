import type { Sql } from "../../db/client";
import type { Collector } from "../collectors";
import { AppError } from "../errors";
import { foldPendingNow, ZoneChanged } from "../rollups";
import { ensureSource, type Source } from "../sources";
import { Batch } from "./batch";
import { type IngestContext, openIngest } from "./context";
import { refuseElsewhere } from "./elsewhere";
import { type PreparedBatch, prepareBatch, roundAsOf } from "./preparing";
import { readBatch, recognize } from "./push-input";
import { type PushReport, reportsOf } from "./push-report";
import { pushRun } from "./run-record";
import { makeRoom, writeBatch } from "./write-batch";

const CONTEXT_MS = 3_000;
const CHECK_ELSEWHERE_MS = 10 * 60_000;
/** Under load, pushes show together: folding costs by cells, which they share. Not too many: those that come meanwhile wait for a processor. */
const FOLD_MS = 300;
/** Bytes that may wait to be written before senders are told to come back later. */
const MAX_WAITING = 64 * 1024 * 1024;
const MAX_RECORDS = 20_000;

export interface Push {
  bytes: Uint8Array;
  /** Source id; without it the kind's own source. */
  source?: string;
  /** The sender's format, where the address says so. */
  kind?: string;
  now: Date;
}

interface Waiting {
  batch: Batch;
  bytes: number;
  now: Date;
  done: (report: PushReport) => void;
  failed: (error: unknown) => void;
}

interface Queue {
  source: Source;
  waiting: Waiting[];
  checkedAt: number;
  /** Ends with the group that is being written. Never fails. */
  writing: Promise<void>;
}

/** What is known for some seconds, after which it may have changed. */
interface Remembered {
  at: number;
  value: Promise<IngestContext>;
  /** By kind and id. */
  sources: Map<string, Source>;
  /** Those that have a partition. */
  months: Set<string>;
}

interface Prepared {
  context: IngestContext;
  source: Source;
  /** One batch, and one more for each further content of a record that the batch has already. */
  rounds: PreparedBatch[];
}

/**
 * Takes small inputs, whole in memory, from many senders at once. What arrives while a transaction is under way is written together in the next one, so
 * that a thousand small pushes don't cost a thousand transactions; each sender still learns what became of its own records, after they are stored.
 */
export class Pusher {
  private readonly queues = new Map<string, Queue>();
  private context: Remembered | undefined;
  private waitingBytes = 0;

  private latest: IngestContext | undefined;
  private foldedAt = Number.NEGATIVE_INFINITY;
  /** A fold is under way or to come; something was pushed since it began. */
  private folding = false;
  private unfolded = false;

  /** `foldMs`: how often what was pushed is brought into the figures; null leaves it to others. */
  constructor(
    private readonly sql: Sql,
    private readonly foldMs: number | null = FOLD_MS,
  ) {}

  /** Throws `invalid` for an unknown format, `conflict` as `ingestInput` does, `limit` where too much waits already. */
  async push({ bytes, source: id, kind, now }: Push): Promise<PushReport> {
    if (this.waitingBytes + bytes.byteLength > MAX_WAITING)
      throw new AppError("limit", "Too much is waiting to be written. Send it again in a few seconds; nothing of it was taken.");
    // All formats tried in turn cost more than the rest: a known source says which is the likely one.
    const collector = await recognize(bytes, kind, id && this.queues.get(id)?.source.kind);
    const source = await this.sourceFor(collector, id ?? collector.kind);
    const batch = await readBatch(bytes, collector, source, now);
    if (batch.read > MAX_RECORDS)
      throw new AppError("invalid", `One push may hold ${MAX_RECORDS.toLocaleString("en-US")} records; upload more as a file.`);
    this.waitingBytes += bytes.byteLength;
    try {
      return await new Promise<PushReport>((done, failed) => this.enqueue(source, { batch, bytes: bytes.byteLength, now, done, failed }));
    } finally {
      this.waitingBytes -= bytes.byteLength;
    }
  }

  private async sourceFor(collector: Collector, id: string): Promise<Source> {
    const key = `${collector.kind} ${id}`;
    const sources = this.context && performance.now() - this.context.at < CONTEXT_MS ? this.context.sources : null;
    const known = sources?.get(key);
    if (known) return known;
    const source = await ensureSource(this.sql, collector, id);
    sources?.set(key, source);
    return source;
  }

  private enqueue(source: Source, item: Waiting): void {
    const queue = this.queues.get(source.id) ?? { source, waiting: [], checkedAt: 0, writing: Promise.resolve() };
    this.queues.set(source.id, queue);
    queue.source = source;
    queue.waiting.push(item);
    void this.drain(queue);
  }

  private readonly busy = new Set<Queue>();

  /** Prepares group after group, each while the one before is being written; at most one waits for that. */
  private async drain(queue: Queue): Promise<void> {
    if (this.busy.has(queue)) return;
    this.busy.add(queue);
    try {
      while (queue.waiting.length > 0) {
        const group = takeGroup(queue.waiting);
        const before = queue.writing;
        const prepared = this.prepare(queue, group);
        await prepared.catch(() => {});
        queue.writing = before.then(() => this.commit(queue, group, prepared));
        await before;
      }
    } finally {
      this.busy.delete(queue);
    }
  }

  private async commit(queue: Queue, group: Waiting[], prepared: Promise<Prepared>): Promise<void> {
    try {
      const reports = await this.write(await prepared, group);
      for (const [i, item] of group.entries()) {
        const report = reports[i];
        if (report) item.done(report);
        else item.failed(new AppError("internal", "A push was written without a report."));
      }
    } catch (error) {
      if (error instanceof ZoneChanged) {
        this.context = undefined;
        return this.commit(queue, group, this.prepare(queue, group));
      }
      // One sender's records must not fail the others': alone, the failure finds its owner.
      if (group.length === 1) group[0]?.failed(error);
      else for (const item of group) await this.commit(queue, [item], this.prepare(queue, [item]));
    }
  }

  /**
   * Folds what is pending: at once where nothing was folded for a while, so that a push now and then is in the figures when it is answered, else when that
   * while is over. A worker does it too, should this process be gone by then.
   */
  private async foldSoon(): Promise<void> {
    if (this.foldMs === null) return;
    this.unfolded = true;
    if (this.folding) return;
    this.folding = true;
    const wait = this.foldedAt + this.foldMs - performance.now();
    if (wait <= 0) await this.fold();
    else setTimeout(() => void this.fold(), wait).unref();
  }

  private async fold(): Promise<void> {
    this.unfolded = false;
    // What failed is tried again after the next push, and by the worker.
    await foldPendingNow(this.sql).catch(() => {});
    this.foldedAt = performance.now();
    this.folding = false;
    if (this.unfolded) void this.foldSoon();
  }

  private async contextAt(nowMs: number): Promise<IngestContext> {
    if (!this.context || nowMs - this.context.at > CONTEXT_MS) {
      const value = openIngest(this.sql, this.latest);
      this.context = { at: nowMs, value, sources: new Map(), months: new Set() };
      value.then(
        (context) => {
          this.latest = context;
        },
        () => {
          this.context = undefined;
        },
      );
    }
    return this.context.value;
  }

  /** Reads and prices what a group brings, in rounds; while another one is being written. */
  private async prepare(queue: Queue, group: readonly Waiting[]): Promise<Prepared> {
    const { source } = queue;
    const context = await this.contextAt(performance.now());
    if (performance.now() - queue.checkedAt > CHECK_ELSEWHERE_MS || queue.checkedAt === 0) {
      const facts = group.flatMap(({ batch }) => batch.facts);
      await refuseElsewhere(this.sql, source, facts, "this push");
      queue.checkedAt = performance.now();
    }
    return { context, source, rounds: await this.rounds(context, source, merged(group), group[0]?.now ?? new Date()) };
  }

  private async write({ context, source, rounds }: Prepared, group: readonly Waiting[]): Promise<PushReport[]> {
    const now = group[0]?.now ?? new Date();
    const [first] = rounds;
    if (!first) throw new AppError("internal", "A push without a batch can't be written.");
    const bytes = group.reduce((sum, item) => sum + item.bytes, 0);
    const stored = await this.sql.begin(async (tx) => {
      const { id: run, file } = await pushRun(tx, source.id, now);
      const totals: Awaited<ReturnType<typeof writeBatch>>[] = [];
      for (const [i, round] of rounds.entries()) {
        round.arrivals.stamp(run);
        totals.push(await writeBatch(tx, context, source, run, round, i === 0 ? bytes : 0, true));
      }
      return { run, file, totals };
    });
    await this.foldSoon();
    const reports = reportsOf(group, source, first, stored);
    for (const { arrivals } of rounds) arrivals.free();
    return reports;
  }

  private async rounds(context: IngestContext, source: Source, batch: Batch, now: Date): Promise<PreparedBatch[]> {
    const rounds: PreparedBatch[] = [];
    for (let next: Batch | null = batch; next; ) {
      const prepared: PreparedBatch = await prepareBatch(context, source, next, roundAsOf(now.getTime(), rounds.length));
      await makeRoom(this.sql, prepared, this.context?.months);
      rounds.push(prepared);
      next = prepared.later.length > 0 ? Batch.ofLater(prepared.later) : null;
    }
    return rounds;
  }
}

/** Kinds of facts of which each one's fate is known afterwards, so that several senders' can be written together. */
const GROUPED = ["attempt", "outcome"] as const;

/** Records of calls go together, and outcomes; provider counts alone, since what became of them can't be told apart afterwards. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const isOf = (kind: string) => (item: Waiting) => item.batch.facts.length > 0 && item.batch.facts.every((fact) => fact.fact === kind);
  let count = 1;
  const [first] = waiting;
  let records = first?.batch.read ?? 0;
  const kind = GROUPED.find((one) => first && isOf(one)(first));
  if (kind) {
    for (let next = waiting[count]; next && isOf(kind)(next) && records + next.batch.read <= MAX_RECORDS; next = waiting[count]) {
      records += next.batch.read;
      count += 1;
    }
  }
  return waiting.splice(0, count);
}

function merged(group: readonly Waiting[]): Batch {
  const batch = new Batch();
  for (const { batch: one } of group) {
    batch.facts.push(...one.facts);
    batch.samples.push(...one.samples);
    batch.links.push(...one.links);
    batch.rejections.push(...one.rejections);
    for (const [reason, n] of Object.entries(one.ignored)) batch.ignored[reason] = (batch.ignored[reason] ?? 0) + n;
    batch.read += one.read;
  }
  return batch;
}
