import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as ingest } from "../../app/api/v1/ingest/[source]/route";
import { POST } from "../../app/api/v1/outcomes/route";
import { GET as listSources } from "../../app/api/v1/sources/route";
import type { Sql } from "../../db/client";
import { openTestDatabase } from "../../db/testing-hooks";
import { call, lines } from "../ingest/testing";
import { createKey } from "../people";
import { postOutcomesOperation } from "./operations/outcomes";

const database = openTestDatabase({ max: 2 });
const { sql } = database;
const keys: Record<string, string> = {};

beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  for (const scope of ["ingest", "query"] as const) keys[scope] = (await createKey(sql, { name: scope, scope, by: "cli" })).secret;
});
afterAll(async () => {
  const shared = globalThis as { permilleSql?: Sql; permilleWorkSql?: Sql };
  await shared.permilleSql?.end();
  await shared.permilleWorkSql?.end();
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
async function send(
  handler: Handler,
  body: string | Uint8Array,
  { key = "ingest", query = "", params = {} }: { key?: string; query?: string; params?: Record<string, string> } = {},
) {
  const request = new Request(`http://localhost:3000/api/v1/outcomes${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${keys[key]}` },
    body: body as BodyInit,
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, body: await response.json() };
}

describe("POST /api/v1/outcomes", () => {
  test("takes an object, an array, a page, JSON lines, CSV and gzip", async () => {
    const one = (i: number) => ({ request_id: `r${i}`, outcome: "success" });
    const bodies = [
      JSON.stringify(one(1)),
      JSON.stringify([one(2), one(3)], null, 2),
      JSON.stringify({ outcomes: [one(4), one(5)] }),
      lines([one(6), one(7)]),
      "request_id;outcome\nr8;success\n",
      gzipSync("request_id,outcome\r\nr9,ok\r\n"),
    ];
    for (const [i, body] of bodies.entries()) {
      const answer = await send(POST, body);
      expect(answer).toMatchObject({ status: 200, body: { source: "outcomes", rejected: 0, accepted: [1, 2, 2, 2, 1, 1][i] } });
      postOutcomesOperation.output.parse(answer.body);
    }
    expect(await sql`select subject from outcome where counted and waits order by subject`).toHaveLength(9);
  });

  test("answers with the line and reason of each record that it refuses, and takes the rest", async () => {
    const { body } = await send(POST, 'request_id,outcome,failure_cost\na,failure,€5\n"b\n1",success,\nc,perhaps,1\nd,success\n');
    expect(body).toMatchObject({ read: 4, accepted: 1, rejected: 3 });
    expect(body.rejections).toMatchObject([
      { line: 2, reason: "unsupported_currency", detail: expect.stringContaining("failure_cost") },
      { line: 5, reason: "invalid_field", detail: expect.stringContaining("perhaps") },
      { line: 6, reason: "invalid_csv", detail: expect.stringContaining("2 fields") },
    ]);
    expect((await sql<{ record: string }[]>`select record from rejected_record where line = 2`)[0]?.record).toContain("€5");
  });

  test("refuses a body without any outcome, a key that may only ask, and a source of another kind", async () => {
    expect((await send(POST, "  ")).status).toBe(400);
    expect((await send(POST, JSON.stringify({ request_id: "x", outcome: 1 }), { key: "query" })).status).toBe(403);
    await send(ingest, lines([call("x")]), { params: { source: "gateway" } });
    expect(await send(POST, JSON.stringify({ request_id: "x", outcome: 1 }), { query: "?source=gateway" })).toMatchObject({ status: 409 });
  });

  test("counts as soon as its call is here; the Sources page says how many wait", async () => {
    await send(POST, JSON.stringify({ request_id: "x", outcome: "failure", failure_cost: 12.5 }), { query: "?source=support" });
    await send(POST, JSON.stringify({ request_id: "never", outcome: "failure" }), { query: "?source=support" });
    const request = new Request("http://localhost:3000/api/v1/sources", { headers: { authorization: `Bearer ${keys.query}` } });
    const { sources } = await (await listSources(request, { params: Promise.resolve({}) })).json();
    expect(sources.find((one: { id: string }) => one.id === "support")).toMatchObject({
      role: "outcomes",
      outcomes: { judged: 1, waiting: 1 },
    });
    expect(sources.find((one: { id: string }) => one.id === "gateway")).toMatchObject({ role: "gateway", outcomes: null });
    expect(await sql`select outcome, trim_scale(outcome_cost)::text as cost from attempt`).toEqual([{ outcome: 2, cost: "12.5" }]);
  });

  test("of a file that is sent as any upload is told from its format", async () => {
    const { body } = await send(ingest, "Session ID,Result\ns1,resolved\n", { query: "?name=support.csv", params: { source: "-" } });
    expect(body).toMatchObject({ accepted: 1, runs: [{ source: "outcomes", file: "support.csv" }] });
  });
});
