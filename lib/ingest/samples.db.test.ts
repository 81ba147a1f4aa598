import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { ageOut } from "../gpu";
import { runQuery } from "../metrics";
import { verify } from "../rollups";
import { Pusher, undoRun } from ".";
import { ingestText, NOW, truncateFacts } from "./testing";
import { gpuLine, SAMPLE_TABLES, sampleState, scrape } from "./testing-samples";

const { sql } = openTestDatabase();
beforeEach(async () => {
  await truncateFacts(sql);
  await emptyTables(sql, SAMPLE_TABLES);
});

const T0 = Date.UTC(2026, 10, 22, 10);
const minute = (n: number) => T0 + n * 60_000;
const engine = (n: number, value: number, labels = {}) => gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", value, { at: minute(n), ...labels });
const slots = () =>
  sql<{ at: string; engine_uw: string; engine_ms: string; slot_ms: string; idle_ms: string }[]>`
    select to_char(slot at time zone 'UTC', 'HH24:MI') as at, engine_uw, engine_ms, slot_ms, idle_ms from gpu_slot order by slot, subject`;
const ok = async () => expect(await verify(sql, "UTC")).toEqual([]);

describe("weights", () => {
  test("each sample weighs until the next, at most three intervals; the last one an interval, a lone one 60 s", async () => {
    // 15 s apart, then a gap of 10 minutes, then the last one.
    const at = [0, 0.25, 0.5, 0.75, 10.75, 11];
    await ingestText(sql, at.map((n) => engine(n, 0.5)).join("\n"));
    // The gap's sample counts 45 s, and the last one 15 s.
    expect((await slots()).map((row) => [row.at, row.engine_ms])).toEqual([
      ["10:00", String(45_000 + 45_000)],
      ["10:10", String(15_000 + 15_000)],
    ]);
    await ok();
    await ingestText(sql, engine(40, 1, { uuid: "GPU-lone" }));
    expect((await slots()).at(-1)).toMatchObject({ at: "10:40", engine_ms: "60000", engine_uw: "60000000000", slot_ms: "300000" });
    await ok();
  });

  test("a sample that comes late changes what the one before it weighs, also in another hour", async () => {
    await ingestText(sql, [engine(58, 0.5), engine(59, 0.5)].join("\n"));
    expect((await slots()).map((row) => row.engine_ms)).toEqual(["120000"]);
    await ingestText(sql, engine(61, 0.5));
    expect((await slots()).map((row) => row.engine_ms)).toEqual([String(60_000 + 120_000), "60000"]);
    await ok();
  });

  test("a slot below 5 % is idle, one at 5 % is not", async () => {
    const text = [0, 1, 2, 3, 4].map((n) => engine(n, 0.04999)).concat([5, 6, 7, 8, 9].map((n) => engine(n, 0.05)));
    await ingestText(sql, text.join("\n"));
    expect((await slots()).map((row) => [row.slot_ms, row.idle_ms])).toEqual([
      ["300000", "300000"],
      ["300000", "0"],
    ]);
  });
});

test("scraped every 10 minutes, a sample stands for two slots; every 4 minutes no time counts twice", async () => {
  await ingestText(sql, Array.from({ length: 6 }, (_, n) => engine(n * 10, 0.01)).join("\n"));
  const hour = () => sql`select (slot_ms / 60000)::integer as minutes, (idle_ms / 60000)::integer as idle from gpu_hour order by subject`;
  expect(await hour()).toEqual([{ minutes: 60, idle: 60 }]);
  await ingestText(sql, Array.from({ length: 15 }, (_, n) => engine(n * 4, 0.9, { uuid: "GPU-4" })).join("\n"));
  expect(await hour()).toEqual([
    { minutes: 60, idle: 60 },
    { minutes: 60, idle: 0 },
  ]);
  await ok();
});

