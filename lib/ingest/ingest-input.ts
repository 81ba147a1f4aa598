import type { Sql, Tx } from "../../db/client";
import { type Collector, collectors } from "../collectors";
import { AppError, errorMessage, isAppError } from "../errors";
import type { Fact } from "../facts";
import { ensureSource, findSource, type Source } from "../sources";
import type { IngestContext } from "./context";
import { detectCollector } from "./detect";
import { Dictionary } from "./dictionary";
import { refuseElsewhere } from "./elsewhere";
import { type InputTask, prepareInput } from "./prepare-input";
import { decompress, peek } from "./read";
import { finishRun, type RunOrigin, type RunReport, readRun, startRun } from "./run-record";
import { writeInput } from "./write-input";

export interface IngestOptions {
  /** Name of the file or "stdin", for the run's record. */
  file: string;
  origin: RunOrigin;
  /** Source id; made when new. Without it the kind's own source, called like the kind. */
  source?: string;
  /** The input's format, where it is known; else it is told from the input. */
  kind?: string;
  /** Ingest though the records already sit in another source. */
  force?: boolean;
  /** Report only: everything is read and merged, and nothing is kept. */
  dryRun?: boolean;
  /** An existing run to add to (pushes), instead of a new one. */
  run?: number;
  now: Date;
  /** Epoch ms: when records without a time of their own were measured, where that is known. */
  measuredAt?: number;
  /** Rejected records of this input that are kept; all of them are counted. Default: every one. */
  keepRejects?: number;
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
  const named = options.kind == null ? undefined : collectors.find((one) => one.kind === options.kind);
  if (named) return named;
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
  const run = options.run ?? (await startRun(sql, source.id, options.file, options.origin, options.now));
  const { file, force = false, measuredAt, keepRejects, batchRecords } = options;
  const task: InputTask = { source, now: options.now.getTime(), measuredAt, batchRecords };
  const checkFirst = async (facts: readonly Fact[]) => {
    if (!force) await refuseElsewhere(sql, source, facts, file);
  };
  const done = { bytes: 0, read: 0 };
  let rejections: RunReport["rejections"];
  try {
    const steps = prepareInput(context, collector, task, input, checkFirst);
    rejections = await writeInput(context, sql, { source, run, keepRejects, endsRun: options.run == null }, steps, ({ bytes, read }) => {
      done.bytes += bytes;
      done.read += read;
      options.onProgress?.({ ...done });
    });
    if (options.run == null) await finishRun(sql, run, null);
  } catch (error) {
    if (options.run == null && "begin" in sql) await finishRun(sql, run, errorMessage(error));
    if (source.isNew && options.run == null && "begin" in sql && isAppError(error) && error.code === "conflict")
      await forgetRefused(sql, source, run);
    throw error;
  }
  const report = await readRun(sql, run);
  if (!report) throw new AppError("internal", `Run ${run} vanished while it was written.`);
  return { ...report, rejections };
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
