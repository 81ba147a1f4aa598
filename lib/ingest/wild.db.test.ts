import { afterEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { verify } from "../rollups";
import { call, failedCall, ingestText, lines, truncateFacts } from "./testing";
import { undoSource } from "./undo";

const { sql } = openTestDatabase();

afterEach(async () => {
  expect(await verify(sql, "UTC")).toEqual([]);
  await truncateFacts(sql);
});

const DAY = 1_790_035_200;
const page = (...results: unknown[]) => ({
  object: "page",
  data: [{ object: "bucket", start_time: DAY, end_time: DAY + 86_400, results }],
  has_more: false,
  next_page: null,
});
const counted = (requests: number, over: Record<string, unknown> = {}) => ({
  object: "organization.usage.completions.result",
  input_tokens: requests * 1_000,
  output_tokens: requests * 100,
  num_model_requests: requests,
  model: "gpt-4o-2024-08-06",
  ...over,
});
const countedRequests = async () =>
  (await sql<{ n: number }[]>`select coalesce(sum(requests), 0)::integer as n from rollup_day_core`)[0]?.n;

describe("records that no column has room for", () => {
  test("17 of them do not stop the three good ones around them", async () => {
    const odd = [
      call("n1", { end_user: "a\u0000b" }),
      call("n2", { end_user: "\u0000" }),
      call("n3", { model: "\ud800x" }),
      call("n4", { request_tags: ["\u0000"] }, { spend_logs_metadata: null }),
      call("n5", {}, { attempted_retries: 100_000 }),
      call("n6", { response_cost: 1e30 }),
      call("n7", { endTime: null, request_duration_ms: 1e300 }),
      call("n8", { id: "i".repeat(9_000) }),
      call("n9", { end_user: Array.from({ length: 900 }, (_, i) => `${i}-漢`).join("") }),
      call("n10", { session_id: "s".repeat(20_000) }),
      call("n11", { trace_id: "t\u0000" }),
      call("n12", {}, { user_api_key_team_alias: "\u0000x" }),
      call("n13", { error_information: { error_class: "\u0000" }, status: "failure" }),
      call("n14", { api_base: "h\u0000" }),
      call("n15", { prompt_tokens: 3e9 }),
      call("n16\u0000"),
      call("n17", { litellm_call_id: "\u0000c" }),
    ];
    const report = await ingestText(sql, lines([call("a"), ...odd.slice(0, 9), call("b"), ...odd.slice(9), call("c")]));
    expect(report).toMatchObject({
      read: 20,
      accepted: 18,
      rejected: 2,
      rejections: [{ reason: "invalid_amount" }, { reason: "invalid_tokens" }],
    });
  });
});

test("a text that spells out \\u0000 is kept through a revision", async () => {
  await ingestText(sql, lines([call("a", { end_user: '{"x":"\\u0000"}' })]));
  expect(await ingestText(sql, lines([call("a", { end_user: '{"x":"\\u0000"}', session_id: "s" })]))).toMatchObject({ revised: 1 });
  expect(await sql`select d.value from attempt a join dimension_value d on d.id = a.customer`).toEqual([{ value: '{"x":"\\u0000"}' }]);
});

describe("one input that tells a record twice", () => {
  test.each([
    [5, 9],
    [9, 5],
  ])("a day pulled again within one file counts as the later pull says: %i, then %i", async (first, second) => {
    const text = `${JSON.stringify(page(counted(first)))}\n${JSON.stringify(page(counted(second)))}`;
    expect(await ingestText(sql, text)).toMatchObject({ read: 2, accepted: 1, revised: 1, cost: String((second * 3_500) / 1e6) });
    expect(await countedRequests()).toBe(second);
  });

  test.each([
    ["x", "y"],
    ["y", "x"],
  ])("a call told twice takes the later line's customer: %s, then %s", async (first, second) => {
    await ingestText(sql, lines([call("a", { end_user: first }), call("b"), call("c"), call("a", { end_user: second })]), {
      batchRecords: 2,
    });
    expect(await sql`select d.value from attempt a join dimension_value d on d.id = a.customer`).toEqual([{ value: second }]);
  });
});

describe("hours that name no user", () => {
  const hours = (...named: [number, Record<string, unknown>][]) => ({
    object: "page",
    has_more: false,
    data: named.map(([hour, over]) => ({
      object: "bucket",
      start_time: DAY + hour * 3_600,
      end_time: DAY + (hour + 1) * 3_600,
      results: [counted(100, over)],
    })),
  });

  test("count beside those that do, in one pull grouped by model and user: 100 + 2 of 102 requests", async () => {
    const pull = hours([0, { user_id: "u1" }], [1, { num_model_requests: 2 }]);
    expect(await ingestText(sql, JSON.stringify(pull))).toMatchObject({ accepted: 2, ignored: 0 });
    expect(await countedRequests()).toBe(102);
  });

  test("but a pull by model alone of the same hours is the same traffic: 200 requests once", async () => {
    await ingestText(sql, JSON.stringify(hours([0, { user_id: "u1" }], [1, { user_id: "u2" }])));
    await ingestText(sql, JSON.stringify(hours([0, {}], [1, {}])));
    expect(await countedRequests()).toBe(200);
  });
});

describe("undo of a source with a run that never ended", () => {
  const leave = (age: string) =>
    sql`insert into ingest_run (source, file, origin, state, updated_at) values ('litellm', 'killed.jsonl', 'file', 'running', now() - ${age}::interval)`;

  test("one that was heard of 2 minutes ago refuses it whole; one of 20 minutes ago does not", async () => {
    await ingestText(sql, lines([call("a")]));
    await leave("2 minutes");
    await expect(undoSource(sql, "litellm", "test")).rejects.toThrow(/killed.jsonl is still being read/);
    expect(await countedRequests()).toBe(1);
    await sql`update ingest_run set updated_at = now() - interval '20 minutes' where state = 'running'`;
    await undoSource(sql, "litellm", "test");
    expect(await sql`select id from source`).toEqual([]);
  });
});

test("a loop that fails 33,000 times in one trace is one request of 33,001 attempts", async () => {
  const start = 1_790_000_000;
  // What a planner knows of a table that was emptied is that it holds nothing.
  await sql`analyze`;
  const failed = Array.from({ length: 33_000 }, (_, i) => failedCall(`f${i}`, { trace_id: "t", startTime: start + i, endTime: start + i }));
  await ingestText(sql, lines([...failed, call("ok", { trace_id: "t", startTime: start + 40_000 })]));
  expect(await sql`select sum(requests)::integer as requests, sum(attempts)::integer as attempts from rollup_day_core`).toEqual([
    { requests: 1, attempts: 33_001 },
  ]);
}, 60_000);

describe("what is not taken leaves nothing", () => {
  test("a dry run makes no source and renames no team", async () => {
    await ingestText(sql, lines([call("a", {}, { user_api_key_team_alias: "Search" })]));
    await ingestText(sql, lines([call("b", {}, { user_api_key_team_alias: "Renamed" })]), { dryRun: true, source: "trial" });
    expect(await sql`select id from source`).toEqual([{ id: "litellm" }]);
    expect(await sql`select label from dimension_value where dimension = 'team' and value = 'team-1'`).toEqual([{ label: "Search" }]);
  });

  test("a refused copy under a new name leaves no empty source", async () => {
    const text = lines([call("a"), call("b")]);
    await ingestText(sql, text, { source: "prod" });
    await expect(ingestText(sql, text, { source: "copy" })).rejects.toThrow(/already in source "prod"/);
    expect(await sql`select id from source`).toEqual([{ id: "prod" }]);
  });
});
