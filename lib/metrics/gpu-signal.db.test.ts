import { beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { ingestText, NOW } from "../ingest/testing";
import { gpuLine, SAMPLE_TABLES } from "../ingest/testing-samples";
import { readGpuHeat } from "./gpu-heat";
import { readGpuStanding } from "./gpu-standing";
import { runQuery } from "./run";

const { sql } = openTestDatabase();
beforeEach(() => emptyTables(sql, SAMPLE_TABLES));

const T0 = Date.parse("2026-11-20T10:00:00Z");
const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
const SM = "DCGM_FI_PROF_SM_ACTIVE";
const UTIL = "DCGM_FI_DEV_GPU_UTIL";
interface More {
  pod?: string;
  uuid?: string;
  labels?: Record<string, string>;
}
/** A sample each minute of some hours, counted from 10:00. */
const hours = (metric: string, value: number, from: number, to: number, more: More = {}): string[] =>
  Array.from({ length: (to - from) * 60 }, (_, n) => gpuLine(metric, value, { at: T0 + (from * 60 + n) * 60_000, ...more }));
const tell = (...lines: string[][]) => ingestText(sql, lines.flat().join("\n"));

const now = NOW.getTime();
const day = { from: "2026-11-20", to: "2026-11-21" };
const ask = async (more: object = {}) => (await runQuery(sql, { metric: "gpu_utilization", ...day, ...more }, { now })).data;
const utilization = async (more: object = {}) => (await ask(more))[0]?.gpu_utilization;

describe("one signal tells a GPU's activity over a range", () => {
  test("the engine, else multiprocessors, else GPU util: 20 %, 40 % and 91 % of three GPUs that tell more and less", async () => {
    await tell(
      ...[hours(ENGINE, 0.2, 0, 1, { uuid: "GPU-1" }), hours(SM, 0.4, 0, 1, { uuid: "GPU-1" }), hours(UTIL, 91, 0, 1, { uuid: "GPU-1" })],
      ...[hours(SM, 0.4, 0, 1, { uuid: "GPU-2" }), hours(UTIL, 91, 0, 1, { uuid: "GPU-2" })],
      hours(UTIL, 91, 0, 1, { uuid: "GPU-3" }),
    );
    const { gpus } = await readGpuHeat(sql, day, { now });
    expect(gpus.map(({ gpu, utilization }) => [gpu, utilization])).toEqual([
      ["GPU-1", "0.2"],
      ["GPU-2", "0.4"],
      ["GPU-3", "0.91"],
    ]);
    expect((await readGpuStanding(sql, day, { now })).signals).toEqual([
      { signal: "engine", cards: 1 },
      { signal: "sm", cards: 1 },
      { signal: "util", cards: 1 },
    ]);
    expect(await utilization()).toMatch(/^0\.503333/);
  });

  test("an engine that was measured for half of the time speaks alone: what only GPU util told is in neither sum", async () => {
    await tell(hours(UTIL, 100, 0, 4), hours(ENGINE, 0.5, 2, 4));
    expect(await utilization()).toBe("0.5");
    const byHour = await ask({ by: "hour", order: "time" });
    expect(byHour.slice(10, 14).map((row) => row.gpu_utilization)).toEqual([null, null, "0.5", "0.5"]);
    expect((await readGpuHeat(sql, day, { now })).gpus[0]?.cells.slice(10, 14)).toEqual([null, null, 500, 500]);
    // Of the first two hours alone, GPU util is all that is known.
    expect(await utilization({ to: "2026-11-20T12:00:00Z" })).toBe("1");
  });

  test("for less than half it does not", async () => {
    await tell(hours(UTIL, 100, 0, 4), hours(ENGINE, 0.5, 3, 4));
    expect(await utilization()).toBe("1");
  });

  test("it is the same for a part: a pod under which only GPU util was told has no figure, split or filtered", async () => {
    await tell(hours(UTIL, 100, 0, 1, { pod: "a" }), hours(ENGINE, 0.5, 1, 3, { pod: "b" }));
    const split = [
      { pod: "b", gpu_utilization: "0.5" },
      { pod: "a", gpu_utilization: null },
    ];
    expect(await ask({ by: "pod" })).toEqual(split);
    expect(await utilization({ where: "pod=b" })).toBe("0.5");
    expect(await utilization({ where: "pod=a" })).toBeNull();
    expect((await readGpuHeat(sql, { ...day, where: "pod=a" }, { now })).gpus).toMatchObject([{ utilization: null, idleHours: "0" }]);
  });
});

test("a card that is cut into instances counts whole before and by slices after: (80 % × 1 h + 3/7 × 20 % × 1 h) ÷ 10/7 h", async () => {
  await tell(
    hours(ENGINE, 0.8, 0, 1),
    hours(ENGINE, 0.3, 1, 2),
    hours(ENGINE, 0.2, 1, 2, { labels: { GPU_I_ID: "1", GPU_I_PROFILE: "3g.20gb" } }),
  );
  expect(await utilization()).toMatch(/^0\.62/);
  expect((await runQuery(sql, { metric: "gpu_hours,gpus", ...day }, { now })).data).toEqual([
    { gpu_hours: expect.stringMatching(/^1\.428571/), gpus: "1" },
  ]);
});
