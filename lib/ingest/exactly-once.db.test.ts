import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { litellmLines } from "../bench/litellm-lines";
import { verify } from "../rollups";
import { call, failedCall, ingestText, lines, stateOf, truncateFacts } from "./testing";
import { undoRun } from "./undo";

const { sql } = openTestDatabase();

const empty = () => truncateFacts(sql);
afterEach(async () => {
  expect(await verify(sql, "UTC")).toEqual([]);
  await empty();
});

const totals = async () => {
  const [row] = await sql<{ requests: string; attempts: string; errors: string; cost: string | null }[]>`
    select sum(requests)::text as requests, sum(attempts)::text as attempts, sum(errors)::text as errors, trim_scale(sum(cost))::text as cost from rollup_day_core`;
  return row;
};

describe("the same records again", () => {
  test("a file twice: the second run is all duplicates and changes nothing", async () => {
    const text = lines([call("a"), call("b"), failedCall("c", { trace_id: "t" }), call("d", { trace_id: "t", startTime: 1_790_000_009 })]);
    expect(await ingestText(sql, text)).toMatchObject({ read: 4, accepted: 4, duplicate: 0 });
    const before = await stateOf(sql);
    expect(await ingestText(sql, text)).toMatchObject({ read: 4, accepted: 0, duplicate: 4 });
    expect(await stateOf(sql)).toEqual(before);
  });

  test("a line twice in one file counts once", async () => {
    expect(await ingestText(sql, lines([call("a"), call("a"), call("b")]))).toMatchObject({
      read: 3,
      accepted: 2,
      duplicate: 1,
      cost: "0.0045",
    });
    expect(await totals()).toMatchObject({ requests: "2", cost: "0.0045" });
  });

  test("any split and order of the same records gives the same facts", async () => {
    const records = [...litellmLines({ lines: 120, seed: 7, keys: 5, features: 3, spanMs: 86_400_000, duplicates: 0.1 })]
      .concat(
        lines([
          failedCall("f1", { trace_id: "t1" }),
          failedCall("f2", { trace_id: "t1", startTime: 1_790_000_005 }),
          call("f3", { trace_id: "t1", startTime: 1_790_000_010 }),
        ]).split("\n"),
      )
      .map((line) => line.trim());
    await ingestText(sql, records.join("\n"));
    const expected = await stateOf(sql);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.integer({ min: 1, max: 4 }),
        async (shuffled, parts) => {
          await empty();
          const size = Math.ceil(shuffled.length / parts);
          for (let i = 0; i < shuffled.length; i += size) await ingestText(sql, shuffled.slice(i, i + size).join("\n"));
          expect(await stateOf(sql)).toEqual(expected);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("two overlapping files at once leave every request counted once", async () => {
    const all = [...litellmLines({ lines: 3_000, seed: 3, duplicates: 0 })].map((line) => line.trim());
    const reports = await Promise.all([ingestText(sql, all.slice(0, 2_000).join("\n")), ingestText(sql, all.slice(1_000).join("\n"))]);
    expect(reports.reduce((sum, r) => sum + r.accepted, 0)).toBe(3_000);
    expect(reports.reduce((sum, r) => sum + r.duplicate, 0)).toBe(1_000);
  });
});

describe("several versions of a record", () => {
  test("another content is a revision: the later wins, null erases nothing, the first version again is a duplicate", async () => {
    const first = call("a", {}, { user_api_key_user_id: "ana" });
    const later = call("a", { completion_tokens: 400, total_tokens: 500, end_user: "globex" });
    await ingestText(sql, lines([first]));
    expect(await ingestText(sql, lines([later]), { now: new Date("2026-11-22T13:00:00Z") })).toMatchObject({ accepted: 0, revised: 1 });
    expect(await ingestText(sql, lines([first]), { now: new Date("2026-11-22T14:00:00Z") })).toMatchObject({ revised: 0, duplicate: 1 });
    const [row] = await sql`select a.output, u.value as user, c.value as customer, trim_scale(a.cost)::text as cost from attempt a
      join dimension_value u on u.id = a.user_id join dimension_value c on c.id = a.customer`;
    expect(row).toEqual({ output: 400, user: "ana", customer: "globex", cost: "0.00425" });
  });

  test("a restated time moves the request to its new day instead of doubling it", async () => {
    await ingestText(sql, lines([call("a", { startTime: 1_790_000_000 })]));
    await ingestText(sql, lines([call("a", { startTime: 1_793_000_000 })]), { now: new Date("2026-11-22T13:00:00Z") });
    expect(await sql`select day from rollup_day_core`).toEqual([{ day: "2026-10-26" }]);
  });
});

describe("undo", () => {
  test("a run with revisions, retries and duplicates goes without a trace", async () => {
    await ingestText(sql, lines([call("a"), call("b"), failedCall("x1", { trace_id: "t" }, { session_id: "s" })]));
    const before = await stateOf(sql);
    const second = await ingestText(
      sql,
      lines([
        call("a", { completion_tokens: 999, total_tokens: 1_099 }, { session_id: "s" }),
        call("b"),
        call("n", { startTime: 1_789_000_000 }, { session_id: "s" }),
        call("x2", { trace_id: "t", startTime: 1_790_000_030 }, { session_id: "s" }),
      ]),
      { now: new Date("2026-11-22T13:00:00Z") },
    );
    expect(second).toMatchObject({ accepted: 2, revised: 1, duplicate: 1 });
    expect(await stateOf(sql)).not.toEqual(before);
    await undoRun(sql, second.id, "test");
    expect(await stateOf(sql)).toEqual(before);
  });

  test("records that a second file brought too stay when the first is undone", async () => {
    const first = await ingestText(sql, lines([call("a"), call("b")]));
    await ingestText(sql, lines([call("b"), call("c")]));
    await undoRun(sql, first.id, "test");
    expect((await sql`select id_text(record_id) as record_id from attempt order by 1`).map((row) => row.record_id)).toEqual(["b", "c"]);
  });

  test("the first of two versions undone leaves the second as it was told", async () => {
    const first = await ingestText(sql, lines([call("a", {}, { user_api_key_user_id: "ana" })]));
    await ingestText(sql, lines([call("a", { completion_tokens: 400, total_tokens: 500 })]), { now: new Date("2026-11-22T13:00:00Z") });
    await undoRun(sql, first.id, "test");
    expect(await sql`select output, user_id from attempt`).toEqual([{ output: 400, user_id: 0 }]);
  });
});

describe("requests and attempts", () => {
  test("a failure and its retry in one trace are one request of two attempts, whichever came first", async () => {
    const failed = failedCall("f", { trace_id: "t" });
    const retried = call("r", { trace_id: "t", startTime: 1_790_000_010 });
    for (const order of [
      [failed, retried],
      [retried, failed],
    ]) {
      await empty();
      for (const record of order) await ingestText(sql, lines([record]));
      expect(await totals()).toEqual({ requests: "1", attempts: "2", errors: "1", cost: "0.00225" });
    }
  });

  test("two successes in one trace are two requests", async () => {
    await ingestText(sql, lines([call("a", { trace_id: "t" }), call("b", { trace_id: "t", startTime: 1_790_000_010 })]));
    expect(await totals()).toMatchObject({ requests: "2", attempts: "2" });
  });

  test("two successes that the source says are one call are one request", async () => {
    const stated = (id: string, startTime: number) => call(id, { trace_id: "t", startTime, litellm_call_id: "call-1" });
    await ingestText(sql, lines([stated("a", 1_790_000_000)]));
    await ingestText(sql, lines([stated("b", 1_790_000_010)]));
    expect(await totals()).toMatchObject({ requests: "1", attempts: "2" });
  });

  test("hidden retries are attempts; those that are rows of their own are not counted again", async () => {
    await ingestText(
      sql,
      lines([
        call("a", {}, { attempted_retries: 2 }),
        failedCall("f", { trace_id: "t" }),
        call("g", { trace_id: "t", startTime: 1_790_000_010 }, { attempted_retries: 1 }),
      ]),
    );
    expect(await totals()).toMatchObject({ requests: "2", attempts: "5" });
  });
});

test("a file whose records sit in another source is refused, and taken with force", async () => {
  const text = lines([call("a"), call("b")]);
  await ingestText(sql, text, { source: "prod" });
  await expect(ingestText(sql, text, { source: "prod-copy" })).rejects.toThrow(/already in source "prod"/);
  expect(await ingestText(sql, text, { source: "prod-copy", force: true })).toMatchObject({ accepted: 2 });
});

test("a dry run reports and keeps nothing", async () => {
  expect(await ingestText(sql, lines([call("a"), call("a"), call("b")]), { dryRun: true })).toMatchObject({
    read: 3,
    accepted: 2,
    duplicate: 1,
  });
  expect(await sql`select count(*)::integer as n from attempt`).toEqual([{ n: 0 }]);
});

test("rejected lines are kept with line and reason, and do not stop the rest", async () => {
  const text = `${JSON.stringify(call("a"))}\n{"id": "cut off\n${JSON.stringify(call("b", { prompt_tokens: -5 }))}\n${JSON.stringify(call("c"))}`;
  expect(await ingestText(sql, text)).toMatchObject({
    read: 4,
    accepted: 2,
    rejected: 2,
    rejections: [
      { line: 2, reason: "invalid_json" },
      { line: 3, reason: "invalid_tokens" },
    ],
  });
  expect(await sql`select line::integer as line, reason from rejected_record order by line`).toEqual([
    { line: 2, reason: "invalid_json" },
    { line: 3, reason: "invalid_tokens" },
  ]);
});
