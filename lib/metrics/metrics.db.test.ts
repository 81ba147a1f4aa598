import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { metrics, type QueryInput, runQuery, toCsv } from "./index";
import { testFacts } from "./testing";

const now = Date.parse("2026-10-03T10:00:00Z");
let database: TestDatabase;
let sql: Sql;
const ask = (input: QueryInput) => runQuery(sql, { from: "2026-10-01", to: "2026-10-04", ...input }, { now });
const figures = async (metric: string, input: Partial<QueryInput> = {}) => (await ask({ metric, ...input })).data[0] ?? {};

/** Three days of one gateway and one provider's daily counts, small enough to add up by hand; the zone is Berlin (UTC+2). */
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url, { max: 2 });
  const facts = await testFacts(sql, "Europe/Berlin");
  const gateway = await facts.source("gateway");
  const provider = await facts.source("openai", "provider");
  const openai = { source: gateway, provider: "openai", team: "t1" };
  await facts.attempt({ ...openai, at: "2026-10-01T08:00:00Z", feature: "chat", model: "gpt-4o", user_id: "u1", customer: "c1", session_key: 1, cost: "1.5", input_uncached: 100, cache_read: 50, cache_write_5m: 4, cache_write_1h: 6, output: 10, duration_ms: 100, ttft_ms: 20 });
  await facts.attempt({ ...openai, at: "2026-10-01T09:00:00Z", feature: "chat", model: "gpt-4o-mini", user_id: "u2", session_key: 1, cost: "0.5", input_uncached: 200, output: 20, duration_ms: 200 });
  // 00:30 on October 2 in Berlin.
  await facts.attempt({ ...openai, at: "2026-10-01T22:30:00Z", feature: "search", model: "mystery", user_id: "u1", session_key: 2, input_uncached: 300, output: 30, duration_ms: 300 });
  await facts.attempt({ ...openai, at: "2026-10-02T10:00:00Z", feature: "search", model: "gpt-4o", status: 1, final: false, cost: "0.1", input_uncached: 40, output: 0, duration_ms: 9000 });
  await facts.attempt({ ...openai, at: "2026-10-02T10:00:05Z", feature: "search", model: "gpt-4o", attempt_no: 2, cost: "0.4", input_uncached: 400, output: 40, duration_ms: 400 });
  await facts.attempt({ ...openai, at: "2026-10-02T11:00:00Z", feature: "search", model: "gpt-4o", status: 2, priced: 2 });
  await facts.attempt({ ...openai, at: "2026-10-02T12:00:00Z", feature: "search", model: "gpt-4o-mini", kind: 9, cost: "0.02" });
  await facts.attempt({ ...openai, at: "2026-10-03T09:00:00Z", model: "gpt-4o", gateway_cache: 1, user_id: "u3", session_key: 3, cost: "0", input_uncached: 0, output: 0, duration_ms: 1 });
  await facts.attempt({ ...openai, at: "2026-10-03T09:30:00Z", feature: "chat", model: "gpt-4o", counted: false, cost: "77" });
  await facts.bucket({ day: "2026-10-02", source: provider, provider: "openai", model: "gpt-4o", project: "p1", requests: 100, input_uncached: 1000, output: 500, cost: "5" });
  await facts.bucket({ day: "2026-10-01", source: provider, provider: "openai", model: "gpt-4o", project: "p1", requests: 7, cost: "0.7", counted: false, uncounted: "overlap" });
  await facts.bill({ day: "2026-10-01", source: provider, provider: "openai", project: "p1", cost: "3.25" });
  await facts.bill({ day: "2026-10-02", source: provider, provider: "openai", project: "p2", cost: "5.75" });
  await facts.bill({ day: "2026-10-02", source: provider, provider: "openai", project: "p2", cost: "99", counted: false });
  await facts.settle();
});
afterAll(async () => {
  await sql?.end();
  await database?.close();
});

