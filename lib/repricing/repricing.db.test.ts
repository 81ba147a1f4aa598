import { afterEach, beforeEach, expect, test } from "vitest";
import { seeded } from "../bench/litellm-lines";
import { priceInput } from "../prices";
import { verify } from "../rollups";
import { call, dayCount, NOW, type TestInstance, testInstance } from "../runs/testing";
import { enterPrice, previewPrice, runRepricing, withdrawPrice } from ".";

let instance: TestInstance;

beforeEach(async () => {
  instance = await testInstance();
});
afterEach(() => instance.close());

const acme = (extra: object = {}) =>
  priceInput.parse({
    provider: "openai",
    model: "acme-7b",
    lines: [
      { unit: "input_uncached", usdPerMillion: "2" },
      { unit: "output", usdPerMillion: "8" },
    ],
    validFrom: "2026-10-01",
    source: "contract",
    ...extra,
  });
const total = async () =>
  (await instance.sql<{ cost: string }[]>`select trim_scale(coalesce(sum(cost), 0))::text as cost from rollup_day_model`)[0]?.cost;

test("a price entered today prices the 2 requests since its first day and leaves the one before; retiring it takes both back", async () => {
  const { sql, ingest } = instance;
  const model = "acme-7b";
  await ingest([
    call({ id: "a", model, session: "s" }),
    call({ id: "b", model, session: "s", at: "2026-10-11T08:00:00Z" }),
    call({ id: "c", model, at: "2026-09-30T23:59:59Z" }),
    call({ id: "d" }),
  ]);
  const before = await total();
  expect(await previewPrice(sql, acme())).toMatchObject({
    changed: 2,
    requests: 2,
    newlyPriced: 2,
    costBefore: "0",
    costAfter: "0.0056",
    complete: true,
  });
  const { entry, repricing } = await enterPrice(sql, acme(), "eng@example.com", NOW);
  const done = await runRepricing(sql, repricing, { chunk: 1, settleMs: 0 });
  expect(done).toMatchObject({ state: "done", examined: 2, changed: 2, requests: 2, newlyPriced: 2, costBefore: "0", costAfter: "0.0056" });
  expect(Number(await total())).toBeCloseTo(Number(before) + 0.0056, 12);
  expect(await verify(sql, "UTC")).toEqual([]);
  const [session] = await sql<{ unpriced: number; cost: string }[]>`select unpriced, trim_scale(cost)::text as cost from session`;
  expect(session).toEqual({ unpriced: 0, cost: "0.0056" });

  const back = await runRepricing(sql, (await withdrawPrice(sql, entry, "eng@example.com", NOW)).repricing, { settleMs: 0 });
  expect(back).toMatchObject({ changed: 2, costBefore: "0.0056", costAfter: "0" });
  expect(await total()).toBe(before);
  expect(await verify(sql, "UTC")).toEqual([]);
  const audit = await sql<{ action: string }[]>`select action from audit_entry where action = 'reprice'`;
  expect(audit).toHaveLength(2);
});

test("a provider's own counts take the price too", async () => {
  const { sql, ingest } = instance;
  await ingest([dayCount("2026-10-05", "acme-7b", 10, 1_000_000, 100_000)]);
  const { repricing } = await enterPrice(sql, acme({ provider: "*" }), "eng", NOW);
  expect(await runRepricing(sql, repricing, { settleMs: 0 })).toMatchObject({
    changed: 1,
    requests: 10,
    newlyPriced: 10,
    costAfter: "2.8",
  });
  expect(await total()).toBe("2.8");
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("random calls, prices and retirements in random chunks: rollups equal facts, and re-pricing equals ingesting afresh", async () => {
  const { sql, ingest } = instance;
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const records = Array.from({ length: 150 }, (_, i) =>
    call({
      id: `r${i}`,
      model: pick(["acme-7b", "Acme-7B", "acme-9b", "gpt-4o"]),
      provider: pick(["openai", "anthropic"]),
      session: `s${Math.floor(random() * 40)}`,
      at: new Date(Date.UTC(2026, 8, 20) + Math.floor(random() * 30 * 86_400_000)).toISOString(),
      input: Math.floor(random() * 5_000),
      feature: pick(["x", "y"]),
    }),
  );
  await ingest(records);
  const live: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const retire = live.length > 0 && random() < 0.3;
    const { repricing } = retire
      ? await withdrawPrice(sql, live.splice(Math.floor(random() * live.length), 1)[0] ?? 0, "eng", NOW)
      : await enterPrice(
          sql,
          acme({
            model: pick(["acme-7b", "ACME-9B", "gpt-4o"]),
            provider: pick(["*", "openai"]),
            validFrom: pick(["2026-09-01", "2026-10-01"]),
            validTo: pick([null, "2026-10-10"]),
          }),
          "eng",
          NOW,
        ).then((entered) => {
          live.push(entered.entry);
          return entered;
        });
    await runRepricing(sql, repricing, { chunk: 25 + Math.floor(random() * 100), settleMs: 0 });
    expect(await verify(sql, "UTC")).toEqual([]);
  }
  const cells =
    () => sql`select v.value as model, p.value as provider, sum(requests) as requests, trim_scale(sum(cost)) as cost, sum(priced_requests) as priced
    from rollup_day_model r left join dimension_value v on v.id = r.model left join dimension_value p on p.id = r.provider group by 1, 2 order by 1, 2`;
  const repriced = [...(await cells())];
  const fresh = await testInstance();
  try {
    for (const row of await sql`select provider, model, tier, geo, lines, valid_from, valid_to, source, checked_on, created_by, retired_at from price_entry order by id`) {
      await fresh.sql`insert into price_entry ${fresh.sql({ ...row, lines: fresh.sql.json(row.lines) })}`;
    }
    await fresh.ingest(records);
    const afresh = [
      ...(await fresh.sql`select v.value as model, p.value as provider, sum(requests) as requests, trim_scale(sum(cost)) as cost, sum(priced_requests) as priced
      from rollup_day_model r left join dimension_value v on v.id = r.model left join dimension_value p on p.id = r.provider group by 1, 2 order by 1, 2`),
    ];
    expect(repriced).toEqual(afresh);
  } finally {
    await fresh.close();
  }
}, 120_000);

test("a price whose re-pricing can't be noted stays in use, so that the past is never forgotten", async () => {
  const { sql } = instance;
  const { entry } = await enterPrice(sql, acme(), "eng", NOW);
  await expect(withdrawPrice(sql, entry, "eng", new Date(Number.NaN))).rejects.toThrow();
  expect(await sql`select retired_at from price_entry where id = ${entry}`).toEqual([{ retired_at: null }]);
});
