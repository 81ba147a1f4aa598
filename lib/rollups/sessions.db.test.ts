import { afterAll, beforeAll, expect, test } from "vitest";
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
