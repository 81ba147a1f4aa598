import { beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { undoRun } from "../ingest";
import { ingestText, NOW } from "../ingest/testing";
import { gpuLine, SAMPLE_TABLES } from "../ingest/testing-samples";
import { runQuery } from "../metrics";
import { verify } from "../rollups";
import { changeZone } from "../settings";
import { setGpuRate } from "./rates";
import { setIdleBelow } from "./set-idle";

const { sql } = openTestDatabase();
beforeEach(() => emptyTables(sql, SAMPLE_TABLES));

const T0 = Date.parse("2026-11-20T10:00:00Z");
interface Told {
  engine?: number;
  pod?: string;
  labels?: Record<string, string>;
}
/** A sample each minute, from one to before another since 10:00. */
const minutes = (from: number, to: number, { engine = 0.01, ...more }: Told = {}): string[] =>
  Array.from({ length: to - from }, (_, n) => gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", engine, { at: T0 + (from + n) * 60_000, ...more }));
const tell = (...lines: string[][]) => ingestText(sql, lines.flat().join("\n"));
const ask = async (metric: string, more: object = {}) =>
  (await runQuery(sql, { metric, from: "2026-11-20", to: "2026-11-21", ...more }, { now: NOW.getTime() })).data;
const hours = async () => (await ask("gpu_idle_hours,gpu_releasable_hours"))[0];

describe("hours that a scheduler could have given back", () => {
  test("two whole idle hours are 2", async () => {
    await tell(minutes(0, 120));
    expect(await hours()).toEqual({ gpu_idle_hours: "2", gpu_releasable_hours: "2" });
  });

  test("one busy 5 minutes takes the whole clock hour, and an hour across two clock hours is none", async () => {
    await tell(minutes(0, 20), minutes(20, 25, { engine: 0.9 }), minutes(25, 90));
    expect(await hours()).toMatchObject({ gpu_idle_hours: expect.stringMatching(/^1\.41/), gpu_releasable_hours: "0" });
  });

  test("55 measured minutes are enough, 50 are not", async () => {
    // The last sample before the gap stands for three minutes.
    await tell(minutes(0, 53), minutes(60, 108));
    expect((await hours())?.gpu_releasable_hours).toMatch(/^0\.9166/);
  });

  test("an hour that two pods held idle is each one's half; an hour that one of them used is nobody's", async () => {
    await tell(
      minutes(0, 30, { pod: "a" }),
      minutes(30, 60, { pod: "b" }),
      minutes(60, 90, { pod: "a" }),
      minutes(90, 120, { pod: "b", engine: 0.9 }),
    );
    expect(await ask("gpu_releasable_hours", { by: "pod" })).toEqual([
      { pod: "a", gpu_releasable_hours: "0.5" },
      { pod: "b", gpu_releasable_hours: "0.5" },
    ]);
  });

  test("an idle instance of 3 of 7 slices gives back 3/7 of an hour of its card, at the card's rate", async () => {
    const mig = (id: string, profile: string) => ({ GPU_I_ID: id, GPU_I_PROFILE: profile });
    await tell(minutes(0, 60, { labels: mig("1", "3g.20gb") }), minutes(0, 60, { engine: 0.9, labels: mig("2", "4g.20gb") }));
    await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "7" }, "test");
    expect((await hours())?.gpu_releasable_hours).toMatch(/^0\.428571/);
    expect(await ask("gpu_cost,gpu_idle_cost,gpu_releasable_cost")).toEqual([
      { gpu_cost: "7", gpu_idle_cost: "3", gpu_releasable_cost: "3" },
    ]);
  });

  test("they follow the line for idleness and what is undone", async () => {
    const run = await tell(minutes(0, 60), minutes(60, 120, { engine: 0.5 }));
    await setIdleBelow(sql, 0.6, "test");
    expect((await hours())?.gpu_releasable_hours).toBe("2");
    expect(await verify(sql, "UTC")).toEqual([]);
    await setIdleBelow(sql, 0.05, "test");
    expect((await hours())?.gpu_releasable_hours).toBe("1");
    await undoRun(sql, run.id, "test");
    expect(await hours()).toEqual({ gpu_idle_hours: null, gpu_releasable_hours: null });
    expect(await verify(sql, "UTC")).toEqual([]);
  });

  test("clock hours are those of the zone: of 10:00 to 12:00 UTC Kathmandu has one whole, 16:00 to 17:00", async () => {
    await tell(minutes(0, 120));
    await changeZone(sql, "Asia/Kathmandu", "test");
    try {
      expect(await hours()).toEqual({ gpu_idle_hours: "2", gpu_releasable_hours: "1" });
      expect(await verify(sql, "Asia/Kathmandu")).toEqual([]);
    } finally {
      await changeZone(sql, "UTC", "test");
    }
  });
});
