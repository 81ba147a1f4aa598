import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { metrics, type QueryInput, runQuery } from "./index";
import { SCENARIO_NOW, threeDays } from "./testing-scenario";

const { sql } = openTestDatabase({ max: 2 });
const ask = (input: QueryInput) => runQuery(sql, { from: "2026-10-01", to: "2026-10-04", ...input }, { now: SCENARIO_NOW });
const figures = async (metric: string, input: Partial<QueryInput> = {}) => (await ask({ metric, ...input })).data[0] ?? {};

beforeAll(async () => {
  await threeDays(sql);
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
    const together: Record<string, string | null> = {};
    for (let i = 0; i < all.length; i += 20) Object.assign(together, await figures(all.slice(i, i + 20).join(",")));
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
    expect(meta).toMatchObject({
      answeredFrom: "rollup_day_model",
      pricedShare: "0.990476190476",
      unpriced: { requests: "1", models: "1" },
      zone: "Europe/Berlin",
      next: null,
    });
  });
  test("a call without a feature and provider counts belong to null", async () => {
    expect((await ask({ metric: "requests", by: "feature" })).data).toEqual([
      { feature: null, requests: "101" },
      { feature: "chat", requests: "2" },
      { feature: "search", requests: "2" },
    ]);
  });
  test("00:30 in Berlin belongs to October 2, although it is October 1 in UTC", async () => {
    expect((await ask({ metric: "requests", by: "day,feature", where: ["feature=search"] })).data).toEqual([
      { day: "2026-10-02", feature: "search", requests: "2" },
    ]);
  });
  test("sessions have rows where calls have none, and the other way round", async () => {
    expect((await ask({ metric: "cost,sessions", by: "day", order: "time" })).data).toEqual([
      { day: "2026-10-01", cost: "2", sessions: "1" },
      { day: "2026-10-02", cost: "5.52", sessions: "1" },
      { day: "2026-10-03", cost: "0", sessions: "1" },
    ]);
  });
  test("statuses and sources come back by name", async () => {
    expect((await ask({ metric: "attempts", by: "status" })).data.map((row) => row.status)).toEqual(["success", "failure", "blocked"]);
    expect((await ask({ metric: "cost", by: "source" })).data).toEqual([
      { source: "openai", cost: "5" },
      { source: "gateway", cost: "2.52" },
    ]);
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
      { day: "2026-10-02", project: "p2", billed_cost: "5.75" },
      { day: "2026-10-01", project: "p1", billed_cost: "3.25" },
    ]);
  });
});

describe("unknown and zero", () => {
  test("days before the first fact and after the newest are unknown, a day between without rows is zero", async () => {
    const { data } = await ask({
      metric: "cost,requests",
      by: "day",
      order: "time",
      from: "2026-09-30",
      to: "2026-10-05",
      where: ["feature=chat"],
    });
    expect(data).toEqual([
      { day: "2026-09-30", cost: null, requests: null },
      { day: "2026-10-01", cost: "2", requests: "2" },
      { day: "2026-10-02", cost: "0", requests: "0" },
      { day: "2026-10-03", cost: null, requests: null },
    ]);
  });
  test("data reaches to the earliest of the answering sources' newest facts", async () => {
    expect((await ask({ metric: "cost" })).meta.dataThrough).toBe("2026-10-03T00:00:00.000Z");
    expect((await ask({ metric: "cost", where: ["source=gateway"] })).meta).toMatchObject({
      dataThrough: "2026-10-03T09:00:00.000Z",
      sources: ["gateway"],
    });
  });
  test("calls without a price are unknown, not free", async () => {
    expect(await figures("cost,requests,cost_per_1k_requests", { where: ["model=mystery"] })).toEqual({
      cost: null,
      requests: "1",
      cost_per_1k_requests: null,
    });
  });
  test("a source that has no facts, or doesn't exist, is unknown", async () => {
    expect(await figures("cost,requests,sessions", { where: ["source=nobody"] })).toEqual({ cost: null, requests: null, sessions: null });
  });
  test("without any rows ratios and percentiles are unknown and counts zero", async () => {
    expect(await figures("requests,error_rate,latency_p50,cost_per_session,users", { where: ["feature=nothing"] })).toEqual({
      requests: "0",
      error_rate: null,
      latency_p50: null,
      cost_per_session: null,
      users: "0",
    });
  });
});
