import type { Sql, Tx } from "../../db/client";
import { type Collector, collectors } from "../collectors";
import { AppError, errorMessage } from "../errors";
import type { Fact } from "../facts";
import { ensureSource, findSource, type Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import { refuseElsewhere } from "./elsewhere";
import { detectCollector } from "./detect";
import { decompress, isBadUnit, peek, readUnits } from "./read";
import { finishRun, type RunOrigin, type RunReport, readRun, startRun } from "./run-record";
import { makeRoom, prepareBatch, writeBatch } from "./write-batch";

const BATCH_RECORDS = 20_000;
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
  /** Records per transaction; default 20,000. */
  batchRecords?: number;
  onProgress?: (progress: { bytes: number; read: number }) => void;
}

/**
 * Reads one input of any size in flat memory and merges it batch by batch, each in one transaction. Throws `invalid` where no collector knows the
 * format, `conflict` where the content sits in another source (see `force`) or the source is of another kind. What was merged before a failure stays.
 */
export async function ingestInput(context: IngestContext, bytes: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<RunReport> {
  const { head, whole, input } = await peek(decompress(bytes));
  const { collector, source } = await recognize(context.sql, head, options);
  if (!options.dryRun) return ingest(context, context.sql, collector, source, input, options);
  let report: RunReport | undefined;
  const undone = new Error("dry run");
  await context.sql.begin(async (tx) => {
    report = await ingest(context, tx, collector, source, input, options);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (!report) throw new AppError("internal", `The dry run of ${options.file} gave no report (${whole ? "small" : "large"} input).`);
  return report;
}

async function recognize(sql: Sql, head: Uint8Array, options: IngestOptions): Promise<{ collector: Collector; source: Source }> {
  const stated = options.source == null ? null : await findSource(sql, options.source);
  const detected = await detectCollector(collectors, head);
  const blank = head.every((byte) => byte <= 0x20);
  const collector = detected ?? (stated && blank ? collectors.find((c) => c.kind === stated.kind) : undefined);
  if (!collector) {
    const known = collectors.map((c) => c.label).join(", ");
    throw new AppError("invalid", `${options.file} is of no format that Permille reads (${known}). Nothing was taken from it.`);
  }
  return { collector, source: await ensureSource(sql, collector, options.source ?? collector.kind) };
}

async function ingest(
  context: IngestContext, sql: Sql | Tx, collector: Collector, source: Source, input: AsyncIterable<Uint8Array>, options: IngestOptions,
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
    throw error;
  }
  const report = await readRun(sql, run);
  if (!report) throw new AppError("internal", `Run ${run} vanished while it was written.`);
  return { ...report, rejections: writer.reported };
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
  private later: Fact[] = [];
  private bytes = 0;
  private first = true;
  private read = 0;

  constructor(
    private readonly context: IngestContext, private readonly sql: Sql | Tx, private readonly source: Source, private readonly run: number,
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

  /** Writes what is left, then the records that came in several contents within one batch, round by round. */
  async finish(bytes: number): Promise<void> {
    await this.flush(bytes);
    await this.pending;
    while (this.later.length > 0) {
      const again = new Batch();
      again.facts.push(...this.later.splice(0));
      await this.write(again, 0);
    }
  }

  /** Waits until nothing is being written, whatever came of it. */
  async settled(): Promise<void> {
    await this.pending.catch(() => {});
  }

  private async write(batch: Batch, bytes: number): Promise<void> {
    for (const { line, reason, detail } of batch.rejections) if (this.reported.length < MAX_REPORTED) this.reported.push({ line, reason, detail });
    const prepared = await prepareBatch(this.context, this.source, batch, this.options.now.getTime());
    this.later.push(...prepared.later);
    await makeRoom(this.sql, prepared);
    const work = (tx: Tx) => writeBatch(tx, this.context, this.source, this.run, prepared, bytes);
    await ("begin" in this.sql ? this.sql.begin(work) : work(this.sql));
    this.read += batch.read;
    this.options.onProgress?.({ bytes: this.bytes, read: this.read });
  }
}
