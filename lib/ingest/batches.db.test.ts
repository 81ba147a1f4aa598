import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestInstance, testInstance } from "../runs/testing";
import { ingestInput, openIngest } from ".";
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

test("what comes in batches of 20 is stored as what comes in one, to the last row, and the same again is all duplicates", async () => {
  const { sql } = instance;
  const whole = await ingestText(sql, text);
  const state = await stateOf(sql);
  await truncateFacts(sql);
  const parts = await ingestText(sql, text, { batchRecords: 20 });
  expect({ ...parts, id: 0 }).toEqual({ ...whole, id: 0 });
  expect(parts).toMatchObject({ read: 90, accepted: 73, revised: 6, rejected: 1 });
  expect(await stateOf(sql)).toEqual(state);
  const again = await ingestText(sql, text, { batchRecords: 20, now: new Date("2026-11-22T13:00:00Z") });
  expect(again).toMatchObject({ accepted: 0, rejected: 1 });
});

test("an input that breaks off keeps what came before", async () => {
  const { sql } = instance;
  const broken = (async function* () {
    yield Buffer.from(`${lines(records.slice(0, 50))}\n`);
    throw new Error("the disk is gone");
  })();
  const options = { file: "broken.jsonl", origin: "file" as const, now: NOW, batchRecords: 20 };
  await expect(ingestInput(await openIngest(sql), broken, options)).rejects.toThrow("the disk is gone");
  expect(await sql`select state, accepted::integer as accepted from ingest_run`).toEqual([{ state: "failed", accepted: 50 }]);
});
