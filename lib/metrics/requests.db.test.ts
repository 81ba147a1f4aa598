import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { add } from "../money";
import { getRequest, listRequests, unexplained } from "./index";
import { testFacts } from "./testing";

const now = Date.parse("2026-10-03T10:00:00Z");
const { sql } = openTestDatabase({ max: 2 });
let first: string;
let second: string;

beforeAll(async () => {
  const facts = await testFacts(sql, "UTC");
  const source = await facts.source("gateway");
  const provider = await facts.source("openai", "provider");
  const [price] = await sql<{ id: number }[]>`
    insert into price (key, provider, model, tier, lines, valid_from, source, checked_on)
    values ('k1', 'openai', 'gpt-4o', 'standard', ${sql.json([
      { unit: "input_uncached", threshold: 0, usdPerMillion: "2.5" },
      { unit: "input_uncached", threshold: 200_000, usdPerMillion: "5" },
      { unit: "cache_read", threshold: 0, usdPerMillion: "1.25" },
      { unit: "output", threshold: 0, usdPerMillion: "10" },
    ])}, '2026-01-01', 'list price', '2026-09-01') returning id`;
  const [run] = await sql<
    { id: number }[]
  >`insert into ingest_run (source, file, origin, state) values ('gateway', 'october.jsonl', 'file', 'done') returning id`;
  const [tag] = await sql<{ id: number }[]>`insert into dimension_value (dimension, value) values ('tag', 'release:7') returning id`;
  const [list] = await sql<
    { id: number }[]
  >`insert into dimension_value (dimension, value) values ('tags', ${String(tag?.id)}) returning id`;
  const call = { source, provider: "openai", feature: "chat", trace: "trace-1" };
  first = await facts.attempt({
    ...call,
    at: "2026-10-01T08:00:00Z",
    status: 1,
    final: false,
    cost: "0",
    priced: 2,
    model: "gpt-4o",
    error_class: "RateLimit",
  });
  second = await facts.attempt({
    ...call,
    at: "2026-10-01T08:00:02Z",
    attempt_no: 2,
    call: first,
    model: "gpt-4o",
    model_name: "gpt-4o-2026",
    requested_model: "gpt-4o",
    team: "t1",
    user_id: "u1",
    input_uncached: 1000,
    cache_read: 400,
    output: 100,
    cost: "0.004",
    cost_input_uncached: "0.0025",
    cost_cache_read: "0.0005",
    cost_output: "0.001",
    reported_cost: "0.0041",
    price: price?.id,
    run: run?.id,
    session_key: 9,
    duration_ms: 812,
    ttft_ms: 90,
    tags: list?.id,
    extra: { units: { web_search: "1" } },
  });
  await sql`update attempt set call = ${first} where id = ${first}`;
  for (let i = 0; i < 25; i += 1) {
    // Five calls share each instant: the id decides between them.
    await facts.attempt({
      source,
      at: `2026-10-02T00:00:0${Math.floor(i / 5)}Z`,
      feature: "batch",
      model: "mystery",
      input_uncached: 1,
      output: 1,
    });
  }
  await facts.bucket({ day: "2026-10-02", source: provider, provider: "openai", requests: 10, cost: "1.5" });
  await facts.settle();
});

describe("the calls behind a figure", () => {
  test("27 calls come newest first, in pages of 4, each once", async () => {
    const seen: string[] = [];
    const times: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRequests(sql, { limit: 4, cursor }, { now });
      seen.push(...page.data.map((row) => row.id));
      times.push(...page.data.map((row) => row.time));
      cursor = page.meta.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
    expect(times).toEqual([...times].sort().reverse());
  });
  test("unpriced, failed and filtered lists hold only those; provider counts are named beside the list", async () => {
    expect((await listRequests(sql, { only: "unpriced" }, { now })).data).toHaveLength(25);
    const failed = await listRequests(sql, { only: "failed", where: "feature=chat" }, { now });
    expect(failed.data.map((row) => [row.id, row.status, row.final])).toEqual([[first, "failure", false]]);
    expect((await listRequests(sql, {}, { now })).meta.providerCounts).toEqual({ requests: "10", cost: "1.5" });
    expect((await listRequests(sql, { where: "feature=chat" }, { now })).meta.providerCounts).toBeNull();
  });
  test("a broken cursor and an unknown list are refused in a sentence", async () => {
    await expect(listRequests(sql, { cursor: "zzz" }, { now })).rejects.toMatchObject({ code: "invalid" });
    await expect(listRequests(sql, { only: "weird" as "failed" }, { now })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/unpriced/),
    });
  });
});

describe("one request", () => {
  test("shows its price, and lines that add up to its cost to the last digit", async () => {
    const request = await getRequest(sql, second);
    expect(request.lines).toEqual([
      { class: "input_uncached", tokens: "1000", usdPerMillion: "2.5", cost: "0.0025" },
      { class: "cache_read", tokens: "400", usdPerMillion: "1.25", cost: "0.0005" },
      { class: "output", tokens: "100", usdPerMillion: "10", cost: "0.001" },
    ]);
    expect(add(...request.lines.map((line) => line.cost ?? "0"))).toBe(request.cost);
    expect(unexplained(request)).toBe("0");
    expect(request).toMatchObject({
      cost: "0.004",
      reportedCost: "0.0041",
      reportedDifference: "-0.0001",
      inputTokens: "1400",
      model: "gpt-4o",
      modelName: "gpt-4o-2026",
      price: { source: "list price", checkedOn: "2026-09-01", validFrom: "2026-01-01T00:00:00.000Z", validTo: null },
      run: { file: "october.jsonl", origin: "file" },
      session: "session-9",
      tags: ["release:7"],
      units: { web_search: "1" },
      durationMs: "812",
      ttftMs: "90",
    });
  });
  test("names every attempt of its call, from either end", async () => {
    const ids = [first, second];
    expect((await getRequest(sql, second)).call.map((row) => row.id)).toEqual(ids);
    expect((await getRequest(sql, first)).call.map((row) => row.id)).toEqual(ids);
    expect((await getRequest(sql, first)).errorClass).toBe("RateLimit");
  });
  test("one that isn't there is not found", async () => {
    await expect(getRequest(sql, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({ code: "not_found" });
    await expect(getRequest(sql, "nonsense")).rejects.toMatchObject({ code: "not_found" });
  });
});
