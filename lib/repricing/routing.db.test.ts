import { describe, expect, test } from "vitest";
import { failedCall, call as logLine, stateOf } from "../ingest/testing";
import { priceInput } from "../prices";
import { verify } from "../rollups";
import { call, NOW } from "../runs/testing";
import { listRouting } from "../savings";
import { changeRouting, enterPrice, listRecomputations, previewRouting, runRepricing, withdrawPrice, withdrawRouting } from ".";
import { ACTOR, baseline, input, mini, openRouting } from "./testing-routing";

const { open, set, retire, figures } = openRouting();

describe("setting a baseline", () => {
  test("2 requests of a feature take it from its day on, the one before and another feature's don't; taken out of use every figure is as before", async () => {
    const { sql, ingest } = open();
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
    const { sql, ingest } = open();
    await ingest([mini("a"), mini("b", { at: "2026-10-16T08:00:00Z" })]);
    await set(baseline("gpt-4o-mini", { from: "2026-10-15" }));
    expect((await set(baseline("gpt-4o", { from: "2026-10-01" }))).ended).toMatchObject({ examined: 1, changed: 1 });
    expect(await figures()).toMatchObject({ routing: "0.00329" });
    await ingest([mini("c"), mini("d", { at: "2026-10-16T08:00:00Z" })]);
    expect(await figures()).toMatchObject({ routing: "0.00658", requests: 4 });
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test("of all features reaches those without one of their own", async () => {
    const { ingest } = open();
    await ingest([mini("a"), mini("b", { feature: "search" }), mini("c", { feature: "own" })]);
    await set(baseline("gpt-4o-mini", { subject: "own" }));
    await set(baseline("gpt-4o", { subject: "*" }));
    expect(await figures()).toMatchObject({ routing: "0.00658" });
    expect(await figures("f.value = 'own'")).toMatchObject({ routing: "0" });
  });

  test("an alias makes what was asked for known: 1 request more is estimable, with its retry", async () => {
    const { sql, ingest } = open();
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
    const { ingest } = open();
    await ingest([mini("a")]);
    await set(baseline("gpt-4o"));
    expect((await set(input({ field: "context_tokens", value: 6_000 }))).ended).toMatchObject({ changed: 1 });
    expect(await figures()).toMatchObject({ context: "0.0125", routing: "0.00329", baseline: "0.016" });
  });

  test("a price of the baseline changes what was saved and no cost; retired, every figure is as before", async () => {
    const { sql, ingest } = open();
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

test("what can't be set is not noted, and a setting that is not in use can't be retired", async () => {
  const unknown = input({ value: { provider: null, model: "unheard-of" } });
  await expect(changeRouting(open().sql, unknown, ACTOR, NOW)).rejects.toThrow(/No price is known/);
  // What can't be noted for the past is not set either.
  await open().sql`alter table repricing add constraint refused check (setting is null)`;
  await expect(changeRouting(open().sql, baseline("gpt-4o"), ACTOR, NOW)).rejects.toThrow(/refused/);
  await open().sql`alter table repricing drop constraint refused`;
  expect(await open().sql`select 1 from routing_setting union all select 1 from repricing`).toHaveLength(0);
  await expect(withdrawRouting(open().sql, 7, ACTOR, NOW)).rejects.toThrow(/no routing setting 7/);
});

test("the list tells what holds, what is planned, superseded and retired, the latest day first; a target mix needs no recomputation", async () => {
  const { sql } = open();
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