describe("each metric over three days, by hand", () => {
  test.each([
    ["cost", "7.52"],
    ["billed_cost", "9"],
    ["requests", "105"],
    ["attempts", "106"],
    ["blocked", "1"],
    ["cost_per_1k_requests", "72.307692307692"],
    ["overhead_cost", "0.02"],
    ["error_cost", "0.1"],
    ["priced_share", "0.990476190476"],
    ["token_priced_share", "0.877777777778"],
    ["session_share", "0.038095238095"],
    ["cache_hit_rate", "0.009523809524"],
    ["error_rate", "0.009433962264"],
    ["retry_rate", "0.009523809524"],
    ["input_tokens", "2100"],
    ["cache_read_tokens", "50"],
    ["cache_write_tokens", "10"],
    ["output_tokens", "600"],
    ["tokens_per_request", "25.714285714286"],
    ["sessions", "3"],
    ["cost_per_session", "1"],
    ["users", "3"],
    ["cost_per_user", "0.666666666667"],
    ["customers", "1"],
    ["cost_per_customer", "1.5"],
  ])("%s is %s", async (metric, value) => expect(await figures(metric)).toEqual({ [metric]: value }));

  test("half of the four answered calls took 200 ms or less, within 3 %; hits, failures and blocked calls don't count", async () => {
    const { latency_p50, latency_p99, ttft_p95 } = await figures("latency_p50,latency_p99,ttft_p95");
    expect(Math.abs(Number(latency_p50) / 200 - 1)).toBeLessThan(0.03);
    expect(Math.abs(Number(latency_p99) / 400 - 1)).toBeLessThan(0.03);
    expect(Math.abs(Number(ttft_p95) / 20 - 1)).toBeLessThan(0.03);
  });
  test("of the two priced sessions the cheaper cost nothing and the other $2, within 3 %", async () => {
    const { cost_per_session_p50, cost_per_session_p95 } = await figures("cost_per_session_p50,cost_per_session_p95");
    expect(cost_per_session_p50).toBe("0");
    expect(Math.abs(Number(cost_per_session_p95) / 2 - 1)).toBeLessThan(0.03);
  });
  test("all metrics at once give the same numbers as one by one", async () => {
    const all = metrics.map((metric) => metric.id);
    const [first, second] = [all.slice(0, 20), all.slice(20)];
    const together = { ...(await figures(first.join(","))), ...(await figures(second.join(","))) };
    for (const id of all) expect(await figures(id)).toEqual({ [id]: together[id] });
  });
});

describe("splits", () => {
  test("by model, most expensive first, unknown cost last", async () => {
    const { data, meta } = await ask({ metric: "cost,requests", by: "model" });
    expect(data).toEqual([
      { model: "gpt-4o", cost: "7", requests: "103" },
      { model: "gpt-4o-mini", cost: "0.52", requests: "1" },
      { model: "mystery", cost: null, requests: "1" },
    ]);
    expect(meta).toMatchObject({ answeredFrom: "rollup_day_model", pricedShare: "0.990476190476", unpriced: { requests: "1", models: "1" }, zone: "Europe/Berlin", next: null });
  });
  test("a call without a feature and provider counts belong to null", async () => {
    expect((await ask({ metric: "requests", by: "feature" })).data).toEqual([
      { feature: null, requests: "101" }, { feature: "chat", requests: "2" }, { feature: "search", requests: "2" },
    ]);
  });
  test("00:30 in Berlin belongs to October 2, although it is October 1 in UTC", async () => {
    expect((await ask({ metric: "requests", by: "day,feature", where: ["feature=search"] })).data).toEqual([{ day: "2026-10-02", feature: "search", requests: "2" }]);
  });
  test("sessions have rows where calls have none, and the other way round", async () => {
    expect((await ask({ metric: "cost,sessions", by: "day", order: "time" })).data).toEqual([
      { day: "2026-10-01", cost: "2", sessions: "1" }, { day: "2026-10-02", cost: "5.52", sessions: "1" }, { day: "2026-10-03", cost: "0", sessions: "1" },
    ]);
  });
  test("statuses and sources come back by name", async () => {
    expect((await ask({ metric: "attempts", by: "status" })).data.map((row) => row.status)).toEqual(["success", "failure", "blocked"]);
    expect((await ask({ metric: "cost", by: "source" })).data).toEqual([{ source: "openai", cost: "5" }, { source: "gateway", cost: "2.52" }]);
  });
  test("week 40 and October", async () => {
    expect((await ask({ metric: "cost", by: "week" })).data).toEqual([{ week: "2026-W40", cost: "7.52" }]);
    expect((await ask({ metric: "latency_p50,cost", by: "month" })).data[0]).toMatchObject({ month: "2026-10", cost: "7.52" });
  });
  test("users are counted once over three days, and once for each day", async () => {
    const days = (await ask({ metric: "users", by: "day", order: "time" })).data.map((row) => row.users);
    expect(days).toEqual(["2", "1", "1"]);
    expect(await figures("users", { where: ["feature=chat"] })).toEqual({ users: "2" });
    expect((await ask({ metric: "users", by: "user" })).data).toHaveLength(3);
  });
  test("latency by feature comes from the day's counts, by provider from calls, with the same result", async () => {
    const byFeature = await figures("latency_p95", { where: ["feature=chat"] });
    const fromCalls = await figures("latency_p95", { where: ["feature=chat", "provider=openai"] });
    expect(fromCalls).toEqual(byFeature);
  });
  test("billed cost by project; a UTC day is the reporting date of the same name", async () => {
    expect((await ask({ metric: "billed_cost", by: "day,project" })).data).toEqual([
      { day: "2026-10-02", project: "p2", billed_cost: "5.75" }, { day: "2026-10-01", project: "p1", billed_cost: "3.25" },
    ]);
  });
});

