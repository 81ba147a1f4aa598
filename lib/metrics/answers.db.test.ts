import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { type QueryInput, runQuery, toCsv } from "./index";
import { SCENARIO_NOW, threeDays } from "./testing-scenario";

const { sql } = openTestDatabase({ max: 2 });
const ask = (input: QueryInput) => runQuery(sql, { from: "2026-10-01", to: "2026-10-04", ...input }, { now: SCENARIO_NOW });
const figures = async (metric: string, input: Partial<QueryInput> = {}) => (await ask({ metric, ...input })).data[0] ?? {};

beforeAll(async () => {
  await threeDays(sql);
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
    expect(meta).toMatchObject({
      range: { from: "2026-10-01T10:30:00+02:00", to: "2026-10-02T12:00:02+02:00" },
      coarser: { requests: "100", cost: "5" },
    });
    const longer = await ask({ metric: "cost", from: "2026-10-01T10:30:00+02:00", to: "2026-10-03T12:00:00+02:00" });
    expect(longer.data).toEqual([{ cost: "6.02" }]);
    expect(longer.meta).toMatchObject({ answeredFrom: "rollup_day_core+rollup_hour_feature+facts", coarser: null });
  });
  test("a range cut by half an hour: latency and cost from rollups and facts are those of facts alone", async () => {
    const cut = { from: "2026-10-01T10:30:00+02:00", to: "2026-10-03T12:00:00+02:00" };
    const metric = "latency_p50,latency_p95,ttft_p95,cost,requests";
    const all = { where: ["status=success", "status=failure", "status=blocked", "environment=", "environment=prod"] };
    const fromFacts = await ask({ metric, ...cut, ...all });
    expect(fromFacts.meta.answeredFrom).toBe("facts");
    expect(fromFacts.data[0]?.latency_p50).not.toBeNull();
    expect((await ask({ metric, ...cut })).data).toEqual(fromFacts.data);
  });
  test.each([
    ["2026-10-01T04:00:00+02:00", "2026-10-03T22:00:00+02:00"],
    ["2026-10-01T14:00:00+02:00", "2026-10-03T06:00:00+02:00"],
    ["2026-10-01T00:30:00+02:00", "2026-10-03T11:30:00+02:00"],
  ])("%s to %s by customer, user and key: days of rollups less the hours beyond are what facts give", async (from, to) => {
    const everyKind = { where: ["status=success", "status=failure", "status=blocked"] };
    const latency = { metric: "latency_p50,latency_p99,ttft_p95", from, to };
    expect((await ask({ ...latency, by: "feature" })).data).toEqual((await ask({ ...latency, ...everyKind, by: "feature" })).data);
    for (const by of ["customer", "user", "api_key", "day", "feature"]) {
      const question = { metric: "requests,cost,users,customers,input_tokens,cost_per_1k_requests", by, from, to };
      const { data, meta } = await ask(question);
      const fromFacts = await ask({ ...question, ...everyKind });
      expect(fromFacts.meta.answeredFrom).toContain("facts");
      expect(data).toEqual(fromFacts.data);
      expect(meta.coarser).toEqual(fromFacts.meta.coarser);
      expect(meta.pricedShare).toEqual(fromFacts.meta.pricedShare);
    }
  });
  test("users of each day, read at once from the day's users, are those of facts", async () => {
    const days = await ask({ metric: "users,cost_per_user", by: "day", order: "time" });
    const fromFacts = await ask({ metric: "users,cost_per_user", by: "day", order: "time", where: ["kind=chat"] });
    expect(days.data.some((row) => row.users != null && row.users !== "0")).toBe(true);
    expect(fromFacts.data.map((row) => row.users)).toEqual(days.data.map((row) => row.users));
  });
  test("sessions of a cut range: the two that started after 10:30 on October 1", async () => {
    const cut = { from: "2026-10-01T10:30:00+02:00", to: "2026-10-04T00:00:00+02:00" };
    expect(await figures("sessions,cost_per_session,cost_per_session_p95", cut)).toEqual({
      sessions: "2",
      cost_per_session: "0",
      cost_per_session_p95: "0",
    });
    const hours = (await ask({ metric: "sessions", by: "hour", order: "time" })).data.filter(
      (row) => row.sessions !== "0" && row.sessions != null,
    );
    expect(hours.map((row) => row.hour)).toEqual(["2026-10-01T10:00:00+02:00", "2026-10-02T00:00:00+02:00", "2026-10-03T11:00:00+02:00"]);
  });
  test.each([
    ["2026-10-01T04:00:00+02:00", "2026-10-03T22:00:00+02:00"],
    ["2026-10-01T14:00:00+02:00", "2026-10-03T06:00:00+02:00"],
    ["2026-10-01T00:30:00+02:00", "2026-10-04T00:00:00+02:00"],
    ["2026-10-01T00:00:00+02:00", "2026-10-03T11:30:00+02:00"],
  ])("%s to %s: sessions of whole days less those beyond are the sessions that started within", async (from, to) => {
    const metric = "sessions,priced_sessions,session_cost,cost_per_session,cost_per_session_p50,cost_per_session_p95";
    const oneByOne = { where: ["project="] };
    expect(await figures("sessions", oneByOne)).toEqual(await figures("sessions"));
    for (const by of [undefined, "day", "feature", "team"])
      expect((await ask({ metric, by, from, to })).data).toEqual((await ask({ metric, by, from, to, ...oneByOne })).data);
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
  const sum = (rows: Record<string, string | null>[], id: string) =>
    Math.round(rows.reduce((total, row) => total + Number(row[id] ?? 0), 0) * 1e9) / 1e9;
  test.each([
    "provider",
    "model",
    "requested_model",
    "team",
    "project",
    "feature",
    "environment",
    "api_key",
    "user",
    "customer",
    "tier",
    "status",
    "source",
    "kind",
  ])("the parts by %s add up to the total", async (dimension) => {
    const [total, parts] = [await figures(additive), (await ask({ metric: additive, by: dimension })).data];
    for (const id of additive.split(",")) expect(sum(parts, id)).toBe(Number(total[id]));
  });
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
    expect(toCsv(await ask({ metric: "cost,requests", by: "model" }))).toBe(
      "model,cost,requests\r\ngpt-4o,7,103\r\ngpt-4o-mini,0.52,1\r\nmystery,,1\r\n",
    );
  });
  test("without ends: 30 days up to today", async () => {
    const { meta, data } = await runQuery(sql, { metric: "cost", by: "day" }, { now: SCENARIO_NOW });
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
