import { expect, test } from "vitest";
import { LEDGER_MEASURES } from "../../db/schema/ledger-measures";
import { type Measure, ROLLUPS } from "../../db/schema/rollup-tables";
import { seeded } from "../bench/litellm-lines";
import { failedCall, call as logLine, stateOf } from "../ingest/testing";
import { undoRun } from "../ingest/undo";
import { verify } from "../rollups";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { changeZone } from "../settings";
import { listRecomputations, noteRepricing, runRepricing } from ".";
import { ACTOR, baseline, input, mini, openRouting } from "./testing-routing";

const { open, set, retire, figures } = openRouting();

test("requests from before there was a ledger get theirs once, and verify is clean while they wait", async () => {
  const { sql, ingest } = open();
  await ingest([
    failedCall("a", { trace_id: "t", model: "gpt-4o-mini", startTime: 1_791_000_000, endTime: 1_791_000_001 }),
    logLine("b", { trace_id: "t", startTime: 1_791_000_002 }),
    mini("c"),
    call({ id: "d", model: "unheard-of" }),
    logLine("e", { startTime: 1_791_000_000 }, { internal_call_origin: "auto_router" }),
  ]);
  expect(await sql`select sum(router_cost) > 0 as routers from rollup_day_core`).toEqual([{ routers: true }]);
  const before = await stateOf(sql);
  const repricing = await noteRepricing(sql, { change: "ledger", actor: "permille", now: NOW });
  await sql.begin(async (tx) => {
    await tx`update attempt set ledger = 0, estimable = false, ledger_reason = null, saved_routing = null`;
    const columns = LEDGER_MEASURES.map(({ name }) => `${name} = 0`).join(", ");
    for (const { name } of ROLLUPS.filter(({ measures }) => measures.includes(LEDGER_MEASURES[0] as Measure)))
      await tx.unsafe(`update ${name} set ${columns}`);
  });
  expect(await verify(sql, "UTC")).toEqual([]);
  expect(await runRepricing(sql, repricing, { chunk: 2, settleMs: 0 })).toMatchObject({ state: "done", examined: 5 });
  expect(await stateOf(sql)).toEqual(before);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("verify finds a wrong role, a wrong word on what is estimable, a reason that contradicts the cost and a role that was never computed", async () => {
  const { sql, ingest } = open();
  await ingest([
    failedCall("a", { trace_id: "t", startTime: 1_791_000_000, endTime: 1_791_000_001 }),
    logLine("b", { trace_id: "t", startTime: 1_791_000_002 }),
    mini("c"),
  ]);
  for (const [change, back] of [
    ["ledger = ledger + 1", "ledger = ledger - 1"],
    ["estimable = not estimable", "estimable = not estimable"],
    ["ledger_reason = 1", "ledger_reason = null"],
    ["ledger = 0", "ledger = 1"],
  ] as const) {
    expect((await verify(sql, "UTC")).map((one) => one.table)).not.toContain("savings ledger");
    await sql.unsafe(`update attempt set ${change}`);
    expect((await verify(sql, "UTC")).map((one) => one.table)).toContain("savings ledger");
    await sql.unsafe(`update attempt set ${back}`);
  }
});

test("a day of the zone moves with it: changing the zone notes a recomputation where a setting has a day", async () => {
  const { sql, ingest } = open();
  await ingest([mini("a", { at: "2026-09-30T23:00:00Z" })]);
  await set(baseline("gpt-4o", { from: "2026-10-01" }));
  expect(await figures()).toMatchObject({ routing: "0" });
  await changeZone(sql, "Europe/Berlin", ACTOR);
  const [noted] = await listRecomputations(sql);
  expect(noted).toMatchObject({ change: "ledger", state: "running" });
  await runRepricing(sql, noted?.id ?? 0, { settleMs: 0 });
  expect(await figures()).toMatchObject({ routing: "0.00329" });
  expect(await verify(sql, "Europe/Berlin")).toEqual([]);
});

/** What a request of these calls would have cost, from their log lines alone. */
const USD = { "gpt-4o": [2.5, 10], "gpt-4o-mini": [0.15, 0.6] } as const;
type Known = keyof typeof USD;

test("random calls of two features in any order, split, twice, revised and undone: parts add up to cost, and baselines changed and changed back leave every figure", async () => {
  const { sql } = open();
  const random = seeded(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const records: Record<string, unknown>[] = [];
  let wouldBe = 0;
  for (let i = 0; i < 30; i += 1) {
    const [model, asked] = [pick<Known>(["gpt-4o", "gpt-4o-mini"]), pick<Known | "smart">(["gpt-4o", "gpt-4o-mini", "gpt-4o", "smart"])];
    const start = 1_791_000_000 + i * 100;
    const counts = { prompt_tokens: 100 + Math.floor(random() * 5_000), completion_tokens: Math.floor(random() * 500) };
    const over = {
      trace_id: `t${i}`,
      model,
      model_group: asked,
      ...counts,
      total_tokens: counts.prompt_tokens + counts.completion_tokens,
      session_id: `s${i % 7}`,
    };
    const feature = { spend_logs_metadata: { feature: pick(["chat", "search"]) } };
    if (random() < 0.3)
      records.push(
        failedCall(
          `f${i}`,
          {
            ...over,
            prompt_tokens: 50,
            total_tokens: 50,
            completion_tokens: 0,
            model: pick(["gpt-4o", "gpt-4o-mini"]),
            startTime: start,
            endTime: start + 1,
          },
          feature,
        ),
      );
    records.push(logLine(`c${i}`, { ...over, startTime: start + 2, endTime: start + 3 }, feature));
    if (asked !== "smart") wouldBe += counts.prompt_tokens * USD[asked][0] + counts.completion_tokens * USD[asked][1];
  }
  const shuffled = records
    .map((record) => ({ record, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => record);
  for (let i = 0; i < shuffled.length; ) {
    const size = 1 + Math.floor(random() * 20);
    await open().ingest(shuffled.slice(i, i + size));
    if (random() < 0.5) await open().ingest(shuffled.slice(Math.max(0, i - 5), i + size));
    i += size;
  }
  const before = await stateOf(sql);
  const told = await figures();
  expect(Number(told?.baseline)).toBeCloseTo(wouldBe / 1e6, 9);
  const [parts] = await sql<{ parts: string; cost: string }[]>`
    select (select sum(cost) from attempt where counted and estimable) + coalesce((select sum(cost) from attempt where counted and not estimable), 0) as parts,
      (select sum(cost) from rollup_day_feature) as cost`;
  expect(Number(parts?.parts)).toBe(Number(parts?.cost));
  expect(await verify(sql, "UTC")).toEqual([]);

  const revised = await open().ingest(
    shuffled.slice(0, 10).map((record) => ({ ...record, prompt_tokens: 9_000, total_tokens: 9_500, completion_tokens: 500 })),
  );
  expect(await verify(sql, "UTC")).toEqual([]);
  await undoRun(sql, revised.id, ACTOR);
  expect(await stateOf(sql)).toEqual(before);

  const settings = [];
  settings.push((await set(baseline("gpt-4o"), 25)).setting);
  settings.push((await set(baseline("gpt-4o-mini", { subject: "*", from: "2026-10-03" }), 100)).setting);
  settings.push((await set(input({ field: "context_tokens", subject: "search", value: 3_000 }), 100)).setting);
  settings.push((await set(input({ field: "alias", subject: "smart", value: { provider: null, model: "gpt-4o" } }), 20)).setting);
  expect(await verify(sql, "UTC")).toEqual([]);
  const fresh = await testInstance();
  try {
    for (const row of await sql`select field, subject, value, from_day::text, note, created_by from routing_setting order by id`)
      await fresh.sql`insert into routing_setting ${fresh.sql({ ...row, value: fresh.sql.json(row.value) })}`;
    await fresh.ingest(records);
    const byFeature = (one: TestInstance) => one.sql`
      select f.value, sum(estimable_requests) as requests, trim_scale(sum(estimable_cost)) as cost, trim_scale(sum(saved_routing)) as routing,
        trim_scale(sum(saved_context)) as context, trim_scale(sum(retry_waste)) as retries, trim_scale(sum(escalation_waste)) as escalations
      from rollup_day_feature r join dimension_value f on f.id = r.feature group by 1 order by 1`;
    expect([...(await byFeature(open()))]).toEqual([...(await byFeature(fresh))]);
  } finally {
    await fresh.close();
  }
  for (const setting of settings) await retire(setting);
  expect(await stateOf(sql)).toEqual(before);
}, 60_000);