describe("the same values again", () => {
  test("a scrape told twice is a duplicate, in the same file, by another run and by another source", async () => {
    const text = scrape(minute(0));
    expect(await ingestText(sql, text)).toMatchObject({ read: 9, accepted: 7, ignored: 2, duplicate: 0 });
    const once = await sampleState(sql);
    expect(await ingestText(sql, text + text)).toMatchObject({ read: 18, accepted: 0, duplicate: 14, revised: 0, ignored: 4 });
    expect(await ingestText(sql, text, { source: "second" })).toMatchObject({ accepted: 0, duplicate: 7 });
    expect(await sampleState(sql)).toEqual(once);
    await ok();
  });

  test("a text without timestamps keeps the time at which its content was first read", async () => {
    const text = scrape(null);
    expect(await ingestText(sql, text)).toMatchObject({ accepted: 7, from: NOW.toISOString() });
    expect(await ingestText(sql, text, { now: new Date(NOW.getTime() + 3_600_000) })).toMatchObject({ accepted: 0, duplicate: 7 });
    const other = scrape(null, { engine: 0.25 });
    expect(await ingestText(sql, other)).toMatchObject({ accepted: 7, duplicate: 0 });
    expect(await sql`select distinct at from gpu_sample order by at`).toEqual([{ at: NOW }, { at: new Date(NOW.getTime() + 1) }]);
    await ok();
  });

  test("another value for the same moment restates it, and undoing that brings the first back", async () => {
    await ingestText(sql, [engine(0, 0.5), engine(1, 0.5)].join("\n"));
    const before = await sampleState(sql);
    const second = await ingestText(sql, [engine(0, 0.75), engine(1, 0.5)].join("\n"));
    expect(second).toMatchObject({ accepted: 0, duplicate: 1, revised: 1 });
    expect((await slots())[0]?.engine_uw).toBe(String((750_000 + 500_000) * 60_000));
    await ok();
    await undoRun(sql, second.id, "test");
    expect(await sampleState(sql)).toEqual(before);
    await ok();
  });

  test("what two runs told stays until both are undone", async () => {
    const first = await ingestText(sql, [scrape(minute(0)), scrape(null)].join("\n"));
    const both = await sampleState(sql);
    const second = await ingestText(sql, [scrape(minute(0)), scrape(null)].join("\n"), { now: new Date(NOW.getTime() + 60_000) });
    expect(second).toMatchObject({ accepted: 0, duplicate: 14 });
    await undoRun(sql, first.id, "test");
    expect(await sampleState(sql)).toEqual(both);
    await ok();
    await undoRun(sql, second.id, "test");
    const state = await sampleState(sql);
    for (const table of ["gpu_sample", "gpu_slot", "gpu_hour", "gpu_day"]) expect(state[table], table).toEqual([]);
    expect(await sql`select from sample_untimed`).toHaveLength(0);
  });
});

describe("counters", () => {
  const energy = (n: number, millijoules: number) => gpuLine("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", millijoules, { at: minute(n) });
  const joules = async () => (await sql<{ j: string }[]>`select trim_scale(sum(energy_uj) / 1e6)::text as j from gpu_day`)[0]?.j;
  test("gains add up, and a counter that fell began anew at zero", async () => {
    await ingestText(sql, [energy(0, 1_000_000), energy(1, 7_000_000), energy(2, 500_000), energy(3, 900_000)].join("\n"));
    expect(await joules()).toBe(String(6000 + 500 + 400));
    await ok();
  });
  test("of a gain over a gap of 30 minutes only the three minutes that are measured count", async () => {
    await ingestText(sql, [energy(0, 0), energy(1, 6_000_000), energy(31, 36_000_000)].join("\n"));
    expect(await joules()).toBe(String(6000 + 30_000 / 10));
  });
  test("without a counter energy is power × time", async () => {
    await ingestText(sql, [0, 1, 2].map((n) => gpuLine("DCGM_FI_DEV_POWER_USAGE", 300, { at: minute(n) })).join("\n"));
    expect(await joules()).toBe(String(300 * 180));
  });
});

test("MIG instances replace their card's activity; power stays the card's", async () => {
  const mig = (id: string, profile: string, value: number) => ({ GPU_I_ID: id, GPU_I_PROFILE: profile, value });
  const lines = [0, 1].flatMap((n) => [
    engine(n, 0.9),
    gpuLine("DCGM_FI_DEV_POWER_USAGE", 200, { at: minute(n) }),
    ...[mig("1", "3g.20gb", 0.5), mig("2", "1g.5gb", 0)].map(({ value, ...labels }) => engine(n, value, { labels })),
  ]);
  await ingestText(sql, lines.join("\n"));
  const rows = await sql`
    select d.instance, d.slices, d.slices_of, s.engine_uw::float8 as uw, s.engine_ms::integer as ms, s.power_ms::integer as power
    from gpu_slot s join gpu_device d on d.id = s.subject order by d.instance`;
  expect(rows).toEqual([
    { instance: "", slices: 1, slices_of: 1, uw: 0, ms: 0, power: 120_000 },
    { instance: "1 3g.20gb", slices: 3, slices_of: 7, uw: 500_000 * 120_000, ms: 120_000, power: 0 },
    { instance: "2 1g.5gb", slices: 1, slices_of: 7, uw: 0, ms: 120_000, power: 0 },
  ]);
  await ok();
});

test("samples age into slots, hours and days; what is older is left out by name", async () => {
  const day = (n: number) => T0 - n * 86_400_000;
  const text = [70, 20, 1]
    .flatMap((n) => [0, 1].map((m) => gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0.5, { at: day(n) + m * 60_000 })))
    .join("\n");
  await ingestText(sql, text);
  const days = await sql`select * from gpu_day order by day`;
  await ageOut(sql, NOW);
  expect(await sql`select count(*)::integer as n from gpu_sample`).toEqual([{ n: 2 }]);
  expect(await sql`select count(*)::integer as n from gpu_slot`).toEqual([{ n: 2 }]);
  expect(await sql`select * from gpu_day order by day`).toEqual(days);
  await ok();
  expect(await ingestText(sql, text)).toMatchObject({ read: 6, accepted: 0, duplicate: 2, ignored: 4, ignoredReasons: { aged_out: 4 } });
  expect(await sql`select * from gpu_day order by day`).toEqual(days);
  await ok();
});

