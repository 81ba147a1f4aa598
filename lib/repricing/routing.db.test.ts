import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LEDGER_MEASURES } from "../../db/schema/ledger-measures";
import { type Measure, ROLLUPS } from "../../db/schema/rollup-tables";
import { seeded } from "../bench/litellm-lines";
import { failedCall, call as logLine, stateOf, truncateFacts } from "../ingest/testing";
import { undoRun } from "../ingest/undo";
import { priceInput } from "../prices";
import { verify } from "../rollups";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { listRouting, type RoutingInput, routingInput } from "../savings";
import { changeZone } from "../settings";
import {
  changeRouting,
  enterPrice,
  listRecomputations,
  noteRepricing,
  previewRouting,
  runRepricing,
  withdrawPrice,
  withdrawRouting,
} from ".";

let instance: TestInstance;

beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());
beforeEach(() => emptied(instance));

/** The same instance without facts, settings and what was noted about them. */
async function emptied({ sql }: TestInstance): Promise<void> {
  await truncateFacts(sql);
  await sql`truncate routing_setting, repricing, price_entry, audit_entry restart identity`;
  await sql`delete from setting where key = 'zone'`;
}

const ACTOR = "eng@example.com";
const input = (over: Partial<RoutingInput>) => routingInput.parse({ field: "baseline", subject: "chat", value: null, ...over });
const baseline = (model: string, over: Partial<RoutingInput> = {}) => input({ value: { provider: "openai", model }, ...over });

/** Sets something and takes it to the past. */
async function set(over: RoutingInput, chunk = 3) {
  const { setting, recomputation } = await changeRouting(instance.sql, over, ACTOR, NOW);
  const ended = recomputation === null ? null : await runRepricing(instance.sql, recomputation, { chunk, settleMs: 0 });
  return { setting, ended };
}
async function retire(setting: number) {
  const { recomputation } = await withdrawRouting(instance.sql, setting, ACTOR, NOW);
  return recomputation === null ? null : runRepricing(instance.sql, recomputation, { settleMs: 0 });
}
const STEPS = "saved_cache + saved_context + saved_routing + saved_prompt_cache + saved_tier";
interface Figures {
  baseline: string;
  routing: string;
  context: string;
  estimable: string;
  cost: string;
  requests: number;
}
async function figures(where = "true"): Promise<Figures | undefined> {
  const [row] = await instance.sql.unsafe<Figures[]>(`
    select trim_scale(coalesce(sum(estimable_cost - escalation_waste - retry_waste - error_waste - overhead_cost + ${STEPS}), 0))::text as baseline,
      trim_scale(coalesce(sum(saved_routing), 0))::text as routing, trim_scale(coalesce(sum(saved_context), 0))::text as context,
      trim_scale(coalesce(sum(estimable_cost), 0))::text as estimable, trim_scale(coalesce(sum(cost), 0))::text as cost,
      coalesce(sum(estimable_requests), 0)::integer as requests
    from rollup_day_feature r left join dimension_value f on f.id = r.feature where ${where}`);
  return row;
}

// gpt-4o: $2.50 in, $10 out; gpt-4o-mini: $0.15 and $0.60. 1,000 in and 100 out are $0.0035 and $0.00021.
const mini = (id: string, over: Parameters<typeof call>[0] | object = {}) => call({ id, model: "gpt-4o-mini", ...over });

