import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { createBudget, newBudgetSchema } from "../budgets";
import {
  followBills,
  gpuSubjects,
  listGpuRates,
  listGpuRules,
  previewGpuRule,
  retireGpuRate,
  retireGpuRule,
  setGpuRate,
  setGpuRule,
} from "../gpu";
import { undoRun } from "../ingest";
import { ingestText, NOW } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { add } from "../money";
import { verify } from "../rollups";
import { createRule, newRuleSchema } from "../rules";
import { changeZone } from "../settings";
import { GPU_DIMENSIONS, SERVING_DIMENSIONS } from "./dimensions";
import { runQuery } from "./run";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url);
  for (const text of [gpus(), servers("2026-11-19", "meta-llama/Llama-3.1-8B-Instruct"), servers("2026-11-20", "acme/13b")])
    await ingestText(sql, text);
});
beforeEach(async () => {
  for (const { id } of await sql<{ id: number }[]>`select id from gpu_rule where retired_at is null`) await retireGpuRule(sql, id, "test");
  for (const { id } of await sql<{ id: number }[]>`select id from gpu_rate where retired_at is null`) await retireGpuRate(sql, id, "test");
});
afterAll(async () => {
  await sql?.end();
  await database?.close();
});

const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
const at = (day: string, minute: number) => Date.parse(`${day}T10:00:00Z`) + minute * 60_000;

/**
 * An hour at 10:00 UTC of two days (23 hours of gap between them): two cards of node-1 that serve a model and train, one of node-2 that is idle and free,
 * and one of two MIG instances on node-3.
 */
function gpus(): string {
  return ["2026-11-19", "2026-11-20"]
    .flatMap((day) =>
      Array.from({ length: 60 }, (_, n) => {
        const line = (uuid: string, host: string, value: number, more: object = {}) =>
          gpuLine(ENGINE, value, { at: at(day, n), uuid, host, ...more });
        const mig = (id: string, profile: string, value: number) =>
          line("GPU-mig", "node-3", value, { labels: { GPU_I_ID: id, GPU_I_PROFILE: profile } });
        return [
          line("GPU-serve", "node-1", 0.8, { pod: "llama-0" }),
          line("GPU-train", "node-1", 0.9, { pod: "train-1", labels: { namespace: "research" } }),
          line("GPU-idle", "node-2", 0.01, { pod: "" }),
          mig("1", "3g.20gb", 1),
          mig("2", "1g.5gb", 0),
        ].join("\n");
      }),
    )
    .join("\n");
}
function servers(day: string, model: string): string {
  return Array.from({ length: 11 }, (_, n) =>
    ["generation_tokens_total", "prompt_tokens_total"]
      .map((name) => `vllm:${name}{model_name="${model}",engine="0",namespace="ml",pod="llama-0"} ${n * 1000} ${at(day, n)}`)
      .join("\n"),
  ).join("\n");
}

const now = NOW.getTime();
const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const ask = async (metric: string, more: object = {}) => (await runQuery(sql, { metric, ...WEEK, ...more }, { now })).data;
const one = async (metric: string, more: object = {}) => (await ask(metric, more))[0]?.[metric];
const rule = (field: string, subject: string, sets: string, value: string | null, fromDay: string | null = null) =>
  setGpuRule(sql, { field, subject, sets, value, fromDay }, "test");
const rate = (field: string, subject: string, more: object) => setGpuRate(sql, { field, subject, ...more }, "test");
const state = async () =>
  JSON.stringify([await sql`select * from gpu_span order by 1, 2, 3, 4, 5`, await sql`select * from serving_span order by 1, 2, 3, 4`]);

