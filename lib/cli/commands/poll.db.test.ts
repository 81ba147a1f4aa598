import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../db/testing-hooks";
import { scrape } from "../../ingest/testing-samples";
import { serve, type TestServer } from "../../polls/testing";
import { run } from "./poll";

const { sql } = openTestDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await serve((url) => (url.pathname === "/metrics" ? { body: scrape(null) } : { status: 404, body: "" }));
  process.env.NEXTAUTH_SECRET = "a secret of the instance that is long enough";
  process.env.GPU_TOKEN = "s3cret";
});
afterAll(async () => {
  await server?.stop();
});

async function cli(line: string): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const code = await run(line.split(" "), { sql, now: () => new Date(), out: (text) => out.push(text), err: () => {} });
  return { code, out: out.join("") };
}

test("a source is tried, set with a token of the environment, read, listed and removed", async () => {
  const url = `${server.url}/metrics`;
  expect(await cli(`try --url ${url}`)).toMatchObject({ code: 0, out: expect.stringContaining("7 series of 1 GPUs and 0 model servers") });
  expect(await cli(`try --url ${server.url}/other`)).toMatchObject({
    code: 1,
    out: "There is nothing at this address (404): check the path.\n",
  });
  const set = await cli(`set --source node-1 --url ${url} --interval 30 --token-env GPU_TOKEN --json`);
  expect(JSON.parse(set.out).poll).toMatchObject({ source: "node-1", intervalS: 30, hasToken: true, mode: "exporter" });
  expect(await cli("run --source node-1")).toMatchObject({ code: 0, out: "7 values accepted, 0 known, 0 rejected.\n" });
  expect(server.authorization()).toBe("Bearer s3cret");
  expect((await cli("list")).out).toMatch(new RegExp(`^node-1\\t${url}\\tevery 30 s\\tread at 20`));
  expect((await cli("remove --source node-1")).code).toBe(0);
  expect((await cli("list")).out).toBe("No source is read on a schedule.\n");
});

test("a wrong call is answered with the usage", async () => {
  await expect(cli("set --source node-1")).rejects.toThrow("--url is missing.");
  await expect(cli(`set --source node-1 --url ${server.url} --interval 5`)).rejects.toThrow("The interval is at least 15 seconds.");
  await expect(cli(`try --url ${server.url} --token-env NO_SUCH_NAME`)).rejects.toThrow("the environment has no NO_SUCH_NAME");
  await expect(cli("forget")).rejects.toThrow("list, try, set, run or remove");
});
