import { setTimeout as sleep } from "node:timers/promises";
import type { PushBatch } from "./push-batches";
import { timedMs } from "./statistics";

/** What clients sent, all of it acknowledged. */
export interface Load {
  attempts: number;
  seconds: number;
  /** Of each acknowledged POST, ms: from when it was sent or, at a rate, from when it was due, so that a late one counts as late. */
  times: number[];
  /** POSTs that were not acknowledged and were sent again. */
  repeated: number;
}

export interface Client {
  address: string;
  headers: Record<string, string>;
  batches: Iterator<PushBatch>;
  clients: number;
  /** Asked before each new batch. */
  over: () => boolean;
  /** Attempts a second that all clients send together; default: as fast as they are answered. */
  rate?: number;
}

const GIVE_UP_MS = 180_000;

/** Clients that push batch after batch and send again what was not acknowledged, until all is. */
export async function pushLoad({ address, headers, batches, clients, over, rate }: Client): Promise<Load> {
  const load: Load = { attempts: 0, seconds: 0, times: [], repeated: 0 };
  const began = performance.now();
  let sent = 0;
  /** Waits until so many attempts more are due; how late that is, ms. */
  const due = async (attempts: number): Promise<number> => {
    if (rate === undefined) return 0;
    const at = began + (sent / rate) * 1000;
    sent += attempts;
    const early = at - performance.now();
    if (early > 0) await sleep(early);
    return performance.now() - at;
  };
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = batches.next(); !next.done; next = batches.next()) {
        const { body, attempts } = next.value;
        const late = await due(attempts);
        load.times.push(late + (await acknowledged(address, headers, Buffer.from(body), () => (load.repeated += 1))));
        load.attempts += attempts;
        if (over()) return;
      }
    }),
  );
  load.seconds = (performance.now() - began) / 1000;
  return load;
}

/** The time of the POST that was acknowledged. */
async function acknowledged(address: string, headers: Record<string, string>, body: Buffer, onRepeat: () => void): Promise<number> {
  const began = Date.now();
  for (;;) {
    let problem = "";
    const ms = await timedMs(async () => {
      problem = await post(address, headers, body);
    });
    if (!problem) return ms;
    if (Date.now() - began > GIVE_UP_MS) throw new Error(`${address} does not take a push: ${problem}`);
    onRepeat();
    await sleep(100);
  }
}

/** "" when it was taken; else why not. Throws for what sending again can't mend. */
async function post(address: string, headers: Record<string, string>, body: Buffer): Promise<string> {
  const response = await fetch(address, { method: "POST", headers, body: new Uint8Array(body) }).catch((error: unknown) => String(error));
  if (typeof response === "string") return response;
  const text = await response.text().catch((error: unknown) => `the answer broke off: ${String(error)}`);
  if (response.ok) return text.startsWith("the answer broke off") ? text : "";
  if (response.status >= 500 || response.status === 429) return `${response.status} ${text.slice(0, 200)}`;
  throw new Error(`${address} answered ${response.status}: ${text.slice(0, 300)}`);
}
