import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { verify } from "../rollups";
import { undoRun } from ".";
import { ingestText, truncateFacts } from "./testing";
import { gpuLine, SAMPLE_TABLES, sampleState } from "./testing-samples";

const { sql } = openTestDatabase();

const T0 = Date.UTC(2026, 10, 21, 23, 40);
const clear = async () => {
  await truncateFacts(sql);
  await emptyTables(sql, SAMPLE_TABLES);
};

/** A value of one of three GPUs at a moment; what it is follows from where it stands, so that no two contradict each other. */
const line = fc
  .record({
    gpu: fc.constantFrom("a", "b", "c"),
    second: fc.integer({ min: 0, max: 120 }).map((n) => n * 20),
    metric: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ gpu, second, metric }) => {
    const value = (gpu.charCodeAt(0) * 37 + second * 13) % 100;
    const where = { uuid: `GPU-${gpu}`, at: T0 + second * 1000, pod: gpu === "b" ? (second < 900 ? "first" : "second") : "" };
    const mig = gpu === "c" && metric < 2 && second % 40 === 0 ? { GPU_I_ID: "1", GPU_I_PROFILE: "3g.20gb" } : undefined;
    const labels = mig ? { labels: mig } : {};
    const told = [
      ["DCGM_FI_PROF_GR_ENGINE_ACTIVE", value / 100],
      ["DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", value / 1000],
      ["DCGM_FI_DEV_GPU_UTIL", value],
      ["DCGM_FI_DEV_POWER_USAGE", 100 + value],
      ["DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", (second % 700) * 1_000_000],
    ][metric] as [string, number];
    return gpuLine(told[0], told[1], { ...where, ...labels });
  });

test("however lines are split, ordered and repeated, the samples and everything above them are the same, and undone they are gone", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(line, { minLength: 5, maxLength: 50 }),
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 2, max: 4 }),
      async (lines, random, files) => {
        await clear();
        expect(await ingestText(sql, lines.join("\n"))).toMatchObject({ read: lines.length, accepted: lines.length });
        const whole = await sampleState(sql);
        expect(await verify(sql, "UTC")).toEqual([]);

        await clear();
        const dice = random[Symbol.iterator]();
        const roll = () => Number(dice.next().value);
        const shuffled = lines.map((one) => [roll(), one] as const).sort(([a], [b]) => a - b);
        const parts: string[][] = Array.from({ length: files }, () => []);
        for (const [, one] of shuffled) {
          parts[roll() % files]?.push(one);
          if (roll() % 3 === 0) parts[roll() % files]?.push(one);
        }
        const runs = [];
        for (const part of parts.filter((some) => some.length > 0)) runs.push(await ingestText(sql, part.join("\n"), { batchRecords: 15 }));
        expect(runs.reduce((sum, run) => sum + run.accepted, 0)).toBe(lines.length);
        for (const run of runs) expect(run.accepted + run.duplicate).toBe(run.read);
        expect(await sampleState(sql)).toEqual(whole);
        expect(await verify(sql, "UTC")).toEqual([]);

        for (const run of runs) await undoRun(sql, run.id, "test");
        for (const [table, rows] of Object.entries(await sampleState(sql))) expect(rows, table).toEqual([]);
      },
    ),
    { numRuns: 4 },
  );
}, 60_000);
