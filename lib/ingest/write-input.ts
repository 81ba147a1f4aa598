import type { Sql, Tx } from "../../db/client";
import type { Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import type { PreparedStep } from "./prepare-input";
import { type PreparedBatch, prepareBatch, roundAsOf } from "./preparing";
import type { RunReport } from "./run-record";
import { makeRoom, writeBatch } from "./write-batch";

const MAX_REPORTED = 10_000;

export interface WriteTask {
  source: Source;
  run: number;
  /** Rejected records that are kept; all are counted. Default: every one. */
  keepRejects?: number;
  /** The run's end is a commit of its own: batches need not wait for the disk, since that makes them durable too. */
  endsRun: boolean;
}

/**
 * Writes batches one after the other, each in one transaction, while the next ones are being prepared; at most one waits behind the one that is written.
 * Resolves to the rejections, at most 10,000, in the order in which they were read. What was written before a failure stays.
 */
export async function writeInput(
  context: IngestContext,
  sql: Sql | Tx,
  task: WriteTask,
  steps: AsyncIterable<PreparedStep>,
  onWritten: (progress: { bytes: number; read: number }) => void,
): Promise<RunReport["rejections"]> {
  const reported: RunReport["rejections"] = [];
  let rejects = 0;
  let pending: Promise<void> = Promise.resolve();
  let before = pending;
  try {
    for await (const { batch, bytes } of steps) {
      const { rejections } = batch;
      for (const { line, reason, detail } of rejections) if (reported.length < MAX_REPORTED) reported.push({ line, reason, detail });
      if (task.keepRejects !== undefined) batch.keepRejects = Math.max(0, task.keepRejects - rejects);
      rejects += rejections.length;
      await before;
      before = pending;
      pending = pending.then(() => writeRounds(context, sql, task, batch, bytes, onWritten));
      pending.catch(() => {});
    }
    await pending;
    return reported;
  } finally {
    await pending.catch(() => {});
  }
}

/** Writes a batch, then the records that came in several contents within it, round by round. */
async function writeRounds(
  context: IngestContext,
  sql: Sql | Tx,
  { source, run, endsRun }: WriteTask,
  batch: PreparedBatch,
  bytes: number,
  onWritten: (progress: { bytes: number; read: number }) => void,
): Promise<void> {
  const write = async (round: PreparedBatch, size: number) => {
    round.arrivals.stamp(run);
    await makeRoom(sql, round);
    const work = (tx: Tx) => {
      if (endsRun) tx.unsafe("set local synchronous_commit = off").catch(() => {});
      return writeBatch(tx, context, source, run, round, size);
    };
    await ("begin" in sql ? sql.begin(work) : work(sql));
    round.arrivals.free();
    onWritten({ bytes: size, read: round.read });
  };
  await write(batch, bytes);
  for (let { later } = batch, round = 1; later.length > 0; round += 1) {
    const next = await prepareBatch(context, source, Batch.ofLater(later), roundAsOf(batch.asOf, round));
    await write(next, 0);
    later = next.later;
  }
}
