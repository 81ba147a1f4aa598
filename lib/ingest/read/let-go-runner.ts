import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { decompress, peek } from ".";

/** Which part of what requests brought is still held after they were answered and minor collections alone, on stdout. Wants `--expose-gc`. */
const TIMES = 100;
const body = Buffer.alloc(190_000, "a");

/** What survives two minor collections is in the old generation; buffers are freed on another thread. */
async function collect(): Promise<void> {
  globalThis.gc?.({ type: "minor" });
  await sleep(1);
  globalThis.gc?.({ type: "minor" });
}

const server = createServer(async (incoming, answer) => {
  const { head } = await peek(decompress(incoming), 2 * body.length);
  await sleep(1);
  answer.end(String(head.length));
}).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function post(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const sent = request({ port, host: "127.0.0.1", method: "POST", agent });
    sent.end(body);
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    if (String(await answer.toArray()) !== String(body.length)) throw new Error("a body was not read whole");
    await collect();
  }
}

await post(20);
const before = process.memoryUsage().arrayBuffers;
await post(TIMES);
await sleep(20);
await collect();
process.stdout.write(String((process.memoryUsage().arrayBuffers - before) / (TIMES * body.length)));
process.exit();
