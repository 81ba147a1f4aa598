import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBudget, newBudgetSchema } from "../budgets";
import { gpuSubjects, listGpuRates, listGpuRules, previewGpuRule, retireGpuRule } from "../gpu";
import { undoRun } from "../ingest";
import { ingestText, NOW } from "../ingest/testing";
import { add } from "../money";
import { verify } from "../rollups";
import { createRule, newRuleSchema } from "../rules";
import { changeZone } from "../settings";
import { GPU_DIMENSIONS, SERVING_DIMENSIONS } from "./dimensions";
import { runQuery } from "./run";
import { openAttribution, servers } from "./testing-attribution";

const { db, ask, one, rule, rate } = openAttribution();
const state = async () =>
  JSON.stringify([await db()`select * from gpu_span order by 1, 2, 3, 4, 5`, await db()`select * from serving_span order by 1, 2, 3, 4`]);

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
    await retireGpuRule(db(), wrong, "test");
    expect(await state()).toBe(before);
    await rule("host", "node-1", "team", "serving", "2026-11-20");
    expect(await ask("gpu_cost", { by: "team,day", order: "time" })).toEqual([
      { team: null, day: "2026-11-19", gpu_cost: "112" },
      { team: "serving", day: "2026-11-20", gpu_cost: "44" },
      { team: null, day: "2026-11-20", gpu_cost: "44" },
    ]);
    expect(await verify(db(), "UTC")).toEqual([]);
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
    const { data, rest } = await runQuery(
      db(),
      { metric: "gpu_cost", by: "pool", top: 1, from: "2026-11-16", to: "2026-11-22" },
      { now: NOW.getTime() },
    );
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
    expect(await previewGpuRule(db(), { field: "host", subject: "node-1", sets: "team", value: "serving" }, NOW)).toEqual({
      cards: 2,
      usd: "12",
      hours: "4",
      moved: [{ from: null, to: "serving", cards: 2, usd: "12", hours: "4" }],
      usdBefore: "12",
      usdAfter: "12",
    });
    await rate("pool", "cheap", { usdPerHour: "1" });
    expect(await previewGpuRule(db(), { field: "host", subject: "node-2", sets: "pool", value: "cheap" }, NOW)).toMatchObject({
      usdBefore: "6",
      usdAfter: "2",
    });
    await expect(previewGpuRule(db(), { field: "pod", subject: "x", sets: "pool", value: "cheap" }, NOW)).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await state()).length).toBe(before.length);
  });

  test("lists: state and cards of rules and rates, what has no rate, and the names there are", async () => {
    await rule("host", "node-1", "pool", "a", "2026-11-01");
    await rule("host", "node-1", "pool", "b", "2026-11-10");
    await rule("host", "node-1", "pool", "c", "2026-12-01");
    const rules = (await listGpuRules(db(), NOW)).filter(({ state }) => state !== "retired");
    expect(rules.map(({ value, state, cards }) => [value, state, cards])).toEqual([
      ["c", "planned", 2],
      ["b", "holds", 2],
      ["a", "superseded", 2],
    ]);
    await rate("pool", "b", { terms: "owned", purchaseUsd: "30000", months: 36 });
    const { rates, unrated } = await listGpuRates(db(), NOW);
    expect(rates.filter(({ state }) => state === "holds")).toMatchObject([
      { field: "pool", subject: "b", usdPerHour: "1.141552511416", terms: "owned", purchaseUsd: "30000", months: 36, cards: 2 },
    ]);
    expect(unrated.map(({ host, pool, cards }) => [host, pool, cards])).toEqual([
      ["node-2", null, 1],
      ["node-3", null, 1],
    ]);
    const subjects = await gpuSubjects(db(), NOW);
    expect(
      subjects.filter(({ field }) => field === "pool" || field === "model").map(({ field, value, cards }) => [field, value, cards]),
    ).toEqual([
      ["model", "Llama-3.1-8B-Instruct", 1],
      ["model", "acme/13b", 1],
      ["model", "meta-llama/Llama-3.1-8B-Instruct", 0],
      ["pool", "b", 2],
    ]);
  });

  test("a card without a rate that changed its pool is one card, in the pool it is in now; its hours stay where they were", async () => {
    for (const host of ["node-1", "node-3"]) await rate("host", host, { usdPerHour: "2" });
    await rule("host", "node-2", "pool", "night", "2026-11-20");
    const { unrated } = await listGpuRates(db(), NOW);
    expect(unrated.map(({ host, pool, cards, hours }) => [host, pool, cards, hours])).toEqual([
      ["node-2", "night", 1, "1"],
      ["node-2", null, 0, "1"],
    ]);
  });

  test("in another zone ties and spans are cut anew", async () => {
    await rule("host", "node-1", "team", "a", "2026-11-20");
    await changeZone(db(), "Pacific/Auckland", "test");
    try {
      // 10:00 UTC is 23:00 there.
      expect(await ask("gpu_hours", { by: "model,day", where: "pod=llama-0", order: "time", to: "2026-11-23" })).toEqual([
        { model: "Llama-3.1-8B-Instruct", day: "2026-11-19", gpu_hours: "1" },
        { model: "acme/13b", day: "2026-11-20", gpu_hours: "1" },
      ]);
      expect(await verify(db(), "Pacific/Auckland")).toEqual([]);
    } finally {
      await changeZone(db(), "UTC", "test");
    }
  });

  test("a run taken back unties the pod; verify finds a span that was tampered with", async () => {
    const run = await ingestText(db(), servers("2026-11-21", "other"));
    expect(await db()`select from serving_tie`).toHaveLength(3);
    expect(await verify(db(), "UTC")).toEqual([]);
    await undoRun(db(), run.id, "test");
    expect(await db()`select from serving_tie`).toHaveLength(2);
    expect(await verify(db(), "UTC")).toEqual([]);
    await db()`update gpu_span set team = 1 where ctid = (select ctid from gpu_span limit 1)`;
    expect(await verify(db(), "UTC")).toEqual([{ table: "gpu_span", cells: 2 }]);
    await rule("host", "none", "team", "a");
    expect(await verify(db(), "UTC")).toEqual([]);
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
    const budget = await createBudget(db(), { budget: wanted, by: "test", now: NOW });
    expect(budget.scope).toEqual([{ dimension: "pool", values: ["serving"] }]);
    const calls = newBudgetSchema.parse({ name: "Wrong", scope: [{ dimension: "pool", values: ["serving"] }], amount: "1" });
    await expect(createBudget(db(), { budget: calls, by: "test", now: NOW })).rejects.toMatchObject({ code: "invalid" });
  });

  test("a rule of idle cost of each pool; a minimum of requests is refused", async () => {
    const given = { name: "Idle", metric: "gpu_idle_cost", each: "pool", condition: { kind: "above", value: "10" }, windowMinutes: 60 };
    expect(await createRule(db(), { rule: newRuleSchema.parse(given), by: "test", now: NOW })).toMatchObject({ each: "pool" });
    const minimum = newRuleSchema.parse({ ...given, minimum: { metric: "requests", value: "5" } });
    await expect(createRule(db(), { rule: minimum, by: "test", now: NOW })).rejects.toMatchObject({ code: "invalid" });
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
          expect(await verify(db(), "UTC")).toEqual([]);
        },
      )
      .afterEach(async () => {
        await db()`update gpu_rule set retired_at = now() where retired_at is null`;
        await db()`update gpu_rate set retired_at = now() where retired_at is null`;
      }),
    { numRuns: 6 },
  );
});
