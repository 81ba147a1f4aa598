import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { setGpuRate, setGpuRule } from "../gpu";
import { ingestText, NOW } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { verify } from "../rollups";
import { changeZone } from "../settings";
import { type GpuHeatQuery, readGpuHeat } from "./gpu-heat";
import type { GpuHeat } from "./gpu-heat-answer";
import { runQuery } from "./run";

const { sql } = openTestDatabase();
beforeAll(async () => {
  await changeZone(sql, "Europe/Berlin", "test");
  await ingestText(sql, fleet().join("\n"));
  await setGpuRule(sql, { field: "host", subject: "node-1", sets: "pool", value: "night" }, "test");
  await setGpuRule(sql, { field: "host", subject: "node-2", sets: "pool", value: "day" }, "test");
  await setGpuRate(sql, { field: "pool", subject: "night", usdPerHour: "2" }, "test");
  await setGpuRate(sql, { field: "host", subject: "node-2", usdPerHour: "4" }, "test");
});

const HOUR_MS = 3_600_000;
/** Midnight in Berlin of the Sunday that has 25 hours. */
const SUNDAY = Date.parse("2026-10-25T00:00:00+02:00");

/** A sample each minute of an hour, counted from that midnight. */
const hour = (uuid: string, host: string, nth: number, engine: number): string[] =>
  Array.from({ length: 60 }, (_, n) =>
    gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", engine, { at: SUNDAY + nth * HOUR_MS + n * 60_000, uuid, host }),
  );
const hours = (uuid: string, host: string, engines: readonly number[]): string[] =>
  engines.flatMap((engine, nth) => hour(uuid, host, nth, engine));

/** The first hours of that Sunday, in which 02:00 comes twice, and one of the next Sunday. */
const fleet = (): string[] => [
  ...hours("GPU-a", "node-1", [0, 0.02, 0.2, 0.6]),
  ...hours("GPU-b", "node-1", [0.01, 0.01, 0.01, 0.01, 0.01]),
  ...hours("GPU-c", "node-2", [0.9, 0.9, 0.9, 0.9, 0.9]),
  ...hours("GPU-d", "node-3", [0.03, 0.03, 0.03]),
  ...hour("GPU-a", "node-1", 7 * 24 + 1 + 2, 1),
];

const now = NOW.getTime();
const ask = (question: GpuHeatQuery) => readGpuHeat(sql, question, { now });
const day = { from: "2026-10-25", to: "2026-10-26" };
const cellsOf = (heat: GpuHeat, gpu: string) => heat.gpus.find((row) => row.gpu === gpu)?.cells ?? [];

describe("a day of 25 hours", () => {
  test("has 25 columns; an hour without data is null and one that did nothing is 0", async () => {
    const heat = await ask(day);
    expect([heat.by, heat.columns.length, heat.columns[2], heat.columns[3]]).toEqual([
      "hour",
      25,
      "2026-10-25T02:00:00+02:00",
      "2026-10-25T02:00:00+01:00",
    ]);
    expect(cellsOf(heat, "GPU-a").slice(0, 6)).toEqual([0, 20, 200, 600, null, null]);
    expect(cellsOf(heat, "GPU-b").slice(0, 6)).toEqual([10, 10, 10, 10, 10, null]);
    // The last sample of GPU-a weighs three minutes, since none follows.
    expect(heat.total.cells.slice(0, 6)).toEqual([235, 240, 285, 504, 455, null]);
  });

  test("the idlest first: most idle cost, then most idle hours, whether or not a rate is known", async () => {
    const { gpus } = await ask(day);
    expect(gpus.map(({ cells: _, ...row }) => row)).toEqual([
      row("GPU-b", "node-1", "night", { utilization: "0.01", idleHours: "5", releasableHours: "5", idleCost: "10" }),
      row("GPU-a", "node-1", "night", {
        utilization: expect.stringMatching(/^0\.20/),
        idleHours: "2",
        releasableHours: "2",
        idleCost: "4",
      }),
      row("GPU-d", "node-3", null, { utilization: "0.03", idleHours: "3", releasableHours: "3", idleCost: null }),
      row("GPU-c", "node-2", "day", { utilization: "0.9", idleHours: "0", releasableHours: "0", idleCost: "0" }),
    ]);
  });
  const row = (gpu: string, host: string, pool: string | null, figures: object) => ({
    gpu,
    instance: "",
    host,
    gpuModel: "NVIDIA H100 80GB HBM3",
    pool,
    tensor: null,
    ...figures,
  });

  test("the rest by pool: with the one that is told alone it adds up to the total, which is what the metrics say", async () => {
    const { gpus, pools, total } = await ask({ ...day, limit: 1 });
    expect(gpus.map(({ gpu }) => gpu)).toEqual(["GPU-b"]);
    expect(
      pools.map(({ pool, cards, idleHours, releasableHours, idleCost }) => [pool, cards, idleHours, releasableHours, idleCost]),
    ).toEqual([
      ["night", 1, "2", "2", "4"],
      ["day", 1, "0", "0", "0"],
      [null, 1, "3", "3", null],
    ]);
    expect(pools[0]?.cells.slice(0, 5)).toEqual([0, 20, 200, 600, null]);
    expect(total).toMatchObject({ cards: 4, idleHours: "10", releasableHours: "10", idleCost: "14" });
    const metric = "gpu_utilization,gpu_idle_hours,gpu_releasable_hours,gpu_idle_cost,gpu_releasable_cost";
    expect((await runQuery(sql, { metric, ...day }, { now })).data).toEqual([
      {
        gpu_utilization: total.utilization,
        gpu_idle_hours: "10",
        gpu_releasable_hours: "10",
        gpu_idle_cost: "14",
        gpu_releasable_cost: "14",
      },
    ]);
  });
});