describe("attribution by dated rules", () => {
  test("a GPU belongs to the model that its pod serves, under the name of its calls, from the day it does", async () => {
    expect(await ask("gpu_hours", { by: "model" })).toEqual([
      { model: null, gpu_hours: expect.stringMatching(/^5\.14/) },
      { model: "Llama-3.1-8B-Instruct", gpu_hours: "1" },
      { model: "acme/13b", gpu_hours: "1" },
    ]);
    expect(await ask("served_output_tokens", { by: "model" })).toEqual([
      { model: "Llama-3.1-8B-Instruct", served_output_tokens: "10000" },
      { model: "acme/13b", served_output_tokens: "10000" },
    ]);
  });

  test("a rule moves all history at once, a corrected one again, and a retired one leaves nothing; dated rules cut days", async () => {
    await rate("any", "", { usdPerHour: "2" });
    const before = await state();
    expect(await ask("gpu_cost", { by: "team" })).toEqual([{ team: null, gpu_cost: "200" }]);
    const wrong = await rule("host", "node-1", "team", "sales");
    // Two cards from 10:00 of the one day to 11:00 of the next.
    expect(await ask("gpu_cost", { by: "team" })).toEqual([
      { team: "sales", gpu_cost: "100" },
      { team: null, gpu_cost: "100" },
    ]);
    await retireGpuRule(sql, wrong, "test");
    expect(await state()).toBe(before);
    await rule("host", "node-1", "team", "serving", "2026-11-20");
    expect(await ask("gpu_cost", { by: "team,day", order: "time" })).toEqual([
      { team: null, day: "2026-11-19", gpu_cost: "112" },
      { team: "serving", day: "2026-11-20", gpu_cost: "44" },
      { team: null, day: "2026-11-20", gpu_cost: "44" },
    ]);
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test("time within a gap is its host's and no pod's: the namespace's team has the hours, the host's team the rest", async () => {
    await rate("any", "", { usdPerHour: "1" });
    await rule("namespace", "research", "team", "research");
    await rule("host", "node-*", "team", "platform");
    expect(await ask("gpu_cost", { by: "team" })).toEqual([
      { team: "platform", gpu_cost: "98" },
      { team: "research", gpu_cost: "2" },
    ]);
    expect(await ask("gpu_cost,gpu_hours", { where: "team=research", by: "host" })).toEqual([
      { host: "node-1", gpu_cost: "2", gpu_hours: "2" },
    ]);
  });

  test("pools by host and by GPU model, their rate, and what a filter leaves; top folds them", async () => {
    await rule("gpu_model", "NVIDIA H100*", "pool", "h100");
    await rule("host", "node-2", "pool", "night");
    await rate("pool", "night", { usdPerHour: "4" });
    await rate("gpu_model", "NVIDIA*", { usdPerHour: "2" });
    expect(await ask("gpu_cost,gpu_idle_cost,gpus", { by: "pool" })).toEqual([
      { pool: "h100", gpu_cost: "150", gpu_idle_cost: expect.stringMatching(/^0\.571428/), gpus: "3" },
      { pool: "night", gpu_cost: "100", gpu_idle_cost: "8", gpus: "1" },
    ]);
    expect(await ask("gpu_utilization", { where: "pool=night" })).toEqual([{ gpu_utilization: "0.01" }]);
    expect(await ask("gpu_cost", { where: "pool=nowhere" })).toEqual([{ gpu_cost: null }]);
    const { data, rest } = await runQuery(sql, { metric: "gpu_cost", by: "pool", top: 1, ...WEEK }, { now });
    expect([data, rest]).toEqual([[{ pool: "h100", gpu_cost: "150" }], [{ pool: null, gpu_cost: "100" }]]);
    expect(
      await ask("gpu_cost", { by: "pool,hour", where: "pool=night", from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:30:00Z" }),
    ).toEqual([{ pool: "night", hour: "2026-11-20T10:00:00+00:00", gpu_cost: "2" }]);
  });

  test("model servers by team and feature, and the name that calls have by a rule", async () => {
    await rule("model", "meta-llama/*", "model", "our-llama");
    await rule("model", "our-llama", "team", "chat");
    await rule("namespace", "ml", "feature", "assistant");
    expect(await ask("served_output_tokens", { by: "model,team,feature" })).toEqual([
      { model: "acme/13b", team: null, feature: "assistant", served_output_tokens: "10000" },
      { model: "our-llama", team: "chat", feature: "assistant", served_output_tokens: "10000" },
    ]);
    expect(await one("served_output_tokens", { where: "team=chat" })).toBe("10000");
    expect(await one("gpu_hours", { where: "team=chat" })).toBe("1");
  });

  test("a preview tells what would move and leaves all as it is", async () => {
    await rate("any", "", { usdPerHour: "3" });
    const before = await state();
    expect(await previewGpuRule(sql, { field: "host", subject: "node-1", sets: "team", value: "serving" }, NOW)).toEqual({
      cards: 2,
      usd: "12",
      hours: "4",
      moved: [{ from: null, to: "serving", cards: 2, usd: "12", hours: "4" }],
      usdBefore: "12",
      usdAfter: "12",
    });
    await rate("pool", "cheap", { usdPerHour: "1" });
    expect(await previewGpuRule(sql, { field: "host", subject: "node-2", sets: "pool", value: "cheap" }, NOW)).toMatchObject({
      usdBefore: "6",
      usdAfter: "2",
    });
    await expect(previewGpuRule(sql, { field: "pod", subject: "x", sets: "pool", value: "cheap" }, NOW)).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await state()).length).toBe(before.length);
  });

  test("lists: state and cards of rules and rates, what has no rate, and the names there are", async () => {
    await rule("host", "node-1", "pool", "a", "2026-11-01");
    await rule("host", "node-1", "pool", "b", "2026-11-10");
    await rule("host", "node-1", "pool", "c", "2026-12-01");
    const rules = (await listGpuRules(sql, NOW)).filter(({ state }) => state !== "retired");
    expect(rules.map(({ value, state, cards }) => [value, state, cards])).toEqual([
      ["c", "planned", 2],
      ["b", "holds", 2],
      ["a", "superseded", 2],
    ]);
    await rate("pool", "b", { terms: "owned", purchaseUsd: "30000", months: 36 });
    const { rates, unrated } = await listGpuRates(sql, NOW);
    expect(rates.filter(({ state }) => state === "holds")).toMatchObject([
      { field: "pool", subject: "b", usdPerHour: "1.141552511416", terms: "owned", purchaseUsd: "30000", months: 36, cards: 2 },
    ]);
    expect(unrated.map(({ host, pool, cards }) => [host, pool, cards])).toEqual([
      ["node-2", null, 1],
      ["node-3", null, 1],
    ]);
    const subjects = await gpuSubjects(sql, NOW);
    expect(
      subjects.filter(({ field }) => field === "pool" || field === "model").map(({ field, value, cards }) => [field, value, cards]),
    ).toEqual([
      ["model", "Llama-3.1-8B-Instruct", 1],
      ["model", "acme/13b", 1],
      ["model", "meta-llama/Llama-3.1-8B-Instruct", 0],
      ["pool", "b", 2],
    ]);
  });

  test("in another zone ties and spans are cut anew", async () => {
    await rule("host", "node-1", "team", "a", "2026-11-20");
    await changeZone(sql, "Pacific/Auckland", "test");
    try {
      // 10:00 UTC is 23:00 there.
      expect(await ask("gpu_hours", { by: "model,day", where: "pod=llama-0", order: "time", to: "2026-11-23" })).toEqual([
        { model: "Llama-3.1-8B-Instruct", day: "2026-11-19", gpu_hours: "1" },
        { model: "acme/13b", day: "2026-11-20", gpu_hours: "1" },
      ]);
      expect(await verify(sql, "Pacific/Auckland")).toEqual([]);
    } finally {
      await changeZone(sql, "UTC", "test");
    }
  });

  test("a run taken back unties the pod; verify finds a span that was tampered with", async () => {
    const run = await ingestText(sql, servers("2026-11-21", "other"));
    expect(await sql`select from serving_tie`).toHaveLength(3);
    expect(await verify(sql, "UTC")).toEqual([]);
    await undoRun(sql, run.id, "test");
    expect(await sql`select from serving_tie`).toHaveLength(2);
    expect(await verify(sql, "UTC")).toEqual([]);
    await sql`update gpu_span set team = 1 where ctid = (select ctid from gpu_span limit 1)`;
    expect(await verify(sql, "UTC")).toEqual([{ table: "gpu_span", cells: 2 }]);
    await rule("host", "none", "team", "a");
    expect(await verify(sql, "UTC")).toEqual([]);
  });
});

describe("rates from bill lines", () => {
  const bill = async (usd: string, from: string, to: string, description: string, more: object = {}) => {
    await sql`insert into source (id, kind, label, role) values ('cloud', 'focus', 'Cloud', 'provider') on conflict do nothing`;
    await sql`insert into dimension_value (dimension, value) values ('provider', 'cloud') on conflict do nothing`;
    await sql`insert into bill_line ${sql({
      id: crypto.randomUUID(),
      content: 1,
      run: 1,
      source: (await sql<{ num: number }[]>`select num from source where id = 'cloud'`)[0]?.num ?? 0,
      as_of: new Date(to),
      provider: (await sql<{ id: number }[]>`select id from dimension_value where dimension = 'provider' and value = 'cloud'`)[0]?.id ?? 0,
      charge_period_start: new Date(from),
      charge_period_end: new Date(to),
      utc_day: from.slice(0, 10),
      variant: "",
      billed_cost: usd,
      billing_currency: "USD",
      charge_category: "Usage",
      charge_description: description,
      record_id: `${from} ${description}`,
      counted: true,
      ...more,
    })}`;
  };

  test("cost is the bill: dollars ÷ hours of cards by charge period, but of cards with a rate of their own; it follows lines and samples", async () => {
    await rate("host", "node-3", { usdPerHour: "1" });
    const billed = await rate("any", "", { terms: "billed", bill: { source: "cloud", description: "p5.*" } });
    expect(await one("gpu_cost", { where: "host=node-1" })).toBe(null);
    await bill("84", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "p5.48xlarge");
    await bill("30", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "p5.support");
    await bill("999", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "p5.other", { counted: false });
    await bill("999", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "storage");
    expect(await followBills(sql, NOW)).toEqual({ changed: true });
    expect(await followBills(sql, NOW)).toEqual({ changed: false });
    // Three cards of 14 hours that day, 25 hours in all.
    expect(await ask("gpu_cost", { by: "host" })).toEqual([
      { host: "node-1", gpu_cost: "76" },
      { host: "node-2", gpu_cost: "38" },
      { host: "node-3", gpu_cost: "25" },
    ]);
    const { rates } = await listGpuRates(sql, NOW);
    expect(rates.find(({ id }) => id === billed)).toMatchObject({
      usdPerHour: "0.4",
      billed: { fromDay: "2026-11-01", toDay: "2026-12-01", lines: 1, usd: "30", cardHours: "75" },
    });
    const run = await ingestText(
      sql,
      Array.from({ length: 60 }, (_, n) => gpuLine(ENGINE, 0.5, { at: at("2026-11-19", n), uuid: "GPU-new", host: "node-4" })).join("\n"),
    );
    await followBills(sql, NOW);
    expect(add(...(await ask("gpu_cost", { by: "host" })).map(({ gpu_cost }) => gpu_cost ?? "0"))).toMatch(/^139(\.0{9}|$)|^138\.99999999/);
    await undoRun(sql, run.id, "test");
    await followBills(sql, NOW);
    expect(await one("gpu_cost")).toBe("139");
    expect(await verify(sql, "UTC")).toEqual([]);
    await sql`truncate bill_line`;
    expect(await followBills(sql, NOW)).toEqual({ changed: true });
    expect(await one("gpu_cost")).toBe("25");
  });

  test("outside its charge periods a billed rate lets the general one through; a bill without cards makes none", async () => {
    await rate("gpu_model", "NVIDIA*", { terms: "billed", bill: { source: "cloud" } });
    await rate("any", "", { usdPerHour: "1" });
    await bill("550", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "x");
    await bill("5", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "x");
    await followBills(sql, NOW);
    expect(await ask("gpu_cost", { by: "day", order: "time", from: "2026-11-19", to: "2026-11-21" })).toEqual([
      { day: "2026-11-19", gpu_cost: "56" },
      { day: "2026-11-20", gpu_cost: "550" },
    ]);
    await sql`truncate bill_line`;
  });

  test("what makes no rate is refused: a bill with a figure, a purchase without months, a bill rate without a bill", async () => {
    const wrong = [
      { terms: "billed", bill: { source: "cloud" }, usdPerHour: "1" },
      { terms: "billed" },
      { terms: "owned", purchaseUsd: "30000" },
      { terms: "reserved", purchaseUsd: "30000", months: 36 },
      { bill: { source: "cloud" } },
    ];
    for (const one of wrong) await expect(rate("any", "", one)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("what is watched", () => {
  test("a budget of GPU cost by pool is burned down; one of calls' cost knows no pool", async () => {
    await rule("host", "node-1", "pool", "serving");
    await rate("any", "", { usdPerHour: "2" });
    const wanted = newBudgetSchema.parse({
      name: "Serving",
      metric: "gpu_cost",
      scope: [{ dimension: "pool", values: ["serving"] }],
      period: "month",
      amount: "1000",
      forecastThresholds: ["1"],
    });
    const budget = await createBudget(sql, { budget: wanted, by: "test", now: NOW });
    expect(budget.scope).toEqual([{ dimension: "pool", values: ["serving"] }]);
    const calls = newBudgetSchema.parse({ name: "Wrong", scope: [{ dimension: "pool", values: ["serving"] }], amount: "1" });
    await expect(createBudget(sql, { budget: calls, by: "test", now: NOW })).rejects.toMatchObject({ code: "invalid" });
  });

  test("a rule of idle cost of each pool; a minimum of requests is refused", async () => {
    const given = { name: "Idle", metric: "gpu_idle_cost", each: "pool", condition: { kind: "above", value: "10" }, windowMinutes: 60 };
    expect(await createRule(sql, { rule: newRuleSchema.parse(given), by: "test", now: NOW })).toMatchObject({ each: "pool" });
    const minimum = newRuleSchema.parse({ ...given, minimum: { metric: "requests", value: "5" } });
    await expect(createRule(sql, { rule: minimum, by: "test", now: NOW })).rejects.toMatchObject({ code: "invalid" });
  });
});

test("however rules and rates lie, the parts by any dimension add up to the whole, rules leave GPU cost as it is, and spans are what verify makes", async () => {
  const day = fc.option(fc.constantFrom("2026-11-19", "2026-11-20"));
  const subject = {
    host: fc.constantFrom("node-1", "node-*", "node-3", "*"),
    gpu_model: fc.constantFrom("NVIDIA H100 80GB HBM3", "N*"),
    pool: fc.constantFrom("p", "q", "*"),
    namespace: fc.constantFrom("ml", "research"),
    pod: fc.constantFrom("llama-0", "train-*"),
    model: fc.constantFrom("acme/13b", "meta-llama/*", "p"),
  };
  const about = (fields: readonly (keyof typeof subject)[]) =>
    fc.constantFrom(...fields).chain((field) => fc.record({ field: fc.constant(field), subject: subject[field], fromDay: day }));
  const value = fc.option(fc.constantFrom("p", "q"));
  const anyRule = fc.oneof(
    fc.tuple(about(["host", "gpu_model"]), fc.constant("pool"), value),
    fc.tuple(about(["host", "gpu_model", "pool", "namespace", "pod", "model"]), fc.constantFrom("model", "team", "feature"), value),
  );
  const anyRate = fc.tuple(about(["host", "gpu_model"]), fc.option(fc.constantFrom("1", "2.5", "0.333333333333")));
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(anyRule, { minLength: 1, maxLength: 4 }),
        fc.array(anyRate, { minLength: 1, maxLength: 3 }),
        async (rules, rates) => {
          for (const [{ field, subject, fromDay }, usdPerHour] of rates) await rate(field, subject, { usdPerHour, fromDay });
          const before = await ask("gpu_cost,gpu_idle_cost,gpu_hours");
          for (const [{ field, subject, fromDay }, sets, value] of rules) await rule(field, subject, sets, value, fromDay);
          expect(await ask("gpu_cost,gpu_idle_cost,gpu_hours")).toEqual(before);
          const total = (rows: Record<string, string | null>[], metric: string) => add("0", ...rows.map((row) => row[metric] ?? "0"));
          for (const by of GPU_DIMENSIONS) {
            const parts = await ask("gpu_cost,gpu_idle_cost,gpu_hours", { by });
            for (const metric of ["gpu_cost", "gpu_idle_cost", "gpu_hours"])
              expect(Math.abs(Number(total(parts, metric)) - Number(before[0]?.[metric] ?? "0"))).toBeLessThan(1e-9);
          }
          for (const by of SERVING_DIMENSIONS)
            expect(total(await ask("served_output_tokens", { by }), "served_output_tokens")).toBe("20000");
          expect(await verify(sql, "UTC")).toEqual([]);
        },
      )
      .afterEach(async () => {
        await sql`update gpu_rule set retired_at = now() where retired_at is null`;
        await sql`update gpu_rate set retired_at = now() where retired_at is null`;
      }),
    { numRuns: 6 },
  );
});
