import type { Sql, Tx } from "../../db/client";
import type { Collector, Reading } from "../collectors";
import type { Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import { refuseElsewhere } from "./elsewhere";
import { type BadUnit, isBadUnit, type Unit } from "./read";
import type { RunReport } from "./run-record";
import { makeRoom, type PreparedBatch, prepareBatch, roundAsOf, writeBatch } from "./write-batch";

const MAX_REPORTED = 10_000;

/** Whose records are written, and on whose behalf. */
export interface WriterTask {
  source: Source;
  run: number;
  kind: string;
  file: string;
  /** Ingest though the records already sit in another source. */
  force: boolean;
  now: Date;
  /** Epoch ms of records without a time of their own, where it is known. */
  measuredAt?: number;
  /** Rejected records that are kept; all are counted. Default: every one. */
  keepRejects?: number;
}

/** Reads units into batches and writes these one after the other, while the next one is being read and prepared. */
export class Writer {
  private batch = new Batch();
  private line = 0;
  private readonly reading: Reading;
  private readonly reported: RunReport["rejections"] = [];
  /** The end of the last batch's writing, and of that before it. */
  private pending: Promise<void> = Promise.resolve();
  private before: Promise<void> = Promise.resolve();
  private first = true;
  /** What the batch before held. */
  private seen: ReadonlyMap<string, string> | undefined;
  private batches = 0;
  private rejects = 0;

  constructor(
    private readonly context: IngestContext,
    private readonly sql: Sql | Tx,
    collector: Collector,
    private readonly task: WriterTask,
    private readonly onWritten: (progress: { bytes: number; read: number }) => void,
  ) {
    this.reading = collector.open({ settings: task.source.settings, now: task.now.getTime(), measuredAt: task.measuredAt });
    this.first = !task.force;
  }

  /** Records read since the last flush. */
  get read(): number {
    return this.batch.read;
  }

  take(units: readonly (Unit | BadUnit)[]): void {
    for (const unit of units) {
      if (isBadUnit(unit)) this.batch.addUnreadable(unit.line, unit.problem, unit.detail, unit.text);
      else for (const outcome of this.reading.take(unit.value, unit.path)) this.batch.add(outcome, unit.line);
      this.line = unit.line;
    }
  }

  /**
   * Prepares what was read while the batches before are still being written; at most one waits behind the one that is. `bytes` is how much of the input
   * it was. Of two versions of a record in one input the later one is the newer: each batch is a millisecond newer than the
   * one before, and each of its rounds a microsecond.
   */
  async flush(bytes: number): Promise<void> {
    const { batch, task } = this;
    this.batch = new Batch();
    if (this.first) await refuseElsewhere(this.sql, task.source, batch.facts, task.file);
    this.first = false;
    const asOf = task.now.getTime() + this.batches;
    this.batches += 1;
    const prepared = await this.prepare(batch, asOf, this.seen);
    this.seen = prepared.seen;
    await this.before;
    this.before = this.pending;
    this.pending = this.pending.then(() => this.write(prepared, bytes, asOf));
    this.pending.catch(() => {});
  }

  /** Writes what is left. Resolves to the rejections, at most 10,000, in the order in which they were read. */
  async finish(bytes: number): Promise<RunReport["rejections"]> {
    for (const outcome of this.reading.end()) this.batch.add(outcome, this.line);
    await this.flush(bytes);
    await this.pending;
    return this.reported;
  }

  /** Waits until nothing is being written, whatever came of it. */
  async settled(): Promise<void> {
    await this.pending.catch(() => {});
  }

  private async prepare(batch: Batch, asOf: number, before?: PreparedBatch["seen"]): Promise<PreparedBatch> {
    for (const { line, reason, detail } of batch.rejections)
      if (this.reported.length < MAX_REPORTED) this.reported.push({ line, reason, detail });
    const prepared = await prepareBatch(this.context, this.task.source, batch, asOf, before);
    prepared.arrivals.stamp(this.task.run);
    if (this.task.keepRejects !== undefined) {
      prepared.keepRejects = Math.max(0, this.task.keepRejects - this.rejects);
      this.rejects += batch.rejections.length;
    }
    return prepared;
  }

  /** Writes a batch, then the records that came in several contents within it, round by round. */
  private async write(prepared: PreparedBatch, bytes: number, asOf: number): Promise<void> {
    await this.writeRound(prepared, bytes);
    for (let { later } = prepared, round = 1; later.length > 0; round += 1) {
      const next = await this.prepare(Batch.ofLater(later), roundAsOf(asOf, round));
      await this.writeRound(next, 0);
      later = next.later;
    }
  }

  private async writeRound(prepared: PreparedBatch, bytes: number): Promise<void> {
    await makeRoom(this.sql, prepared);
    const work = (tx: Tx) => writeBatch(tx, this.context, this.task.source, this.task.run, prepared, bytes);
    await ("begin" in this.sql ? this.sql.begin(work) : work(this.sql));
    prepared.arrivals.free();
    this.onWritten({ bytes, read: prepared.read });
  }
}