describe("longer and other ranges", () => {
  test("by the hour of the week, Sun 02 is the mean of three hours: both of one Sunday and the one of the next", async () => {
    const heat = await ask({ from: "2026-10-25", to: "2026-11-02" });
    expect([heat.by, heat.columns.length]).toEqual(["hour_of_week", 168]);
    const cells = cellsOf(heat, "GPU-a");
    expect(["Sun 00", "Sun 01", "Sun 02", "Sun 03", "Mon 02"].map((name) => cells[heat.columns.indexOf(name)])).toEqual([
      0,
      20,
      600,
      null,
      null,
    ]);
  });

  test("a range that cuts days and hours counts the part: half of the next Sunday's hour weighs half", async () => {
    const heat = await ask({ from: "2026-10-25T00:30:00+02:00", to: "2026-11-01T02:30:00+01:00" });
    expect(heat.by).toBe("hour_of_week");
    const cells = cellsOf(heat, "GPU-a");
    expect(["Sun 00", "Sun 02"].map((name) => cells[heat.columns.indexOf(name)])).toEqual([0, 521]);
  });

  test("of an hour that a range cuts the idle part counts, and no part is releasable: whole clock hours are", async () => {
    const { columns, gpus } = await ask({ from: "2026-10-25T00:30:00+02:00", to: "2026-10-25T02:30:00+02:00" });
    expect(columns).toHaveLength(3);
    expect(gpus.find(({ gpu }) => gpu === "GPU-a")).toMatchObject({ cells: [0, 20, 200], idleHours: "1.5", releasableHours: "1" });
  });

  test("filters: a pool, GPUs of none, a host that nobody knows", async () => {
    const night = await ask({ ...day, where: "pool=night" });
    expect([night.total.cards, night.total.idleCost, night.total.cells[0]]).toEqual([2, "14", 5]);
    expect((await ask({ ...day, where: "pool=" })).gpus.map(({ gpu }) => gpu)).toEqual(["GPU-d"]);
    const none = await ask({ ...day, where: "host=nowhere" });
    expect([none.gpus, none.pools, none.total.cards, none.total.idleCost, none.total.cells[0]]).toEqual([[], [], 0, null, null]);
    await expect(ask({ ...day, where: "provider=openai" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("days hold the same courses as hours: nothing differs from a rebuild", async () => {
    expect(await verify(sql, "Europe/Berlin")).toEqual([]);
  });

  test("the migration fills releasable hours and courses from hours as a rebuild does", async () => {
    await sql`update gpu_hour set free_ms = 0`;
    await sql`update gpu_day set free_ms = 0, engine_course = null, sm_course = null, util_course = null`;
    const migration = readFileSync(new URL("../../drizzle/0022_gpu_releasable.sql", import.meta.url), "utf8");
    await sql.unsafe(migration.slice(migration.indexOf("update ")));
    expect(await verify(sql, "Europe/Berlin")).toEqual([]);
  });
});
