import type { Collector } from "../collectors";
import type { Fact } from "../facts";
import type { Source } from "../sources";
import { Batch } from "./batch";
import type { IngestContext } from "./context";
import { LOOK_AT } from "./elsewhere";
import { type PreparedBatch, Preparing } from "./preparing";
import { type BadUnit, isBadUnit, readInto, type Unit } from "./read";
import type { Seen } from "./seen";
import { turn } from "./turn";

const BATCH_RECORDS = 20_000;
/** So many facts are prepared without letting others have their turn. */
const FEW = 100;

/** What is read, and for whom. */
export interface InputTask {
  source: Source;
  /** Epoch ms. */
  now: number;
  /** Epoch ms of records without a time of their own, where it is known. */
  measuredAt?: number;
  /** Records per batch; default 20,000. */
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
  let batch = new Batch();
  let preparing: Preparing | undefined;
  const current = () => {
    preparing ??= new Preparing(context, source, now + batches, batchRecords, seen);
    return preparing;
  };
  let isChecked = false;
  let bytes = 0;
  let line = 0;

  /** Prepares a record before the next one is read, so that it is still in the processor's cache; but none before the first facts were checked. */
  const push = (unit: Unit | BadUnit) => {
    line = unit.line;
    if (isBadUnit(unit)) batch.addUnreadable(line, unit.problem, unit.detail, unit.text);
    else for (const outcome of reading.take(unit.value, unit.path)) batch.add(outcome, line);
    if (isChecked && batch.facts.length <= FEW) current().take(batch.facts);
  };
  /** Prepares what is left, such as the many facts of one unit. */
  const rest = async () => {
    if (!isChecked) await checkFirst(batch.facts.slice(0, LOOK_AT));
    isChecked = true;
    await current().add(batch.facts);
  };
  const finish = async (): Promise<PreparedStep> => {
    await rest();
    const done = current();
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
  for await (const _ of readInto(counted, collector, { push })) {
    if (isChecked || batch.facts.length >= LOOK_AT) await rest();
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
