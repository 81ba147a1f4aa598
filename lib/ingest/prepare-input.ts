import type { Collector } from "../collectors";
import type { Fact } from "../facts";
import type { Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import { LOOK_AT } from "./elsewhere";
import { type PreparedBatch, Preparing, type Seen } from "./preparing";
import { isBadUnit, readUnits } from "./read";
import { turn } from "./turn";

const BATCH_RECORDS = 12_000;

/** What is read, and for whom. */
export interface InputTask {
  source: Source;
  /** Epoch ms. */
  now: number;
  /** Epoch ms of records without a time of their own, where it is known. */
  measuredAt?: number;
  /** Records per batch; default 12,000. */
  batchRecords?: number;
}

/** A batch, and how many bytes of the input it was. */
export interface PreparedStep {
  batch: PreparedBatch;
  bytes: number;
}

/** Hears of the first facts of an input before anything is made of them; throws to refuse it. */
export type CheckFirst = (facts: readonly Fact[]) => Promise<void>;

/**
 * Reads an input into batches that are ready to be written, in order. Of two versions of a record in one input the later one is the newer: each batch is a
 * millisecond newer than the one before.
 */
export async function* prepareInput(
  context: IngestContext,
  collector: Collector,
  task: InputTask,
  input: AsyncIterable<Uint8Array>,
  checkFirst: CheckFirst,
): AsyncGenerator<PreparedStep, void, undefined> {
  const { source, now, measuredAt, batchRecords = BATCH_RECORDS } = task;
  const reading = collector.open({ settings: source.settings, now, measuredAt });
  let batches = 0;
  let seen: Seen | undefined;
  const begin = () => new Preparing(context, source, now + batches, batchRecords, seen);
  let batch = new Batch();
  let preparing: Preparing | undefined;
  let isChecked = false;
  let bytes = 0;
  let line = 0;

  /** Takes what was read; nothing before the first facts were checked. */
  const take = async (isLast: boolean) => {
    if (!isChecked && !isLast && batch.facts.length < LOOK_AT) return;
    if (!isChecked) await checkFirst(batch.facts.slice(0, LOOK_AT));
    isChecked = true;
    preparing ??= begin();
    await preparing.add(batch.takeFacts());
  };
  const finish = async (): Promise<PreparedStep> => {
    await take(true);
    const done = preparing ?? begin();
    const step = { batch: await done.finish(batch), bytes };
    bytes = 0;
    seen = done.seen;
    batches += 1;
    batch = new Batch();
    preparing = undefined;
    return step;
  };

  const counted = countBytes(input, (n) => {
    bytes += n;
  });
  for await (const units of readUnits(counted, collector)) {
    for (const unit of units) {
      if (isBadUnit(unit)) batch.addUnreadable(unit.line, unit.problem, unit.detail, unit.text);
      else for (const outcome of reading.take(unit.value, unit.path)) batch.add(outcome, unit.line);
      line = unit.line;
    }
    await take(false);
    // What waits for the database must not wait for a whole batch.
    await turn();
    if (batch.read >= batchRecords) yield await finish();
  }
  for (const outcome of reading.end()) batch.add(outcome, line);
  yield await finish();
}

async function* countBytes(input: AsyncIterable<Uint8Array>, add: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    add(chunk.byteLength);
    yield chunk;
  }
}
