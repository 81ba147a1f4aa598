import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { createBudget, newBudgetSchema } from "../budgets";
import { setGpuRate, setGpuRule } from "../gpu";
import { ingestText } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { createRule, newRuleSchema } from "../rules";
import { evaluateBudgets, evaluateRules } from ".";

const { sql } = openTestDatabase({ max: 4 });
const NOON = new Date("2026-11-21T12:03:00Z");
const HOUR_MS = 3_600_000;

/** Six hours until noon: two cards of node-1 that idle through the last two hours, and a busy one of node-2. */
beforeAll(async () => {
  const from = Date.parse("2026-11-21T06:00:00Z");
  const lines = Array.from({ length: 72 }, (_, n) => {
    const line = (uuid: string, host: string, value: number) =>
      gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", value, { at: from + n * 300_000, uuid, host });
    return [line("GPU-1", "node-1", n < 48 ? 0.6 : 0.01), line("GPU-2", "node-1", n < 48 ? 0.6 : 0), line("GPU-3", "node-2", 0.9)].join(
      "\n",
    );
  });
  await ingestText(sql, lines.join("\n"), { now: NOON });
  await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "5" }, "test");
  await setGpuRule(sql, { field: "host", subject: "node-1", sets: "pool", value: "night" }, "test");
  await setGpuRule(sql, { field: "pool", subject: "night", sets: "team", value: "batch" }, "test");
});

const events = () =>
  sql<
    {
      snapshot: {
        budget?: { name: string };
        rule?: { name: string };
        subject?: string;
        spent?: string;
        value?: string;
        contributors: unknown;
      };
    }[]
  >`
    select snapshot from alert_event order by created_at, id`;

test("a budget of a pool's GPU cost crosses its line once, and says whose cards it was", async () => {
  const wanted = newBudgetSchema.parse({
    name: "Night pool",
    metric: "gpu_cost",
    scope: [{ dimension: "pool", values: ["night"] }],
    period: "month",
    amount: "100",
    thresholds: ["0.5", "1"],
    forecastThresholds: ["1"],
  });
  const team = {
    ...wanted,
    name: "Batch",
    scope: [{ dimension: "team" as const, values: ["batch"] }],
    thresholds: ["0.6"],
    forecastThresholds: [],
  };
  for (const budget of [wanted, team]) await createBudget(sql, { budget, by: "test", now: NOON });
  for (let i = 0; i < 2; i += 1) expect(await evaluateBudgets(sql, { now: NOON, mailHost: "localhost" })).toMatchObject({ failures: [] });
  const told = (await events()).map(({ snapshot }) => [snapshot.budget?.name, snapshot.spent]);
  expect(told.sort()).toEqual([
    ["Batch", "60"],
    ["Night pool", "60"],
  ]);
  expect((await events())[0]?.snapshot.contributors).toMatchObject({ values: [{ cost: "60" }] });
});

test("a rule of idle GPU cost of each pool fires for the pool that idles, with its hosts", async () => {
  await sql`truncate alert_event cascade`;
  const rule = newRuleSchema.parse({
    name: "Idle pool",
    metric: "gpu_idle_cost",
    each: "pool",
    condition: { kind: "above", value: "8" },
    windowMinutes: 60,
  });
  await createRule(sql, { rule, by: "test", now: new Date(NOON.getTime() - 24 * HOUR_MS) });
  expect(await evaluateRules(sql, { now: NOON, mailHost: "localhost" })).toMatchObject({ failures: [] });
  const fired = (await events()).map(({ snapshot }) => snapshot);
  expect(fired).toHaveLength(1);
  expect(fired[0]).toMatchObject({
    rule: { name: "Idle pool" },
    subject: "night",
    value: "10",
    contributors: { by: "host", values: [{ value: "node-1", now: "10" }] },
  });
});
