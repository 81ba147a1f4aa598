import { afterEach, describe, expect, test } from "vitest";
import { ask, onlyOpen } from "./ask";
import { type Said, serve, type TestServer } from "./testing";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function readAll(said: Said, limits: { beginMs?: number; wholeMs?: number; maxBytes?: number } = {}): Promise<string> {
  server = await serve(() => said);
  const answer = await ask(new URL(server.url), { token: null, accept: "text/plain", clock: Date.now, ...limits });
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("what is read over HTTP", () => {
  test("comes whole, with how far the other clock is off", async () => {
    expect(await readAll({ body: "up 1\n" })).toBe("up 1\n");
    const to = await serve(() => ({ body: "", headers: { date: new Date(Date.now() - 3_600_000).toUTCString() } }));
    const answer = await ask(new URL(to.url), { token: null, accept: "text/plain", clock: Date.now });
    expect(Math.abs((answer.skewMs ?? 0) + 3_600_000)).toBeLessThan(2_000);
    answer.close();
    await to.stop();
  });
  test("begins within its time, or is given up", async () => {
    await expect(readAll("hang", { beginMs: 100 })).rejects.toThrow("No answer came within 0.1 s.");
  });
  test("is no longer than its limit", async () => {
    await expect(readAll({ body: "x".repeat(3_000_000) }, { maxBytes: 2 * 1024 * 1024 })).rejects.toThrow(
      "The answer is longer than 2 MB.",
    );
  });
  test("ends within its time, or is given up", async () => {
    server = await serve(() => ({ body: "x".repeat(5_000_000) }));
    const answer = await ask(new URL(server.url), { token: null, accept: "text/plain", clock: Date.now, wholeMs: 100 });
    const slowly = async () => {
      for await (const _ of answer.body) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await expect(slowly()).rejects.toThrow("The answer did not end within 0.1 s.");
  });
});

test("a name that leads to a machine's own metadata is not connected to, one that leads to this machine is", async () => {
  const look = (name: string) => new Promise((resolve) => onlyOpen(name, {}, (error, address) => resolve(error ? error.message : address)));
  expect(await look("169.254.169.254")).toContain("machine's own metadata");
  expect(await look("127.0.0.1")).toBe("127.0.0.1");
});