describe("unknown and zero", () => {
  test("days before the first fact and after the newest are unknown, a day between without rows is zero", async () => {
    const { data } = await ask({ metric: "cost,requests", by: "day", order: "time", from: "2026-09-30", to: "2026-10-05", where: ["feature=chat"] });
    expect(data).toEqual([
      { day: "2026-09-30", cost: null, requests: null },
      { day: "2026-10-01", cost: "2", requests: "2" },
      { day: "2026-10-02", cost: "0", requests: "0" },
      { day: "2026-10-03", cost: null, requests: null },
    ]);
  });
  test("data reaches to the earliest of the answering sources' newest facts", async () => {
    expect((await ask({ metric: "cost" })).meta.dataThrough).toBe("2026-10-03T00:00:00.000Z");
    expect((await ask({ metric: "cost", where: ["source=gateway"] })).meta).toMatchObject({ dataThrough: "2026-10-03T09:00:00.000Z", sources: ["gateway"] });
  });
  test("calls without a price are unknown, not free", async () => {
    expect(await figures("cost,requests,cost_per_1k_requests", { where: ["model=mystery"] })).toEqual({ cost: null, requests: "1", cost_per_1k_requests: null });
  });
  test("a source that has no facts, or doesn't exist, is unknown", async () => {
    expect(await figures("cost,requests,sessions", { where: ["source=nobody"] })).toEqual({ cost: null, requests: null, sessions: null });
  });
  test("without any rows ratios and percentiles are unknown and counts zero", async () => {
    expect(await figures("requests,error_rate,latency_p50,cost_per_session,users", { where: ["feature=nothing"] })).toEqual({
      requests: "0", error_rate: null, latency_p50: null, cost_per_session: null, users: "0",
    });
  });
});

describe("hours and cut ranges", () => {
  test("by hour: keys carry the offset, day-wide provider counts are left out and named", async () => {
    const { data, meta } = await ask({ metric: "cost", by: "hour", order: "time", to: "2026-10-03" });
    expect(data).toHaveLength(48);
    expect(data[10]).toEqual({ hour: "2026-10-01T10:00:00+02:00", cost: "1.5" });
    expect(meta.coarser).toEqual({ requests: "100", cost: "5" });
    expect(meta.answeredFrom).toBe("rollup_hour_feature");
  });
  test("a range that starts at noon takes whole days from rollups and the rest from facts", async () => {
    const { data, meta } = await ask({ metric: "cost,requests", from: "2026-10-01T10:30:00+02:00", to: "2026-10-02T12:00:02+02:00" });
    expect(data).toEqual([{ cost: "0.6", requests: "2" }]);
    expect(meta).toMatchObject({ range: { from: "2026-10-01T10:30:00+02:00", to: "2026-10-02T12:00:02+02:00" }, coarser: { requests: "100", cost: "5" } });
    const longer = await ask({ metric: "cost", from: "2026-10-01T10:30:00+02:00", to: "2026-10-03T12:00:00+02:00" });
    expect(longer.data).toEqual([{ cost: "6.02" }]);
    expect(longer.meta).toMatchObject({ answeredFrom: "rollup_day_core+facts", coarser: null });
  });
  test("October 2 as the end is exclusive", async () => expect(await figures("cost", { to: "2026-10-02" })).toEqual({ cost: "2" }));
  test("today is partial, and so is the cut week", async () => {
    expect((await ask({ metric: "cost", by: "day" })).meta.partial).toEqual(["2026-10-03"]);
    expect((await ask({ metric: "cost", by: "week" })).meta.partial).toEqual(["2026-W40"]);
  });
  test("overlap that nobody settled is named with its amount", async () => {
    expect((await ask({ metric: "cost" })).meta.overlap).toEqual({ requests: "7", cost: "0.7", days: "1", providers: ["openai"] });
    expect((await ask({ metric: "cost", where: ["feature=chat"] })).meta.overlap).toBeNull();
  });
});

