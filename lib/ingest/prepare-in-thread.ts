import { Worker } from "node:worker_threads";
import { takeSpare } from "../../db/binary-rows";
import { AppError } from "../errors";
import { quartersIn } from "../rollups";
import type { IngestContext } from "./context";
import { namesIn } from "./dictionary";
import type { Prepare } from "./ingest-input";
import { type CheckFirst, type PreparedStep, prepareInput } from "./prepare-input";
import { errorOf, failureOf } from "./thread-failure";
import { CHUNKS, type FromThread, type Question, type ThreadStart, type ToThread } from "./thread-messages";

/** Smaller inputs are done before a thread has begun. */
const LARGE_BYTES = 8 * 1024 * 1024;

/** What a record leaves behind dies young: the thread needs little room for it. */
const YOUNG_MB = 24;

/**
 * `prepareInput` in a thread of its own for inputs of calls from a size on: reading and preparing on one processor, writing on another. For processes whose
 * code is not bundled.
 */
export const inThread = (fromBytes = LARGE_BYTES): Prepare =>
  async function* (context, collector, task, input, checkFirst) {
    const isCalls = collector.role === "gateway" || collector.role === "tracer";
    const { isLarge, bytes } = isCalls ? await readAhead(input, fromBytes) : { isLarge: false, bytes: input };
    if (!isLarge) {
      yield* prepareInput(context, collector, task, bytes, checkFirst);
      return;
    }
    const thread = new Thread(context, { kind: collector.kind, task, told: context.told }, bytes, checkFirst);
    try {
      for (let step = await thread.next(); step; step = await thread.next()) yield step;
    } finally {
      await thread.end();
    }
  };

/** The same bytes again, and whether there are more than so many. */
async function readAhead(input: AsyncIterable<Uint8Array>, max: number): Promise<{ isLarge: boolean; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = input[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  let rest: () => Promise<IteratorResult<Uint8Array>> = () => iterator.next();
  while (size <= max) {
    try {
      const next = await iterator.next();
      if (next.done) {
        rest = async () => next;
        break;
      }
      head.push(next.value);
      size += next.value.byteLength;
    } catch (error) {
      // Told in its place, after the bytes before it.
      rest = () => Promise.reject(error);
      break;
    }
  }
  async function* bytes() {
    try {
      for (let chunk = head.shift(); chunk; chunk = head.shift()) yield chunk;
      for (let next = await rest(); !next.done; next = await rest()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { isLarge: size > max, bytes: bytes() };
}

class Thread {
  private readonly worker: Worker;
  private readonly steps: PreparedStep[] = [];
  private over = false;
  private error: unknown;
  private wake: () => void = () => {};
  private unread = 0;
  private readOn: () => void = () => {};

  constructor(
    private readonly context: IngestContext,
    start: ThreadStart,
    input: AsyncIterable<Uint8Array>,
    private readonly checkFirst: CheckFirst,
  ) {
    this.worker = new Worker(new URL("./preparing-thread.mjs", import.meta.url), {
      execArgv: [],
      workerData: start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker.on("message", (message: FromThread) => this.hear(message));
    this.worker.on("error", (error) => this.stop(error));
    this.worker.on("exit", (code) => this.stop(new AppError("internal", `The thread that prepares records ended (code ${code}).`)));
    this.feed(input).catch((error) => this.send({ kind: "end", failure: failureOf(error) }));
  }

  /** The next batch; undefined after the last. */
  async next(): Promise<PreparedStep | undefined> {
    while (this.steps.length === 0 && !this.over) {
      await new Promise<void>((wake) => {
        this.wake = wake;
      });
    }
    const step = this.steps.shift();
    if (!step && this.error) throw this.error;
    if (step && !this.over) this.sendMore();
    return step;
  }

  private sendMore(): void {
    const room = takeSpare();
    this.send({ kind: "more", room }, room);
  }

  async end(): Promise<void> {
    this.stop(undefined);
    this.readOn();
    await this.worker.terminate();
  }

  private async feed(input: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of input) {
      while (this.unread >= CHUNKS && !this.over) {
        await new Promise<void>((readOn) => {
          this.readOn = readOn;
        });
      }
      if (this.over) return;
      this.unread += 1;
      // A copy: whoever made the chunk may write to it again.
      const bytes = new Uint8Array(chunk);
      this.send({ kind: "bytes", bytes }, [bytes.buffer]);
    }
    this.send({ kind: "end", failure: null });
  }

  private hear(message: FromThread): void {
    if (message.kind === "step") {
      this.steps.push(message.step);
      this.wake();
    } else if (message.kind === "taken") {
      this.unread -= 1;
      this.readOn();
    } else if (message.kind === "question") void this.answer(message.number, message.question);
    else this.stop(message.kind === "failed" ? errorOf(message.failure) : undefined);
  }

  private async answer(number: number, question: Question): Promise<void> {
    try {
      this.send({ kind: "answer", number, answer: await this.answerTo(question), failure: null });
    } catch (error) {
      this.send({ kind: "answer", number, answer: null, failure: failureOf(error) });
    }
  }

  private async answerTo(question: Question): Promise<unknown> {
    const { sql, zone } = this.context;
    if (question.ask === "values") return plain(await namesIn(sql).values(question.of));
    if (question.ask === "prices") return plain(await namesIn(sql).prices(question.of));
    if (question.ask === "quarters") return plain(await quartersIn(sql, zone)(question.of));
    await this.checkFirst(question.of);
    return null;
  }

  /** What it made before it ended is still taken. */
  private stop(error: unknown): void {
    if (this.over) return;
    this.over = true;
    this.error = error;
    this.wake();
    this.readOn();
  }

  private send(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }
}

/** Rows without what the driver hangs on them. */
const plain = <T>(rows: readonly T[]): T[] => Array.from(rows, (row) => ({ ...row }));
