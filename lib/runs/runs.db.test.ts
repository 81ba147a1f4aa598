import { afterEach, beforeEach, expect, test } from "vitest";
import { verify } from "../rollups";
import { countRejects, findRun, listRejects, listRuns, rejectLines, requestRemoval, requestUndo, retryRejects, undoRequested } from ".";
import { call, NOW, type TestInstance, testInstance } from "./testing";

let instance: TestInstance;

beforeEach(async () => {
  instance = await testInstance();
});
afterEach(() => instance.close());

const clean = async () => expect(await verify(instance.sql, "UTC")).toEqual([]);
const bad = (id: string) => ({ ...call({ id }), startTime: "yesterday" });

test("runs come newest first, page by page", async () => {
  for (const id of ["a", "b", "c"]) await instance.ingest([call({ id })], { file: `${id}.jsonl` });
  const first = await listRuns(instance.sql, { source: "litellm", limit: 2 });
  expect(first.runs.map((run) => run.file)).toEqual(["c.jsonl", "b.jsonl"]);
  const second = await listRuns(instance.sql, { source: "litellm", limit: 2, before: first.next ?? 0 });
  expect(second).toMatchObject({ next: null, runs: [{ file: "a.jsonl", read: 1, accepted: 1, cost: "0.0035", state: "done" }] });
});

test("rejects are counted by reason, listed, and downloaded as JSON lines", async () => {
  await instance.ingest([bad("a"), call({ id: "b" }), bad("c")]);
  expect(await countRejects(instance.sql, { source: "litellm" })).toMatchObject([{ reason: "invalid_time", count: 2 }]);
  const page = await listRejects(instance.sql, { source: "litellm", limit: 1 });
  expect(page.rejects).toMatchObject([{ line: 3, reason: "invalid_time" }]);
  expect(page.next).not.toBeNull();
  let text = "";
  for await (const lines of rejectLines(instance.sql, { source: "litellm" })) text += lines;
  expect(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { line: 1, record: { id: "a" } },
    { line: 3, record: { id: "c" } },
  ]);
});

test("of two rejects tried again twice at once, the one that was mended counts once and the other stays", async () => {
  const { sql } = instance;
  await instance.ingest([bad("a"), bad("b")]);
  await sql`update rejected_record set record = ${JSON.stringify(call({ id: "a" }))} where line = 1`;
  const results = await Promise.allSettled([retryRejects(sql, "litellm", NOW), retryRejects(sql, "litellm", NOW)]);
  const reports = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(reports.reduce((sum, report) => sum + report.taken, 0)).toBe(1);
  expect(await listRejects(sql, { source: "litellm" })).toMatchObject({ rejects: [{ line: 2, reason: "invalid_time" }], next: null });
  expect(await retryRejects(sql, "litellm", NOW)).toMatchObject({ tried: 1, taken: 0, left: 1 });
  const [count] = await sql<{ n: number }[]>`select count(*)::integer as n from attempt`;
  expect(count).toEqual({ n: 1 });
  await clean();
});

test("an undo asked for twice is done once, by whoever works next", async () => {
  const { sql } = instance;
  const { id } = await instance.ingest([call({ id: "a", session: "s" }), call({ id: "b", session: "s" })]);
  const kept = await instance.ingest([call({ id: "c", session: "s" })]);
  await requestUndo(sql, id, "eng@example.com");
  await requestUndo(sql, id, "other@example.com");
  expect(await findRun(sql, id)).toMatchObject({ state: "deleting" });
  await Promise.all([undoRequested(sql), undoRequested(sql)]);
  await undoRequested(sql);
  expect(await findRun(sql, id)).toBeNull();
  expect((await findRun(sql, kept.id))?.accepted).toBe(1);
  expect(await sql`select actor from audit_entry where action = 'undo_run'`).toMatchObject([{ actor: "eng@example.com" }]);
  await expect(requestUndo(sql, id, "eng")).rejects.toMatchObject({ code: "not_found" });
  await clean();
});

test("a removed source leaves nothing behind", async () => {
  const { sql } = instance;
  await instance.ingest([call({ id: "a", session: "s" })]);
  await requestRemoval(sql, "litellm", "eng");
  await undoRequested(sql);
  expect(
    await sql`select 1 from source union all select 1 from attempt union all select 1 from session union all select 1 from ingest_run`,
  ).toHaveLength(0);
  await clean();
});
