import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../rollups";
import { call, type TestInstance, testInstance } from "../runs/testing";

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
