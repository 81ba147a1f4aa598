import type { Sql, Tx } from "../../db/client";
import { type Collector, collectors } from "../collectors";
import { AppError, errorMessage, isAppError } from "../errors";
import type { Fact } from "../facts";
import { ensureSource, findSource, type Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import { detectCollector } from "./detect";
import { Dictionary } from "./dictionary";
import { refuseElsewhere } from "./elsewhere";
import { decompress, isBadUnit, peek, readUnits } from "./read";
import { finishRun, type RunOrigin, type RunReport, readRun, startRun } from "./run-record";
import { makeRoom, prepareBatch, writeBatch } from "./write-batch";

const BATCH_RECORDS = 10_000;
const MAX_REPORTED = 10_000;

export interface IngestOptions {
  /** Name of the file or "stdin", for the run's record. */
  file: string;
  origin: RunOrigin;
  /** Source id; made when new. Without it the kind's own source, called like the kind. */
  source?: string;
  /** Ingest though the records already sit in another source. */
  force?: boolean;
  /** Report only: everything is read and merged, and nothing is kept. */
  dryRun?: boolean;
  /** An existing run to add to (pushes), instead of a new one. */
  run?: number;
  now: Date;
  /** Records per transaction; default 10,000. */
  batchRecords?: number;
  onProgress?: (progress: { bytes: number; read: number }) => void;
}

/**
 * Reads one input of any size in flat memory and merges it batch by batch, each in one transaction. Throws `invalid` where no collector knows the
 * format, `conflict` where the content sits in another source (see `force`) or the source is of another kind. What was merged before a failure stays.
 */
export async function ingestInput(context: IngestContext, bytes: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<RunReport> {
  const { head, whole, input } = await peek(decompress(bytes));
  const collector = await recognize(context.sql, head, options);
  const id = options.source ?? collector.kind;
  if (!options.dryRun) {
    const isNew = (await findSource(context.sql, id)) == null;
    const source = await ensureSource(context.sql, collector, id);
    return ingest(context, context.sql, collector, { ...source, isNew }, input, options);
  }
  let report: RunReport | undefined;
  const undone = new Error("dry run");
  await context.sql
    .begin(async (tx) => {
      // Names and labels too are read and added within the transaction, and gone with it.
      const within = { ...context, dictionary: new Dictionary(tx) };
      report = await ingest(within, tx, collector, await ensureSource(tx, collector, id), input, options);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  if (!report) throw new AppError("internal", `The dry run of ${options.file} gave no report (${whole ? "small" : "large"} input).`);
  return report;
}

async function recognize(sql: Sql, head: Uint8Array, options: IngestOptions): Promise<Collector> {
  const stated = options.source == null ? null : await findSource(sql, options.source);
  const detected = await detectCollector(collectors, head);
  // An empty file, "[]" and "{}" hold no record of any format: the stated source says which.
  const blank = /^\s*(\[\s*\]|\{\s*\})?\s*$/.test(Buffer.from(head).toString());
  const collector = detected ?? (stated && blank ? collectors.find((c) => c.kind === stated.kind) : undefined);
  if (!collector) {
    const known = collectors.map((c) => c.label).join(", ");
    throw new AppError("invalid", `${options.file} is of no format that Permille reads (${known}). Nothing was taken from it.`);
  }
  return collector;
}

async function ingest(
  context: IngestContext,
  sql: Sql | Tx,
  collector: Collector,
  source: Source & { isNew?: boolean },
  input: AsyncIterable<Uint8Array>,
  options: IngestOptions,
): Promise<RunReport> {
  const run = options.run ?? (await startRun(sql, source.id, options.file, options.origin));
  const writer = new Writer(context, sql, source, run, options);
  try {
    let bytes = 0;
    const reading = collector.open({ settings: source.settings, now: options.now.getTime() });
    const counted = countBytes(input, (n) => {
      bytes += n;
    });
    for await (const units of readUnits(counted, collector)) {
      for (const unit of units) {
        if (isBadUnit(unit)) writer.batch.addUnreadable(unit.line, unit.problem, unit.detail, unit.text);
        else for (const outcome of reading.take(unit.value, unit.path)) writer.batch.add(outcome, unit.line);
        writer.line = unit.line;
      }
      if (writer.batch.read >= (options.batchRecords ?? BATCH_RECORDS)) await writer.flush(bytes);
    }
    for (const outcome of reading.end()) writer.batch.add(outcome, writer.line);
    await writer.finish(bytes);
    if (options.run == null) await finishRun(sql, run, null);
  } catch (error) {
    await writer.settled();
    if (options.run == null && "begin" in sql) await finishRun(sql, run, errorMessage(error));
    if (source.isNew && options.run == null && "begin" in sql && isAppError(error) && error.code === "conflict")
      await forgetRefused(sql, source, run);
    throw error;
  }
  const report = await readRun(sql, run);
  if (!report) throw new AppError("internal", `Run ${run} vanished while it was written.`);
  return { ...report, rejections: writer.reported };
}

/** A source that was made for an input which was then refused: it never held anything, and a list need not show it. */
async function forgetRefused(sql: Sql, source: Source, run: number): Promise<void> {
  await sql.begin(async (tx) => {
    const [other] = await tx`select from ingest_run where source = ${source.id} and (id <> ${run} or accepted > 0) limit 1`;
    if (other) return;
    await tx`delete from ingest_run where id = ${run}`;
    await tx`delete from source where id = ${source.id}`;
  });
}

async function* countBytes(input: AsyncIterable<Uint8Array>, add: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    add(chunk.byteLength);
    yield chunk;
  }
}

/** Writes batches one after the other, while the next one is being read. */
class Writer {
  batch = new Batch();
  line = 0;
  readonly reported: RunReport["rejections"] = [];
  private pending: Promise<void> = Promise.resolve();
  /** Each round is a millisecond newer than the one before: less than it takes. */
  private rounds = 0;
  private bytes = 0;
  private first = true;
  private read = 0;

  constructor(
    private readonly context: IngestContext,
    private readonly sql: Sql | Tx,
    private readonly source: Source,
    private readonly run: number,
    private readonly options: IngestOptions,
  ) {}

  async flush(bytes: number): Promise<void> {
    const batch = this.batch;
    this.batch = new Batch();
    const added = bytes - this.bytes;
    this.bytes = bytes;
    await this.pending;
    if (this.first && !this.options.force) await refuseElsewhere(this.sql, this.source, batch.facts, this.options.file);
    this.first = false;
    this.pending = this.write(batch, added);
    this.pending.catch(() => {});
  }

  async finish(bytes: number): Promise<void> {
    await this.flush(bytes);
    await this.pending;
  }

  /** Waits until nothing is being written, whatever came of it. */
  async settled(): Promise<void> {
    await this.pending.catch(() => {});
  }

  /** Writes a batch, then the records that came in several contents within it, round by round. Of two versions in one input the later one is the newer. */
  private async write(batch: Batch, bytes: number): Promise<void> {
    let later = await this.writeRound(batch, bytes);
    while (later.length > 0) {
      const again = new Batch();
      for (const fact of later) again.facts.push(fact);
      later = await this.writeRound(again, 0);
    }
  }

  private async writeRound(batch: Batch, bytes: number): Promise<Fact[]> {
    for (const { line, reason, detail } of batch.rejections)
      if (this.reported.length < MAX_REPORTED) this.reported.push({ line, reason, detail });
    const prepared = await prepareBatch(this.context, this.source, batch, this.options.now.getTime() + this.rounds);
    this.rounds += 1;
    prepared.arrivals.encode(this.run);
    await makeRoom(this.sql, prepared);
    const work = (tx: Tx) => writeBatch(tx, this.context, this.source, this.run, prepared, bytes);
    await ("begin" in this.sql ? this.sql.begin(work) : work(this.sql));
    this.read += batch.read;
    this.options.onProgress?.({ bytes: this.bytes, read: this.read });
    return prepared.later;
  }
}
