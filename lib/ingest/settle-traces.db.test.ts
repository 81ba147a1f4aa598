import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../rollups";
import { call, type TestInstance, testInstance } from "../runs/testing";
import { gatewayRows } from "./gateway-rows";
import { lookingUp } from "./stage";

let instance: TestInstance;

beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());

test("a failed call and its retry in one trace are one request of two attempts", async () => {
  const { sql, ingest } = instance;
  const failed = {
    ...call({ id: "a", at: "2026-10-10T08:00:00.123456Z", session: "s1" }),
    status: "failure",
    trace_id: "t",
    error_str: "503",
  };
  const retried = { ...call({ id: "b", at: "2026-10-10T08:00:05Z", session: "s1" }), trace_id: "t" };
  await ingest([failed]);
  await ingest([retried]);
  const [sum] = await sql<
    { requests: string; attempts: string }[]
  >`select sum(requests) as requests, sum(attempts) as attempts from rollup_day_model`;
  expect(sum).toEqual({ requests: "1", attempts: "2" });
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("a client that asks again gets another call id from its gateway, and it is still one request", async () => {
  const { sql, ingest } = instance;
  const one = { ...call({ id: "c", at: "2026-10-11T08:00:00Z", session: "s2" }), trace_id: "t2" };
  await ingest([{ ...one, status: "failure", error_str: "503", litellm_call_id: "call-c" }]);
  await ingest([{ ...one, ...call({ id: "d", at: "2026-10-11T08:00:05Z", session: "s2" }), trace_id: "t2", litellm_call_id: "call-d" }]);
  await ingest([{ ...one, ...call({ id: "e", at: "2026-10-11T08:00:09Z", session: "s2" }), trace_id: "t2", litellm_call_id: "call-e" }]);
  const rows = await sql`
    select id_text(record_id) as record_id, coalesce(attempt_no, 1) as attempt_no, final, ledger from attempt where trace = pack_id('t2') order by occurred_at`;
  expect(rows.map(({ record_id, attempt_no, final, ledger }) => [record_id, attempt_no, final, ledger])).toEqual([
    ["c", 1, false, 4],
    ["d", 2, true, 1],
    ["e", 1, true, 1],
  ]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("who asks for 5,000 responses of a gateway reads none of its 6,000 other calls, though a planner without statistics takes these for few", async () => {
  const { sql, ingest } = instance;
  await ingest(Array.from({ length: 6_000 }, (_, i) => call({ id: `asked-${i}`, at: "2026-10-12T08:00:00Z" })));
  const read = await sql.begin(async (tx) => {
    const soFar = async () => {
      const [row] = await tx<{ read: number | null }[]>`
        select sum(seq_tup_read + idx_tup_fetch)::integer as read from pg_stat_xact_user_tables where relname like 'attempt_2%'`;
      if (row?.read == null) throw new Error("there is no month of attempts");
      return row.read;
    };
    const before = await soFar();
    const asked = Array.from({ length: 5_000 }, (_, i) => `chatcmpl-unknown-${i}`);
    expect(await lookingUp(tx, () => gatewayRows(tx, asked))).toEqual([]);
    return (await soFar()) - before;
  });
  expect(read).toBe(0);
});
