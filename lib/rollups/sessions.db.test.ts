import { afterAll, beforeAll, expect, test } from "vitest";
import { ingestText, lines, call as litellmCall } from "../ingest/testing";
import { call, type TestInstance, testInstance } from "../runs/testing";
import { verify } from "./verify";

let instance: TestInstance;

beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());

test("a session of two calls, one of them restated, keeps two requests and the restated cost", async () => {
  const { sql, ingest } = instance;
  await ingest([call({ id: "a", session: "s1" }), call({ id: "b", session: "s1", at: "2026-10-10T08:05:00Z" })]);
  const restated = await ingest([call({ id: "b", session: "s1", at: "2026-10-10T08:05:00Z", output: 200 })]);
  expect(restated).toMatchObject({ read: 1, revised: 1 });
  const [session] = await sql<
    { requests: number; cost: string; id: string }[]
  >`select n.id, s.requests, trim_scale(s.cost)::text as cost from session s join session_name n using (key)`;
  expect(session).toEqual({ id: "s1", requests: 2, cost: "0.008" });
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("a restated call loses no call of its session that began at the microsecond 1790000240.123456, which a date in milliseconds cuts", async () => {
  const { sql } = instance;
  const first = (output: number) => litellmCall("c", { startTime: 1_790_000_000, completion_tokens: output }, { session_id: "s2" });
  await ingestText(sql, lines([first(100), litellmCall("d", { startTime: 1_790_000_240.123456 }, { session_id: "s2" })]));
  expect(await ingestText(sql, lines([first(200)]))).toMatchObject({ revised: 1 });
  const [session] = await sql`select s.requests from session s join session_name n using (key) where n.id = 's2'`;
  expect(session).toEqual({ requests: 2 });
  expect(await verify(sql, "UTC")).toEqual([]);
});
