import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyAttempt } from "../facts";
import { verify } from "../rollups";
import { type TestInstance, testInstance } from "../runs/testing";
import { findSource } from "../sources";
import { openIngest, Pusher, undoRun } from ".";
import { Batch } from "./batch";
import { prepareBatch } from "./preparing";
import { priceAttempt } from "./price-fact";
import { rewriteAttempts } from "./rewrite-attempts";
import { startRun } from "./run-record";
import { lockMerge, openStage } from "./stage";
import { storedAttempts } from "./stored-attempts";
import { call, failedCall, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";
import { makeRoom, writeBatch } from "./write-batch";

let instance: TestInstance;
beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());
beforeEach(() => truncateFacts(instance.sql));

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const told = (id: string, output: number) => call(id, { completion_tokens: output, total_tokens: 100 + output });
const outputs = () => instance.sql`select output from attempt order by id_text(record_id)`.then((rows) => rows.map((row) => row.output));
const times = () =>
  instance.sql<{ at: Date | null }[]>`select as_of as at from identity order by as_of`.then((rows) => rows.map(({ at }) => at));

test("a record told once has no time of its own: its run has it, and undo of what came later brings it back", async () => {
  const { sql } = instance;
  await ingestText(sql, lines([told("a", 200), told("b", 200)]));
  const before = await stateOf(sql);
  expect(await times()).toEqual([null, null]);
  expect(await sql`select told_at from ingest_run`).toEqual([{ told_at: NOW }]);

  const second = await ingestText(sql, lines([told("a", 150)]), { now: later(60) });
  expect(second).toMatchObject({ accepted: 0, revised: 1 });
  expect(await outputs()).toEqual([150, 200]);
  expect(await times()).toEqual([later(60), null]);
  // What was told between the two is neither the first nor the newest.
  await ingestText(sql, lines([told("a", 170), told("b", 170)]), { now: later(30) });
  expect(await outputs()).toEqual([150, 170]);
  expect(await sql`select as_of from attempt_version order by as_of`).toEqual(
    [NOW, NOW, later(30), later(30), later(60)].map((as_of) => ({ as_of })),
  );

  const runs = await sql<{ id: number }[]>`select id from ingest_run order by id desc`;
  for (const { id } of runs.slice(0, 2)) await undoRun(sql, id, "test");
  expect(await stateOf(sql)).toEqual(before);
  expect(await times()).toEqual([NOW, NOW]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("what a run told before another's file came is older, though it comes second", async () => {
  const { sql } = instance;
  await ingestText(sql, lines([told("a", 200)]), { now: later(60) });
  await ingestText(sql, lines([told("a", 150)]));
  expect(await outputs()).toEqual([200]);
});

test("of 4 versions in one input the last wins: in one batch, and in batches of 1 and 2", async () => {
  const { sql } = instance;
  const text = lines([told("z", 9), told("a", 200), told("a", 150), told("a", 250), told("a", 100)]);
  for (const batchRecords of [100, 1, 2]) {
    await truncateFacts(sql);
    expect(await ingestText(sql, text, { batchRecords })).toMatchObject({ accepted: 2, revised: 3 });
    expect(await outputs()).toEqual([100, 9]);
  }
});

test("pushes share a run of an hour: each record keeps its own time", async () => {
  const { sql } = instance;
  const pusher = new Pusher(sql);
  const push = (record: unknown, now: Date) => pusher.push({ bytes: Buffer.from(lines([record])), source: "gateway", now });
  await push(told("a", 200), later(1));
  await push(told("b", 200), later(50));
  expect(await times()).toEqual([later(1), later(50)]);
  expect(await sql`select told_at from ingest_run`).toEqual([{ told_at: null }]);
  // A file told between the two.
  await ingestText(sql, lines([told("a", 150), told("b", 150)]), { source: "gateway", now: later(20) });
  expect(await outputs()).toEqual([150, 200]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("a time that the record states is kept, and decides", async () => {
  const { sql } = instance;
  await ingestText(sql, lines([told("z", 9)]));
  const source = await findSource(sql, "litellm");
  if (!source) throw new Error("no source");
  const context = await openIngest(sql);
  const tell = async (output: number, asOf: Date | null) => {
    const batch = new Batch();
    batch.facts.push({ ...emptyAttempt, recordId: "a", occurredAt: NOW.getTime() * 1000, output, asOf: asOf?.getTime() ?? null });
    const prepared = await prepareBatch(context, source, batch, later(5).getTime());
    const run = await startRun(sql, source.id, "stated.jsonl", "file", later(5));
    prepared.arrivals.stamp(run);
    await makeRoom(sql, prepared);
    await sql.begin((tx) => writeBatch(tx, context, source, run, prepared, 0));
  };
  await tell(10, later(60));
  expect(await times()).toEqual([later(60), null]);
  await tell(20, null);
  expect(await outputs()).toEqual([10, 9]);
  await tell(30, later(61));
  expect(await outputs()).toEqual([30, 9]);
});

test("records stored before the upgrade keep their times, and verify finds those that have none", async () => {
  const { sql } = instance;
  await ingestText(sql, lines([told("a", 200), told("b", 200)]));
  await sql`update identity set as_of = ${later(10)}`;
  await sql`update ingest_run set told_at = null`;
  expect(await verify(sql, "UTC")).toEqual([]);
  await ingestText(sql, lines([told("a", 150)]), { now: later(5) });
  expect(await outputs()).toEqual([200, 200]);
  await sql`update identity set as_of = null where versions is null`;
  expect(await verify(sql, "UTC")).toEqual([{ table: "identity", cells: 1 }]);
});

test("2 calls that say 1 in words and 2 that say it by null are the same: nothing of them is changed by a recalculation, and a retry joins each", async () => {
  const { sql } = instance;
  const at = (n: number) => ({ trace_id: `t${n}`, startTime: 1_790_000_000 + n, endTime: 1_790_000_001 + n });
  await ingestText(sql, lines([failedCall("a", at(1)), told("b", 200), failedCall("c", at(3)), told("d", 200)]));
  expect(await sql`select attempts, priced from attempt order by id_text(record_id)`).toEqual([
    { attempts: null, priced: 2 },
    { attempts: null, priced: null },
    { attempts: null, priced: 2 },
    { attempts: null, priced: null },
  ]);
  await sql`update attempt set attempts = 1, priced = coalesce(priced, 1) where id_text(record_id) in ('a', 'b')`;
  expect(await verify(sql, "UTC")).toEqual([]);
  const context = await openIngest(sql);
  const counts = await sql.begin(async (tx) => {
    await openStage(tx);
    await lockMerge(tx);
    const rows = (await storedAttempts(tx, "", [])).map((stored) => ({ stored, priced: priceAttempt(context, stored.fact, false) }));
    return rewriteAttempts(tx, context.dictionary, rows);
  });
  expect(counts).toMatchObject({ changed: 0 });
  await ingestText(sql, lines([call("e", { ...at(1), startTime: 1_790_000_003 }), call("f", { ...at(3), startTime: 1_790_000_005 })]));
  expect(
    await sql`select id_text(record_id) as id from attempt where call is not null order by 1`.then((rows) => rows.map(({ id }) => id)),
  ).toEqual(["a", "c", "e", "f"]);
  expect(
    await sql`select sum(attempts)::integer as attempts, sum(requests)::integer as requests, sum(priced_requests)::integer as priced
    from rollup_day_core`,
  ).toEqual([{ attempts: 6, requests: 4, priced: 4 }]);
  expect(await verify(sql, "UTC")).toEqual([]);
});
