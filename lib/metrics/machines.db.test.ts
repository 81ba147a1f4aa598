import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { amortizedRate, retireGpuRate, setGpuRate, setIdleBelow } from "../gpu";
import { undoRun } from "../ingest";
import { call, ingestText, lines, NOW } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { verify } from "../rollups";
import { changeZone } from "../settings";
import { runQuery } from "./run";

const { sql } = openTestDatabase();
beforeAll(async () => {
  await ingestText(sql, text());
  await ingestText(sql, vllm());
  await ingestText(sql, lines([call("a", { startTime: minute(0) / 1000 })]));
});

const T0 = Date.UTC(2026, 10, 20, 10);
const minute = (n: number) => T0 + n * 60_000;
const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";

/**
 * Two hours of: a busy card whose tensor cores do nothing (held by a pod), an idle one (free), one that knows GPU util alone, and a card of two MIG
 * instances, 3 of 7 fully busy and 1 of 7 idle.
 */
function text(): string {
  return Array.from({ length: 120 }, (_, n) => {
    const at = minute(n);
    const mig = (id: string, profile: string, value: number) =>
      gpuLine(ENGINE, value, { at, uuid: "GPU-mig", host: "node-3", labels: { GPU_I_ID: id, GPU_I_PROFILE: profile } });
    return [
      gpuLine(ENGINE, 0.9, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", 0.006, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine("DCGM_FI_DEV_GPU_UTIL", 100, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine("DCGM_FI_DEV_FB_USED", 60_000, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine("DCGM_FI_DEV_FB_FREE", 20_000, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine("DCGM_FI_DEV_POWER_USAGE", 500, { at, uuid: "GPU-busy", pod: "train-1" }),
      gpuLine(ENGINE, 0.01, { at, uuid: "GPU-idle", pod: "" }),
      gpuLine("DCGM_FI_DEV_GPU_UTIL", 30, { at, uuid: "GPU-old", host: "node-2", labels: { modelName: "GeForce" } }),
      ...(n === 0 ? [gpuLine(ENGINE, 1, { at, uuid: "GPU-old", host: "node-2", labels: { modelName: "GeForce" } })] : []),
      mig("1", "3g.20gb", 1),
      mig("2", "1g.5gb", 0),
    ].join("\n");
  }).join("\n");
}

function vllm(): string {
  return Array.from({ length: 11 }, (_, n) =>
    [
      `vllm:num_requests_waiting{model_name="acme/8b",engine="0",pod="llama-0"} ${n < 5 ? 4 : 0} ${minute(n)}`,
      `vllm:generation_tokens_total{model_name="acme/8b",engine="0",pod="llama-0"} ${n * 1000} ${minute(n)}`,
      `vllm:request_success_total{model_name="acme/8b",engine="0",pod="llama-0",finished_reason="stop"} ${n * 10} ${minute(n)}`,
      `vllm:e2e_request_latency_seconds_sum{model_name="acme/8b",engine="0",pod="llama-0"} ${n * 15} ${minute(n)}`,
      `vllm:e2e_request_latency_seconds_count{model_name="acme/8b",engine="0",pod="llama-0"} ${n * 10} ${minute(n)}`,
    ].join("\n"),
  ).join("\n");
}

const now = NOW.getTime();
const WHOLE = { from: "2026-11-20", to: "2026-11-21" };
const ask = async (metric: string, more: object = {}) => (await runQuery(sql, { metric, ...WHOLE, ...more }, { now })).data;

describe("GPUs", () => {
  test("a card that is 90 % busy with 0.6 % tensor activity shows both", async () => {
    expect(await ask("gpu_utilization,gpu_tensor_activity,gpu_memory_used_share,gpu_allocated_share", { where: "pod=train-1" })).toEqual([
      { gpu_utilization: "0.9", gpu_tensor_activity: "0.006", gpu_memory_used_share: "0.75", gpu_allocated_share: "1" },
    ]);
  });

  test("by host: MIG weighs 3/7 busy beside 1/7 idle; a card whose engine was seen once speaks by GPU util", async () => {
    expect(await ask("gpu_utilization,gpu_tensor_activity,gpus,gpu_hours", { by: "host" })).toEqual([
      { host: "node-3", gpu_utilization: "0.75", gpu_tensor_activity: null, gpus: "1", gpu_hours: expect.stringMatching(/^1\.142857/) },
      { host: "node-1", gpu_utilization: "0.455", gpu_tensor_activity: "0.006", gpus: "2", gpu_hours: "4" },
      { host: "node-2", gpu_utilization: "0.3", gpu_tensor_activity: null, gpus: "1", gpu_hours: "2" },
    ]);
  });

  test("idle hours: 2 of the idle card and 2/7 of the idle instance", async () => {
    expect(await ask("gpu_idle_hours,gpu_idle_share", { where: "host=node-1" })).toEqual([{ gpu_idle_hours: "2", gpu_idle_share: "0.5" }]);
    expect((await ask("gpu_idle_hours", { where: "host=node-3" }))[0]?.gpu_idle_hours).toMatch(/^0\.285714/);
  });

  test("the line for idleness is a setting: at 95 % of activity all but the busy instance are idle; at 5 % it is as before", async () => {
    const before = await ask("gpu_idle_hours");
    await setIdleBelow(sql, 0.95, "test");
    expect((await ask("gpu_idle_hours"))[0]?.gpu_idle_hours).toMatch(/^6\.285714/);
    expect(await verify(sql, "UTC")).toEqual([]);
    await setIdleBelow(sql, 0.05, "test");
    expect(await ask("gpu_idle_hours")).toEqual(before);
    await expect(setIdleBelow(sql, 5, "test")).rejects.toMatchObject({ code: "invalid" });
  });

  test("500 W for two hours is 1 kWh", async () => {
    expect(await ask("gpu_power,gpu_energy", { where: "pod=train-1" })).toEqual([{ gpu_power: "500", gpu_energy: "1" }]);
  });

  test("hours add up to the day, and half an hour comes from 5-minute slots", async () => {
    const hours = await ask("gpu_hours", { by: "hour", order: "time" });
    expect(hours.filter((row) => row.gpu_hours !== null).map((row) => row.hour)).toEqual([
      "2026-11-20T10:00:00+00:00",
      "2026-11-20T11:00:00+00:00",
    ]);
    expect(await ask("gpu_hours", { where: "host=node-1", from: "2026-11-20T10:30:00Z", to: "2026-11-20T11:00:00Z" })).toEqual([
      { gpu_hours: "1" },
    ]);
  });

  test("without samples a figure is unknown, never zero: another day, another host, every bucket of a chart", async () => {
    const none = { gpu_utilization: null, gpu_hours: null, gpu_idle_hours: null, gpu_energy: null, gpus: null };
    const all = Object.keys(none).join();
    expect(await ask(all, { from: "2026-11-18", to: "2026-11-20" })).toEqual([none]);
    expect(await ask(all, { where: "host=nowhere" })).toEqual([none]);
    expect(await ask("gpu_utilization", { by: "day", from: "2026-11-19", to: "2026-11-22", order: "time" })).toEqual([
      { day: "2026-11-19", gpu_utilization: null },
      { day: "2026-11-20", gpu_utilization: expect.stringMatching(/^0\./) },
      { day: "2026-11-21", gpu_utilization: null },
    ]);
  });

  test("calls and machines in one answer by day; each refuses the other's dimensions", async () => {
    expect(await ask("requests,gpu_hours", { by: "day", where: [], ...WHOLE })).toMatchObject([{ day: "2026-11-20", requests: "1" }]);
    await expect(ask("cost", { by: "host" })).rejects.toMatchObject({ code: "invalid" });
    await expect(ask("gpu_utilization", { where: "customer=a" })).rejects.toMatchObject({ code: "invalid" });
    await expect(ask("gpu_utilization", { by: "provider" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("the largest hosts and the rest; data through the newest sample, from its source", async () => {
    const { data, rest, meta } = await runQuery(sql, { metric: "gpu_hours", by: "host", top: 1, ...WHOLE }, { now });
    expect(data).toEqual([{ host: "node-1", gpu_hours: "4" }]);
    expect(rest).toEqual([{ host: null, gpu_hours: expect.stringMatching(/^3\.142857/) }]);
    expect(meta).toMatchObject({ dataThrough: new Date(minute(119)).toISOString(), sources: ["dcgm"], pricedShare: null });
  });

  test("in another zone hours and days are cut anew and add up to the same", async () => {
    const before = await ask("gpu_hours,gpu_energy", { from: "2026-11-19", to: "2026-11-22" });
    await changeZone(sql, "Asia/Kathmandu", "test");
    try {
      const hours = await ask("gpu_hours", { by: "hour", order: "time", where: "host=node-2" });
      expect(hours.filter((row) => row.gpu_hours !== null)).toEqual([
        { hour: "2026-11-20T15:00:00+05:45", gpu_hours: "0.25" },
        { hour: "2026-11-20T16:00:00+05:45", gpu_hours: "1" },
        { hour: "2026-11-20T17:00:00+05:45", gpu_hours: "0.75" },
      ]);
      expect(await ask("gpu_hours,gpu_energy", { from: "2026-11-19", to: "2026-11-22" })).toEqual(before);
    } finally {
      await changeZone(sql, "UTC", "test");
    }
  });
});

describe("what GPUs cost", () => {
  const rate = (field: string, subject: string, usdPerHour: string | null, fromDay: string | null = null) =>
    setGpuRate(sql, { field, subject, usdPerHour, fromDay }, "test");
  const clear = async () => {
    for (const { id } of await sql<{ id: number }[]>`select id from gpu_rate where retired_at is null`)
      await retireGpuRate(sql, id, "test");
  };

  test("without a rate a cost is unknown; with one it is hours × rate, idle by 5-minute slots", async () => {
    expect(await ask("gpu_cost,gpu_idle_cost,gpu_rated_share")).toEqual([{ gpu_cost: null, gpu_idle_cost: null, gpu_rated_share: "0" }]);
    await rate("host", "node-1", "3");
    const of = "gpu_cost,gpu_idle_cost,gpu_unallocated_cost,gpu_inactive_cost,gpu_rated_share";
    // Two cards for two hours, one of them idle and free: 90 % and 1 % active.
    expect(await ask(of, { where: "host=node-1" })).toEqual([
      { gpu_cost: "12", gpu_idle_cost: "6", gpu_unallocated_cost: "6", gpu_inactive_cost: "6.54", gpu_rated_share: "1" },
    ]);
    expect(await ask("gpu_cost", { by: "host" })).toEqual([
      { host: "node-1", gpu_cost: "12" },
      { host: "node-2", gpu_cost: null },
      { host: "node-3", gpu_cost: null },
    ]);
    expect((await ask("gpu_rated_share"))[0]?.gpu_rated_share).toBe("0.5");
  });

  test("a card whose instances are 4 of 7 slices costs whole; the rest belongs to no pod", async () => {
    await clear();
    await rate("gpu_model", "NVIDIA H100*", "7");
    expect(await ask("gpu_cost", { where: "host=node-3" })).toEqual([{ gpu_cost: "14" }]);
    expect(await ask("gpu_idle_cost", { where: "host=node-3" })).toEqual([{ gpu_idle_cost: "2" }]);
  });

  test("a host goes before a model, a name before its beginning, the latest day before earlier ones; null lets the general one through", async () => {
    await clear();
    const cost = async () => (await ask("gpu_cost", { where: "host=node-2" }))[0]?.gpu_cost;
    await rate("any", "", "1");
    expect(await cost()).toBe("2");
    await rate("gpu_model", "GeForce", "2");
    expect(await cost()).toBe("4");
    await rate("host", "node-*", "3");
    expect(await cost()).toBe("6");
    await rate("host", "node-2", "4", "2026-11-01");
    await rate("host", "node-2", "5", "2026-11-20");
    const later = await rate("host", "node-2", "6", "2026-11-21");
    expect(await cost()).toBe("10");
    await rate("host", "node-2", null, "2026-11-20");
    expect(await cost()).toBe("6");
    await retireGpuRate(sql, later, "test");
    await expect(retireGpuRate(sql, later, "test")).rejects.toMatchObject({ code: "not_found" });
    await expect(rate("host", "", "1")).rejects.toMatchObject({ code: "invalid" });
    await expect(rate("any", "", "a lot")).rejects.toMatchObject({ code: "invalid" });
  });

  test("cost runs through a gap of a day and a half, on the days it lies on, and is nobody's; utilization leaves it out", async () => {
    await clear();
    await rate("host", "node-9", "2");
    const at = (hours: number) => T0 - 72 * 3_600_000 + hours * 3_600_000;
    const some = (hours: number) =>
      Array.from({ length: 60 }, (_, n) => gpuLine(ENGINE, 0.5, { at: at(hours) + n * 60_000, uuid: "GPU-gap", host: "node-9", pod: "p" }));
    const run = await ingestText(sql, [...some(0), ...some(37)].join("\n"));
    const week = { from: "2026-11-16", to: "2026-11-20", where: "host=node-9" };
    expect(await ask("gpu_cost,gpu_hours,gpu_utilization", week)).toEqual([{ gpu_cost: "76", gpu_hours: "2", gpu_utilization: "0.5" }]);
    expect(await ask("gpu_cost", { ...week, by: "day", order: "time" })).toEqual([
      { day: "2026-11-16", gpu_cost: null },
      { day: "2026-11-17", gpu_cost: "28" },
      { day: "2026-11-18", gpu_cost: "48" },
      { day: "2026-11-19", gpu_cost: null },
    ]);
    expect(await ask("gpu_cost", { ...week, by: "pod" })).toEqual([
      { pod: null, gpu_cost: "72" },
      { pod: "p", gpu_cost: "4" },
    ]);
    // The gap is pod-less time without a sample: unknown whether idle, not 0 hours.
    expect(await ask("gpu_cost,gpu_idle_hours,gpu_releasable_hours", { ...week, by: "pod" })).toEqual([
      { pod: null, gpu_cost: "72", gpu_idle_hours: null, gpu_releasable_hours: null },
      { pod: "p", gpu_cost: "4", gpu_idle_hours: "0", gpu_releasable_hours: "0" },
    ]);
    const hours = await ask("gpu_cost", { ...week, by: "hour", order: "time" });
    expect(hours.filter((row) => row.gpu_cost !== null)).toHaveLength(38);
    expect(hours.filter((row) => row.gpu_cost !== null).every((row) => row.gpu_cost === "2")).toBe(true);
    expect(await verify(sql, "UTC")).toEqual([]);
    await undoRun(sql, run.id, "test");
    expect(await ask("gpu_cost", week)).toEqual([{ gpu_cost: null }]);
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test.each([undefined, "host", "gpu_model", "namespace", "pod", "pool", "day", "hour", "host,day"])(
    "idle and releasable hours by %s beside their cost, read at once, are those told alone",
    async (by) => {
      await clear();
      await rate("host", "node-1", "4");
      const [idle, cost] = ["gpu_idle_hours,gpu_releasable_hours", "gpu_idle_cost,gpu_releasable_cost"];
      const byKey = (rows: Record<string, string | null>[], names: string) =>
        rows.map((row) => JSON.stringify([...(by?.split(",") ?? []), ...names.split(",")].map((name) => row[name]))).sort();
      for (const where of [[], ["pod="], ["host=node-3", "host=node-1"]]) {
        const together = await ask(`${cost},${idle}`, { by, where });
        expect(byKey(together, idle)).toEqual(byKey(await ask(idle, { by, where }), idle));
        expect(byKey(together, cost)).toEqual(byKey(await ask(cost, { by, where }), cost));
      }
    },
  );

  test("30,000 dollars over 36 months are 1.141552511416 an hour", () => {
    expect(amortizedRate("30000", 36)).toMatch(/^1\.1415525114/);
  });
});

test("model servers: tokens and requests by what counters gained, means by time and by request", async () => {
  expect(await ask("served_output_tokens,served_requests,served_latency,served_waiting", { by: "model" })).toEqual([
    {
      model: "acme/8b",
      served_output_tokens: "10000",
      served_requests: "100",
      served_latency: "1500",
      served_waiting: expect.stringMatching(/^1\.818/),
    },
  ]);
});
