import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestInstance, testInstance } from "../runs/testing";
import { ingestInput, openIngest } from ".";
import { inThread } from "./prepare-in-thread";
import { call, failedCall, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";

let instance: TestInstance;
beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());
beforeEach(() => truncateFacts(instance.sql));

const at = (n: number) => ({ startTime: 1_790_000_000 + n * 60, endTime: 1_790_000_002 + n * 60 });
/** 90 records in batches of 20: repeated, told anew in the same batch and later, failed and tried again, and one that is none. */
const records = [
  ...Array.from({ length: 60 }, (_, n) => call(`c${n}`, at(n), { session_id: `s${n % 7}`, spend_logs_metadata: { feature: `f${n % 5}` } })),
  ...Array.from({ length: 10 }, (_, n) =>
    call(`c${n * 3}`, at(n * 3), { session_id: `s${(n * 3) % 7}`, spend_logs_metadata: { feature: `f${(n * 3) % 5}` } }),
  ),
  ...Array.from({ length: 5 }, (_, n) => call(`c${n}`, { ...at(n), completion_tokens: 250, total_tokens: 350 }, { session_id: `s${n}` })),
  call("c70", at(70)),
  call("c70", { ...at(70), completion_tokens: 300, total_tokens: 400 }),
  ...Array.from({ length: 6 }, (_, n) => failedCall(`x${n}`, { ...at(80 + n * 2), trace_id: `t${n}` })),
  ...Array.from({ length: 6 }, (_, n) => call(`y${n}`, { ...at(81 + n * 2), trace_id: `t${n}` })),
];
const text = `${lines(records)}\nnot json\n`;

test("what a thread prepares is stored as what is prepared here, to the last row, and the same again is all duplicates", async () => {
  const { sql } = instance;
  const here = await ingestText(sql, text, { batchRecords: 20 });
  const state = await stateOf(sql);
  await truncateFacts(sql);
  const there = await ingestText(sql, text, { batchRecords: 20, prepare: inThread(1_000) });
  expect({ ...there, id: 0 }).toEqual({ ...here, id: 0 });
  expect(there).toMatchObject({ read: 90, accepted: 73, revised: 6, rejected: 1 });
  expect(await stateOf(sql)).toEqual(state);
  const again = await ingestText(sql, text, { batchRecords: 20, prepare: inThread(1_000), now: new Date("2026-11-22T13:00:00Z") });
  expect(again).toMatchObject({ accepted: 0, rejected: 1 });
});

test("an input that a source of another name holds is refused from a thread too, and one that breaks off keeps what came before", async () => {
  const { sql } = instance;
  await ingestText(sql, text, { prepare: inThread(1_000) });
  await expect(ingestText(sql, text, { source: "other", prepare: inThread(1_000) })).rejects.toMatchObject({ code: "conflict" });
  expect(await sql`select from source where id = 'other'`).toHaveLength(0);
  await truncateFacts(sql);
  const broken = (async function* () {
    yield Buffer.from(`${lines(records.slice(0, 50))}\n`);
    throw new Error("the disk is gone");
  })();
  const options = { file: "broken.jsonl", origin: "file" as const, now: NOW, batchRecords: 20, prepare: inThread(1_000) };
  await expect(ingestInput(await openIngest(sql), broken, options)).rejects.toThrow("the disk is gone");
  expect(await sql`select state, accepted::integer as accepted from ingest_run`).toEqual([{ state: "failed", accepted: 50 }]);
});
