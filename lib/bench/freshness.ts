import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { litellmLines } from "./litellm-lines";
import { pushShape } from "./push-batches";
import type { Server } from "./server";

const answer = z.object({ data: z.array(z.object({ requests: z.string().nullable() })) });
const POLL_MS = 50;
const GIVE_UP_MS = 60_000;

interface Probing {
  server: Server;
  /** Headers of a key that may push, and of one that may ask. */
  ingest: Record<string, string>;
  query: Record<string, string>;
  seconds: number;
}

/** Once a second pushes one call of a feature of its own and asks until it is in the figures; seconds from the push's answer, each at most 60. */
export async function freshness({ server, ingest, query, seconds }: Probing): Promise<number[]> {
  const ages: number[] = [];
  const began = Date.now();
  for (let n = 0; n === 0 || Date.now() - began < seconds * 1000; n += 1) {
    const feature = `probe-${n}`;
    const [line = ""] = litellmLines({ ...pushShape(90_000 + n, Date.now()), lines: 1 });
    const body = line.replace(/"feature":"[^"]*"/, `"feature":"${feature}"`);
    const response = await fetch(`${server.url}/api/v1/ingest/litellm`, { method: "POST", headers: ingest, body });
    await response.text();
    const acceptedAt = Date.now();
    if (!response.ok) throw new Error(`A probe was answered with ${response.status}.`);
    const address = `${server.url}/api/v1/query?metric=requests&where=${encodeURIComponent(`feature=${feature}`)}`;
    while (!(await isThere(address, query)) && Date.now() - acceptedAt < GIVE_UP_MS) await sleep(POLL_MS);
    ages.push((Date.now() - acceptedAt) / 1000);
    await sleep(Math.max(0, 1000 - (Date.now() - acceptedAt)));
  }
  return ages;
}

async function isThere(address: string, headers: Record<string, string>): Promise<boolean> {
  const response = await fetch(address, { headers });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${JSON.stringify(body)}`);
  return answer.parse(body).data.some(({ requests }) => requests === "1");
}
