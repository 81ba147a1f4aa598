import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { dueRules } from "../alerts/due-rules";
import { evaluateRules } from "../alerts/evaluate-rules";
import { setGpuRate, setGpuRule } from "../gpu";
import { ingestInput, openIngest } from "../ingest";
import { gpuLine } from "../ingest/testing-samples";
import { backtest, createRule, listRuleTemplates, newRuleSchema } from "./index";

const now = new Date("2026-11-21T11:30:00Z");
const DAY_MS = 86_400_000;
const STEP_MS = 15 * 60_000;
const DAYS = 30;
/** 30 days ago, 00:00 UTC. */
const START = Math.floor(now.getTime() / DAY_MS) * DAY_MS - DAYS * DAY_MS;
const { sql } = openTestDatabase({ max: 4 });

/**
 * Two pools of one card, sampled each quarter of an hour. "night" is idle for 8 hours a day at $2: $16; six days ago all day: $48. "busy" works at 80 %, three days ago at 40 %; its exporter said
 * nothing for five hours of the tenth day.
 */
function* scrapes(): Generator<string> {
  for (let at = START; at < now.getTime(); at += STEP_MS) {
    const ago = Math.floor(now.getTime() / DAY_MS) - Math.floor(at / DAY_MS);
    const hour = (at % DAY_MS) / 3_600_000;
    const night = ago === 6 || hour < 8 ? 0 : 0.6;
    yield `${gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", night, { at, uuid: "GPU-night", host: "night-1" })}\n`;
    // Came five days ago, at six in the morning.
    if (at >= START + 25 * DAY_MS + 6 * 3_600_000)
      yield `${gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0.5, { at, uuid: "GPU-late", host: "late-1" })}\n`;
    if (ago === 10 && hour >= 10 && hour < 15) continue;
    yield `${gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", ago === 3 ? 0.4 : 0.8, { at, uuid: "GPU-busy", host: "busy-1" })}\n`;
  }
}

beforeAll(async () => {
  const text = [Buffer.from([...scrapes()].join(""))];
  await ingestInput(
    await openIngest(sql),
    (async function* () {
      yield* text;
    })(),
    { file: "gpus.prom", origin: "file", now },
  );
  await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "2" }, "test");
  for (const pool of ["night", "busy"]) await setGpuRule(sql, { field: "host", subject: `${pool}-*`, sets: "pool", value: pool }, "test");
}, 60_000);

async function template(id: string) {
  const found = (await listRuleTemplates(sql, { now })).find((one) => one.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found.rule;
}

test("idle cost: the line is half above the idlest pool's average day, and the day on which it idled through is told once", async () => {
  const rule = await template("gpu_idle_cost");
  // 29 days of $16 and one of $48 are $17.07 a day.
  expect(rule).toMatchObject({ each: "pool", condition: { kind: "above", value: "26" } });
  expect((await backtest(sql, rule, { now })).firings).toMatchObject([
    { subject: "night", from: "2026-11-16T00:00:00.000Z", to: "2026-11-17T00:00:00.000Z", value: "48" },
  ]);
});

test("utilization: half as busy as a week before is told of the day on which it was", async () => {
  const { firings } = await backtest(sql, await template("gpu_utilization_down"), { now });
  expect(firings.map(({ subject, from, value }) => [subject, from.slice(0, 10), value])).toEqual([
    ["night", "2026-11-16", "0"],
    ["busy", "2026-11-19", "0.4"],
  ]);
});

test("silence: five hours without a sample are told after two of them, and end with the next sample", async () => {
  const { firings } = await backtest(sql, await template("gpu_no_data"), { now });
  expect(firings).toMatchObject([{ subject: "busy-1", from: "2026-11-11T12:00:00.000Z", to: "2026-11-11T16:00:00.000Z" }]);
});

test("an instance without a single call judges rules on its GPUs, as far as their samples go; what happened is on record", async () => {
  for (const [i, id] of ["gpu_idle_cost", "gpu_no_data"].entries())
    await createRule(sql, { rule: await template(id), by: "eng@example.com", now: new Date(START + i) });
  const { due } = await dueRules(sql, now.getTime());
  expect(due.map(({ watch, reach }) => [watch.metric.id, watch.grain, new Date(reach.knownFrom).toISOString().slice(0, 10)])).toEqual([
    ["gpu_idle_cost", "day", "2026-10-22"],
    ["gpus", "hour", "2026-10-22"],
  ]);
  await evaluateRules(sql, { now, mailHost: "example.com" });
  const told = await sql`select title from alert_event order by title`;
  expect(told.map(({ title }) => title)).toEqual([
    "Idle GPU cost of night is $48.00 over 24 hours, above $26.00 (Idle GPUs cost more than usual)",
    "Resolved: Idle GPU cost of night is back at $16.00 after 24 hours (Idle GPUs cost more than usual)",
    "Resolved: busy-1 brings records again after 4 hours (A host's GPU exporter is silent)",
    "busy-1 has brought no record for 1 hour (A host's GPU exporter is silent)",
  ]);
});

test("no data of machines is watched by the hour or the day, and by what they are split by", async () => {
  const rule = (given: object) =>
    newRuleSchema.parse({ name: "x", metric: "gpus", condition: { kind: "no_data" }, windowMinutes: 60, ...given });
  await expect(backtest(sql, rule({ windowMinutes: 180 }), { now })).rejects.toThrow("in windows of 1 hour or 24 hours");
  await expect(backtest(sql, rule({ each: "customer" }), { now })).rejects.toThrow("can't be watched by customer");
  expect((await backtest(sql, rule({ each: "pool", scope: [{ dimension: "pool", values: ["busy"] }] }), { now })).firings).toHaveLength(1);
});

test("where there are no GPUs, no rule of GPUs is offered", async () => {
  const ids = (await listRuleTemplates(sql, { now: new Date("2026-01-10T11:30:00Z") })).map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith("gpu"))).toEqual([]);
  expect(ids).toContain("cost_spike");
});

test("a rate that is corrected later corrects what a rule told: at $4 an hour idle days are dearer", async () => {
  await setGpuRate(sql, { field: "host", subject: "night-1", usdPerHour: "4", fromDay: "2026-11-10" }, "test");
  await evaluateRules(sql, { now: new Date(now.getTime() + 3_600_000), mailHost: "example.com" });
  const transitions = await sql`
    select t.at::date::text as day, t.change from rule_transition t join alert_rule r on r.id = t.rule_id
    where r.metric = 'gpu_idle_cost' and t.withdrawn_at is null order by t.at`;
  // $32 is above $26 every day from the tenth on.
  expect([...transitions]).toEqual([{ day: "2026-11-11", change: "fired" }]);
  // Folded again, a host that came later still was not silent before it came.
  const silent = await sql`
    select distinct t.subject from rule_transition t join alert_rule r on r.id = t.rule_id
    where r.metric = 'gpus' and t.withdrawn_at is null`;
  expect([...silent]).toEqual([{ subject: "busy-1" }]);
});
