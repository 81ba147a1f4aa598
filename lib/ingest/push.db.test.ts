import { afterEach, beforeEach, expect, test } from "vitest";
import { verify } from "../rollups";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { Pusher } from "./push";

let instance: TestInstance;
let pusher: Pusher;

beforeEach(async () => {
  instance = await testInstance();
  pusher = new Pusher(instance.sql);
});
afterEach(() => instance.close());

const lines = (...records: unknown[]) => Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
const push = (...records: unknown[]) => pusher.push({ bytes: lines(...records), source: "gateway", now: NOW });

test("a push that is sent again is all duplicates", async () => {
  expect(await push(call({ id: "a" }), call({ id: "b" }))).toMatchObject({
    source: "gateway",
    read: 2,
    accepted: 2,
    duplicate: 0,
    cost: "0.007",
    from: "2026-10-10T08:00:00.000Z",
  });
  expect(await push(call({ id: "a" }), call({ id: "b" }))).toMatchObject({ read: 2, accepted: 0, duplicate: 2, cost: null });
  expect(await verify(instance.sql, "UTC")).toEqual([]);
});

test("40 senders at once, each with one new, one common and one broken record: every one learns of its own, the common one counts once", async () => {
  const reports = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      push(call({ id: `own-${i}`, session: "s" }), call({ id: "common", session: "s" }), { ...call({ id: "x" }), startTime: "?" }),
    ),
  );
  for (const report of reports) expect(report).toMatchObject({ read: 3, rejected: 1, rejections: [{ line: 3, reason: "invalid_time" }] });
  expect(reports.reduce((sum, report) => sum + report.accepted, 0)).toBe(41);
  expect(reports.reduce((sum, report) => sum + report.duplicate, 0)).toBe(39);
  const runs = await instance.sql`select file, read::integer, accepted::integer, duplicate::integer, rejected::integer from ingest_run`;
  expect(runs).toEqual([{ file: "pushed 2026-10-20 12:00 UTC", read: 120, accepted: 41, duplicate: 39, rejected: 40 }]);
  expect(await verify(instance.sql, "UTC")).toEqual([]);
});

test("the same record in two contents, pushed at once, ends as one that was revised", async () => {
  const reports = await Promise.all([push(call({ id: "a" })), push(call({ id: "b" })), push(call({ id: "b", output: 200 }))]);
  const sum = (key: "accepted" | "revised") => reports.reduce((total, report) => total + report[key], 0);
  expect({ accepted: sum("accepted"), revised: sum("revised") }).toEqual({ accepted: 2, revised: 1 });
  expect(await instance.sql`select count(*)::integer as n from attempt`).toEqual([{ n: 2 }]);
  expect(await verify(instance.sql, "UTC")).toEqual([]);
});

test("an unknown format and an impossible source are refused, and others go on", async () => {
  await expect(pusher.push({ bytes: lines({ hello: 1 }), now: NOW })).rejects.toMatchObject({ code: "invalid" });
  await expect(pusher.push({ bytes: lines(call({ id: "a" })), source: "Not An Id", now: NOW })).rejects.toMatchObject({ code: "invalid" });
  expect(await push(call({ id: "a" }))).toMatchObject({ accepted: 1 });
});

test("records that sit in another source are refused", async () => {
  await instance.ingest([call({ id: "a" })], { source: "first" });
  await expect(push(call({ id: "a" }))).rejects.toMatchObject({ code: "conflict" });
});

test.each([
  [300, 200],
  [200, 300],
])("a record told twice in one push counts as it was told last: %i tokens, then %i", async (first, last) => {
  const report = await push(call({ id: "twice", output: first }), call({ id: "twice", output: last }));
  expect(report).toMatchObject({ read: 2, accepted: 1, revised: 1 });
  const rows = await instance.sql`select output from attempt`;
  expect(rows).toEqual([{ output: last }]);
});