describe("laws", () => {
  const additive = "cost,requests,attempts,input_tokens,output_tokens,blocked,error_cost,overhead_cost";
  const sum = (rows: Record<string, string | null>[], id: string) => Math.round(rows.reduce((total, row) => total + Number(row[id] ?? 0), 0) * 1e9) / 1e9;
  test.each(["provider", "model", "requested_model", "team", "project", "feature", "environment", "api_key", "user", "customer", "tier", "status", "source", "kind"])(
    "the parts by %s add up to the total",
    async (dimension) => {
      const [total, parts] = [await figures(additive), (await ask({ metric: additive, by: dimension })).data];
      for (const id of additive.split(",")) expect(sum(parts, id)).toBe(Number(total[id]));
    },
  );
  test("hours of a day add up to the day, where no day-wide counts are", async () => {
    const range = { from: "2026-10-01", to: "2026-10-02" };
    const [hours, day] = [await ask({ metric: additive, by: "hour", ...range }), await figures(additive, range)];
    for (const id of additive.split(",")) expect(sum(hours.data, id)).toBe(Number(day[id]));
  });
  test("facts give what rollups give: a question that no rollup holds, over one that a rollup does", async () => {
    const fromFacts = await ask({ metric: additive, by: "feature", where: ["provider=openai", "environment="] });
    expect(fromFacts.meta.answeredFrom).toBe("facts");
    expect(fromFacts.data).toEqual((await ask({ metric: additive, by: "feature" })).data);
  });
});

describe("charts, pages, CSV", () => {
  test("the largest feature over every day, and everything else exactly", async () => {
    const { data, rest, meta } = await ask({ metric: "cost,users", by: "day,feature", top: 1, order: "time" });
    expect(data).toEqual([
      { day: "2026-10-01", feature: null, cost: "0", users: "0" },
      { day: "2026-10-02", feature: null, cost: "5", users: "0" },
      { day: "2026-10-03", feature: null, cost: "0", users: "1" },
    ]);
    expect(rest?.map((row) => row.cost)).toEqual(["2", "0.52", null]);
    expect(rest?.map((row) => row.users)).toEqual(["2", "1", null]);
    expect(meta.other).toBe(true);
  });
  test("pages of one row give every row once; a cursor of another question is refused", async () => {
    const seen: (string | null | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ metric: "cost", by: "model", limit: 1, cursor });
      seen.push(page.data[0]?.model);
      cursor = page.meta.next ?? undefined;
      if (cursor) await expect(ask({ metric: "requests", by: "model", cursor })).rejects.toMatchObject({ code: "invalid" });
    } while (cursor);
    expect(seen).toEqual(["gpt-4o", "gpt-4o-mini", "mystery"]);
  });
  test("CSV has the same numbers and an empty cell for the unknown", async () => {
    expect(toCsv(await ask({ metric: "cost,requests", by: "model" }))).toBe("model,cost,requests\r\ngpt-4o,7,103\r\ngpt-4o-mini,0.52,1\r\nmystery,,1\r\n");
  });
  test("without ends: 30 days up to today", async () => {
    const { meta, data } = await runQuery(sql, { metric: "cost", by: "day" }, { now });
    expect(meta.range).toEqual({ from: "2026-09-04", to: "2026-10-04" });
    expect(data).toHaveLength(30);
  });
});

describe("what can't be asked says why", () => {
  test.each([
    [{ metric: "costs" }, /no metric "costs".*cost_per_1k_requests/],
    [{ metric: "" }, /at least one metric/],
    [{ metric: "cost", by: "colour" }, /no dimension "colour".*feature.*month/],
    [{ metric: "cost", by: "day,hour" }, /not by several/],
    [{ metric: "cost", where: ["colour=red"] }, /no dimension "colour"/],
    [{ metric: "cost", where: ["feature"] }, /dimension=value/],
    [{ metric: "cost", where: ["status=maybe"] }, /success, failure, blocked/],
    [{ metric: "cost", from: "01.10.2026" }, /neither a date/],
    [{ metric: "cost", from: "2026-10-05" }, /must be before/],
    [{ metric: "cost_per_session", by: "model" }, /its first request.*team/],
    [{ metric: "billed_cost", by: "feature" }, /provider, project/],
    [{ metric: "billed_cost", by: "hour" }, /by the day only/],
    [{ metric: "billed_cost", from: "2026-10-01T10:00:00Z" }, /as dates/],
    [{ metric: "cost", by: "feature,model", top: 3 }, /exactly one dimension/],
    [{ metric: "cost", limit: 5000 }, /at most 1000/],
  ] as const)("%j", async (input, message) => {
    await expect(ask(input)).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(message) });
  });
});