describe("setting a baseline", () => {
  test("2 requests of a feature take it from its day on, the one before and another feature's don't; taken out of use every figure is as before", async () => {
    const { sql, ingest } = instance;
    await ingest([
      mini("a"),
      mini("b", { at: "2026-10-11T08:00:00Z" }),
      mini("c", { at: "2026-09-30T23:59:59Z" }),
      mini("d", { feature: "search" }),
    ]);
    const before = await stateOf(sql);
    expect(await figures()).toMatchObject({ baseline: "0.00084", routing: "0", cost: "0.00084", requests: 4 });
    const wanted = baseline("gpt-4o", { from: "2026-10-01", note: "before the router came" });
    expect(await previewRouting(sql, wanted, { now: NOW })).toEqual({
      examined: 2,
      requests: 2,
      estimableBefore: 2,
      estimableAfter: 2,
      routingBefore: "0",
      routingAfter: "0.00658",
      netBefore: "0",
      netAfter: "0.00658",
      complete: true,
    });
    const { setting, ended } = await set(wanted, 1);
    expect(ended).toMatchObject({
      state: "done",
      entry: null,
      setting,
      examined: 2,
      changed: 2,
      requests: 2,
      routingBefore: "0",
      routingAfter: "0.00658",
    });
    expect(ended?.costBefore).toBe(ended?.costAfter);
    expect(await figures("f.value = 'chat'")).toMatchObject({ baseline: "0.00721", routing: "0.00658", cost: "0.00063" });
    expect(await figures("f.value = 'search'")).toMatchObject({ routing: "0" });
    expect(await verify(sql, "UTC")).toEqual([]);

    expect(await retire(setting)).toMatchObject({ changed: 2, requests: 2, routingBefore: "0.00658", routingAfter: "0" });
    expect(await stateOf(sql)).toEqual(before);
    expect(await listRecomputations(sql)).toHaveLength(2);
    expect((await sql<{ action: string }[]>`select action from audit_entry order by id`).map((row) => row.action)).toEqual([
      "routing.set",
      "routing.recompute",
      "routing.retire",
      "routing.recompute",
    ]);
  });

  test("holds until the next setting's day: the later one stays, and rows that come later take what holds", async () => {
    const { sql, ingest } = instance;
    await ingest([mini("a"), mini("b", { at: "2026-10-16T08:00:00Z" })]);
    await set(baseline("gpt-4o-mini", { from: "2026-10-15" }));
    expect((await set(baseline("gpt-4o", { from: "2026-10-01" }))).ended).toMatchObject({ examined: 1, changed: 1 });
    expect(await figures()).toMatchObject({ routing: "0.00329" });
    await ingest([mini("c"), mini("d", { at: "2026-10-16T08:00:00Z" })]);
    expect(await figures()).toMatchObject({ routing: "0.00658", requests: 4 });
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test("of all features reaches those without one of their own", async () => {
    const { ingest } = instance;
    await ingest([mini("a"), mini("b", { feature: "search" }), mini("c", { feature: "own" })]);
    await set(baseline("gpt-4o-mini", { subject: "own" }));
    await set(baseline("gpt-4o", { subject: "*" }));
    expect(await figures()).toMatchObject({ routing: "0.00658" });
    expect(await figures("f.value = 'own'")).toMatchObject({ routing: "0" });
  });

  test("an alias makes what was asked for known: 1 request more is estimable, with its retry", async () => {
    const { sql, ingest } = instance;
    const asked = (over: object) => ({ model: "gpt-4o-mini", model_group: "smart", trace_id: "t", ...over });
    await ingest([
      failedCall("a", asked({ prompt_tokens: 1_000, total_tokens: 1_000, startTime: 1_791_000_000, endTime: 1_791_000_001 })),
      logLine("b", asked({ prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100, startTime: 1_791_000_002 })),
      mini("c"),
    ]);
    const alone = await figures();
    expect(alone).toMatchObject({ requests: 1, estimable: "0.00021" });
    await set(input({ field: "alias", subject: "smart", value: { provider: null, model: "gpt-4o" } }), 1);
    const both = await figures();
    expect(both).toMatchObject({ requests: 2, routing: "0.00329" });
    expect(both?.estimable).toBe(both?.cost);
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test("a declared context of 6,000 where 1,000 are sent saves 5,000 tokens of the baseline", async () => {
    const { ingest } = instance;
    await ingest([mini("a")]);
    await set(baseline("gpt-4o"));
    expect((await set(input({ field: "context_tokens", value: 6_000 }))).ended).toMatchObject({ changed: 1 });
    expect(await figures()).toMatchObject({ context: "0.0125", routing: "0.00329", baseline: "0.016" });
  });

  test("a price of the baseline changes what was saved and no cost; retired, every figure is as before", async () => {
    const { sql, ingest } = instance;
    await ingest([mini("a"), call({ id: "b", model: "gpt-4o-mini", feature: "search" })]);
    await set(baseline("acme-9b", { value: { provider: "openai", model: "gpt-4o" } }));
    const before = await stateOf(sql);
    const price = priceInput.parse({
      provider: "openai",
      model: "gpt-4o",
      lines: [
        { unit: "input_uncached", usdPerMillion: "5" },
        { unit: "output", usdPerMillion: "20" },
      ],
      validFrom: "2026-10-01",
      source: "contract",
    });
    const { entry, repricing } = await enterPrice(sql, price, ACTOR, NOW);
    const done = await runRepricing(sql, repricing, { chunk: 1, settleMs: 0 });
    expect(done).toMatchObject({ examined: 1, changed: 1, requests: 0, routingBefore: "0.00329", routingAfter: "0.00679" });
    expect(done.costBefore).toBe(done.costAfter);
    expect(await figures()).toMatchObject({ routing: "0.00679", cost: "0.00042" });
    expect(await verify(sql, "UTC")).toEqual([]);
    await runRepricing(sql, (await withdrawPrice(sql, entry, ACTOR, NOW)).repricing, { settleMs: 0 });
    expect(await stateOf(sql)).toEqual(before);
  });
});

describe("outcomes follow", () => {
  const judged = () =>
    instance.sql`select id_text(record_id) as id, outcome, trim_scale(outcome_cost)::text as cost from attempt where outcome is not null order by 1`;

  test("a failure costs what is set for its feature from its day on, unless somebody told what it cost; taken out of use, nothing is known again", async () => {
    const { sql, ingest } = instance;
    await ingest([mini("a"), mini("b"), mini("c", { at: "2026-09-30T08:00:00Z" }), mini("d", { feature: "search" }), mini("e")]);
    await set(baseline("gpt-4o"));
    await ingest(
      [
        { request_id: "a", outcome: "failure" },
        { request_id: "b", outcome: "failure", failure_cost: "7" },
        { request_id: "c", outcome: "failure" },
        { request_id: "d", outcome: "failure" },
        { request_id: "e", outcome: "success" },
      ],
      { source: "outcomes", kind: "outcomes" },
    );
    const before = await stateOf(sql);
    const wanted = input({ field: "failure_cost", value: "0.5", from: "2026-10-01" });
    expect(await previewRouting(sql, wanted, { now: NOW })).toMatchObject({
      examined: 3,
      requests: 1,
      routingBefore: "0.00987",
      routingAfter: "0.00987",
      netBefore: "-6.99013",
      netAfter: "-7.49013",
    });
    const { setting, ended } = await set(wanted);
    expect(ended).toMatchObject({ requests: 1, routingBefore: ended?.routingAfter });
    expect(await judged()).toEqual([
      { id: "a", outcome: 2, cost: "0.5" },
      { id: "b", outcome: 2, cost: "7" },
      { id: "c", outcome: 2, cost: null },
      { id: "d", outcome: 2, cost: null },
      { id: "e", outcome: 1, cost: null },
    ]);
    expect(await verify(sql, "UTC")).toEqual([]);
    await retire(setting);
    expect(await stateOf(sql)).toEqual(before);
  });

  test("a session's outcome stands on its first routed request: it moves as a baseline makes another one routed, and back", async () => {
    const { sql, ingest } = instance;
    await ingest([call({ id: "a", session: "s" }), mini("b", { session: "s", at: "2026-10-10T09:00:00Z" })]);
    await ingest([{ session_id: "s", outcome: "failure", failure_cost: "3" }], { source: "outcomes", kind: "outcomes" });
    const before = await stateOf(sql);
    const onA = [
      { id: "a", outcome: 2, cost: "3" },
      { id: "b", outcome: 0, cost: null },
    ];
    expect(await judged()).toEqual(onA);
    const { setting } = await set(baseline("gpt-4o"), 1);
    expect(await judged()).toEqual([
      { id: "a", outcome: 0, cost: null },
      { id: "b", outcome: 2, cost: "3" },
    ]);
    expect(await verify(sql, "UTC")).toEqual([]);
    await retire(setting);
    expect(await judged()).toEqual(onA);
    expect(await stateOf(sql)).toEqual(before);
  });
});

test("requests from before there was a ledger get theirs once, and verify is clean while they wait", async () => {
  const { sql, ingest } = instance;
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
  const { sql, ingest } = instance;
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
  const { sql, ingest } = instance;
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
  const { sql } = instance;
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
    await instance.ingest(shuffled.slice(i, i + size));
    if (random() < 0.5) await instance.ingest(shuffled.slice(Math.max(0, i - 5), i + size));
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

  const revised = await instance.ingest(
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
    expect([...(await byFeature(instance))]).toEqual([...(await byFeature(fresh))]);
  } finally {
    await fresh.close();
  }
  for (const setting of settings) await retire(setting);
  expect(await stateOf(sql)).toEqual(before);
}, 60_000);

test("two features that swap their data swap their figures", async () => {
  const other = await testInstance();
  try {
    const lines = (first: string, second: string) => [
      mini("a", { feature: first, input: 5_000 }),
      call({ id: "b", feature: first }),
      mini("c", { feature: second }),
      logLine("d", { model: "gpt-4o-mini", startTime: 1_791_000_000 }, { spend_logs_metadata: { feature: second } }),
    ];
    const all = async (one: TestInstance) => {
      const rows = await one.sql`
        select f.value as feature, trim_scale(sum(saved_routing)) as routing, trim_scale(sum(estimable_cost)) as cost from rollup_day_feature r
        join dimension_value f on f.id = r.feature group by 1`;
      return new Map(rows.map(({ feature, ...row }) => [feature as string, row]));
    };
    await instance.ingest(lines("x", "y"));
    await other.ingest(lines("y", "x"));
    const [here, there] = [await all(instance), await all(other)];
    expect(here.get("x")).toEqual(there.get("y"));
    expect(here.get("y")).toEqual(there.get("x"));
    expect(here.get("x")).not.toEqual(here.get("y"));
  } finally {
    await other.close();
  }
});

test("a gateway's row whose feature a tracer tells is compared with that feature's baseline, and no more once the tracer's run is undone", async () => {
  const { sql, ingest } = instance;
  await set(baseline("gpt-4o"));
  await ingest([
    logLine("chatcmpl-1", { model: "gpt-4o-mini", model_group: "gpt-4o-mini", startTime: 1_791_000_000 }, { spend_logs_metadata: {} }),
  ]);
  expect(await figures()).toMatchObject({ routing: "0" });
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini",
    "gen_ai.response.id": "chatcmpl-1",
    "permille.feature": "chat",
  };
  const span = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    name: "chat",
    startTimeUnixNano: "1791000000000000000",
    endTimeUnixNano: "1791000001000000000",
    attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  };
  const traced = await ingest([{ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: [span] }] }] }]);
  expect(Number((await figures())?.routing)).toBeGreaterThan(0);
  expect(await verify(sql, "UTC")).toEqual([]);
  await undoRun(sql, traced.id, ACTOR);
  expect(await figures()).toMatchObject({ routing: "0" });
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("what can't be set is not noted, and a setting that is not in use can't be retired", async () => {
  const unknown = input({ value: { provider: null, model: "unheard-of" } });
  await expect(changeRouting(instance.sql, unknown, ACTOR, NOW)).rejects.toThrow(/No price is known/);
  // What can't be noted for the past is not set either.
  await instance.sql`alter table repricing add constraint refused check (setting is null)`;
  await expect(changeRouting(instance.sql, baseline("gpt-4o"), ACTOR, NOW)).rejects.toThrow(/refused/);
  await instance.sql`alter table repricing drop constraint refused`;
  expect(await instance.sql`select 1 from routing_setting union all select 1 from repricing`).toHaveLength(0);
  await expect(withdrawRouting(instance.sql, 7, ACTOR, NOW)).rejects.toThrow(/no routing setting 7/);
});

test("the list tells what holds, what is planned, superseded and retired, the latest day first; a target mix needs no recomputation", async () => {
  const { sql } = instance;
  const ids = [];
  for (const from of [null, "2026-10-01", "2026-12-01"]) ids.push((await set(baseline("gpt-4o", { from }))).setting);
  await retire((await set(baseline("gpt-4o-mini", { from: "2026-11-01" }))).setting);
  const mix = await set(input({ field: "target_mix", subject: "*", value: { frontier: "0.7", mid: "0.2", small: "0.1" } }));
  expect(mix.ended).toBeNull();
  expect((await listRouting(sql, NOW)).map(({ field, fromDay, state }) => [field, fromDay, state])).toEqual([
    ["baseline", "2026-12-01", "planned"],
    ["baseline", "2026-11-01", "retired"],
    ["baseline", "2026-10-01", "holds"],
    ["baseline", null, "superseded"],
    ["target_mix", null, "holds"],
  ]);
  expect(await listRouting(sql, NOW, { field: "target_mix" })).toMatchObject([
    { id: mix.setting, value: { frontier: "0.7" }, createdBy: ACTOR, retiredBy: null },
  ]);
});
