import { parentPort, workerData } from "node:worker_threads";
import { giveBack } from "../../db/binary-rows";
import { collectors } from "../collectors";
import { createPriceBook } from "../pricing";
import { Arriving, ReportingTimes } from "../rollups";
import { createBaselines } from "../savings";
import { Dictionary } from "./dictionary";
import { prepareInput } from "./prepare-input";
import { errorOf, failureOf } from "./thread-failure";
import { AHEAD, type FromThread, type Question, type ThreadStart, type ToThread } from "./thread-messages";

// The thread of `prepareInThread`: bytes come in, batches that are ready to be written go out.
const { kind, task, told } = workerData as ThreadStart;
const send = (message: FromThread, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

const chunks: Extract<ToThread, { kind: "bytes" | "end" }>[] = [];
const open = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
let allowed = AHEAD;
let asked = 0;
let wake: () => void = () => {};

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "answer") {
    const question = open.get(message.number);
    open.delete(message.number);
    if (message.failure) question?.reject(errorOf(message.failure));
    else question?.resolve(message.answer);
    return;
  }
  if (message.kind === "more") {
    allowed += 1;
    for (const room of message.room) giveBack(Buffer.from(room));
  } else chunks.push(message);
  wake();
});

/** Until the next message that is no answer. */
const news = () =>
  new Promise<void>((resolve) => {
    wake = resolve;
  });

const ask = <T>(question: Question): Promise<T> =>
  new Promise((resolve, reject) => {
    asked += 1;
    open.set(asked, { resolve: resolve as (answer: unknown) => void, reject });
    send({ kind: "question", number: asked, question });
  });

async function* input(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = chunks.shift();
    if (!next) await news();
    else if (next.kind === "bytes") {
      send({ kind: "taken" });
      yield next.bytes;
    } else if (next.failure) throw errorOf(next.failure);
    else return;
  }
}

async function run(): Promise<void> {
  const collector = collectors.find((one) => one.kind === kind);
  if (!collector) throw new Error(`there is no collector "${kind}"`);
  const context = {
    dictionary: new Dictionary({ values: (of) => ask({ ask: "values", of }), prices: (of) => ask({ ask: "prices", of }) }),
    book: createPriceBook(told.entries),
    baselines: createBaselines(told.settings),
    times: new ReportingTimes((of) => ask({ ask: "quarters", of })),
  };
  const steps = prepareInput(context, collector, task, input(), (of) => ask({ ask: "first", of }));
  for await (const step of steps) {
    const { arrivals } = step.data;
    const { heads, bodies, marks } = arrivals;
    const added = arrivals.added instanceof Arriving ? arrivals.added.sums() : arrivals.added;
    const rows = [heads, bodies, added.cells];
    const buffers = [...rows.flatMap(({ buffer, starts }) => [buffer, starts.buffer]), marks.buffer] as ArrayBuffer[];
    send({ kind: "step", step: { ...step, data: { ...step.data, arrivals: { ...arrivals, added } } } }, buffers);
    allowed -= 1;
    while (allowed <= 0) await news();
  }
}

run().then(
  () => send({ kind: "done" }),
  (error: unknown) => send({ kind: "failed", failure: failureOf(error) }),
);