test("vLLM: gauges by time, counters by what they gained, through a restart", async () => {
  const at = (n: number, running: number, tokens: number, latency: number, count: number) =>
    [
      `vllm:num_requests_running{model_name="m",engine="0"} ${running} ${minute(n)}`,
      `vllm:generation_tokens_total{model_name="m",engine="0"} ${tokens} ${minute(n)}`,
      `vllm:e2e_request_latency_seconds_sum{model_name="m",engine="0"} ${latency} ${minute(n)}`,
      `vllm:e2e_request_latency_seconds_count{model_name="m",engine="0"} ${count} ${minute(n)}`,
    ].join("\n");
  await ingestText(sql, [at(0, 2, 1000, 10, 5), at(1, 4, 1500, 20, 10), at(2, 0, 100, 1, 1), at(3, 0, 100, 1, 1)].join("\n"));
  expect(
    await sql`select output_tokens::integer as tokens, latency_us::integer as us, latency_count::integer as n, gains::integer as gains,
      (running_w / running_ms)::integer as running from serving_day`,
  ).toEqual([{ tokens: 600, us: 11_000_000, n: 6, gains: 3, running: 1500 }]);
  await ok();
});

describe("whole inputs, told by their format", () => {
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, "../collectors/fixtures/prometheus", name), "utf8");
  test.each([
    ["dcgm-mig.prom", "dcgm", { read: 6, accepted: 3, duplicate: 1, ignored: 2, rejected: 0 }],
    ["dcgm-federate.prom", "dcgm", { read: 3, accepted: 3, ignored: 0 }],
    ["vllm.prom", "vllm", { read: 10, accepted: 8, ignored: 2 }],
    ["query-range.json", "prometheus", { read: 8, accepted: 4, ignored: 3, rejected: 1 }],
  ])("%s is of source %s", async (name, source, counts) => {
    expect(await ingestText(sql, fixture(name))).toMatchObject({ source, ...counts });
    expect(await ingestText(sql, fixture(name), { dryRun: true })).toMatchObject({ accepted: 0, revised: 0 });
    await ok();
  });

  test("a real T4: utilization 0.156205 beside tensor activity 0.005822, though its util is 91 %", async (ctx) => {
    const file = join(import.meta.dirname, "../../../shared/formats/samples/dcgm_exporter/metrics_tesla_t4_no_pod.prom");
    if (!existsSync(file)) return ctx.skip("shared samples are not here");
    expect(await ingestText(sql, readFileSync(file, "utf8"))).toMatchObject({ read: 20, accepted: 9, ignored: 11 });
    const metric = "gpu_utilization,gpu_tensor_activity,gpu_memory_used_share,gpu_power,gpu_allocated_share";
    const { data } = await runQuery(sql, { metric, by: "gpu_model", from: "2026-11-22", to: "2026-11-23" }, { now: NOW.getTime() });
    expect(data).toEqual([
      {
        gpu_model: "Tesla T4",
        gpu_utilization: "0.156205",
        gpu_tensor_activity: "0.005822",
        gpu_memory_used_share: "0.333376741763",
        gpu_power: "68.244",
        gpu_allocated_share: null,
      },
    ]);
    expect(await sql`select energy, memory_used + memory_free + memory_reserved as mib from gpu_sample`).toEqual([
      { energy: "15152422938", mib: 15_358 },
    ]);
  });

  test("a push is answered with what became of it, and twice it is a duplicate", async () => {
    const pusher = new Pusher(sql);
    const push = () => pusher.push({ bytes: Buffer.from(scrape(minute(0))), now: NOW });
    expect(await push()).toMatchObject({
      source: "dcgm",
      read: 9,
      accepted: 7,
      ignored: 2,
      cost: null,
      from: new Date(minute(0)).toISOString(),
    });
    expect(await push()).toMatchObject({ accepted: 0, duplicate: 7 });
    await ok();
  });

  test("calls know nothing of it: a source of machines covers no call", async () => {
    await ingestText(sql, scrape(minute(0)));
    expect(await sql`select role from source`).toEqual([{ role: "monitor" }]);
    const { data, meta } = await runQuery(sql, { metric: "requests,cost", from: "2026-11-22", to: "2026-11-23" }, { now: NOW.getTime() });
    expect(data).toEqual([{ requests: null, cost: null }]);
    expect(meta).toMatchObject({ dataThrough: null, sources: [] });
  });
});
