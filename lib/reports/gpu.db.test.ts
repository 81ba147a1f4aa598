import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { setGpuRate } from "../gpu";
import { ingestText } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import type { Asked } from "./read-common";
import { readGpus } from "./read-gpu";

const WEEK: Asked = {
  kind: "weekly",
  scope: [],
  from: "2026-11-16",
  to: "2026-11-23",
  zone: "UTC",
  now: Date.parse("2026-11-23T08:00:00Z"),
};
const BEFORE = { from: "2026-11-09", to: "2026-11-16" };
const { sql } = openTestDatabase({ max: 2 });

/** Two hours of a card that idles in the first of them. */
beforeAll(async () => {
  const start = Date.UTC(2026, 10, 18, 10);
  const text = Array.from({ length: 120 }, (_, n) => {
    const at = start + n * 60_000;
    return [
      gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", n < 60 ? 0.01 : 0.81, { at }),
      gpuLine("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", n < 60 ? 0 : 0.2, { at }),
    ].join("\n");
  });
  await ingestText(sql, text.join("\n"));
}, 60_000);

test("a card that idles one of two hours: 41 % busy, its cost unknown without a rate", async () => {
  expect(await readGpus(sql, WEEK, BEFORE)).toEqual({
    gpus: "1",
    utilization: "0.41",
    tensor: "0.1",
    hours: "2",
    idleHours: "1",
    cost: null,
    idleCost: null,
    releasableCost: null,
    idleCostBefore: null,
  });
});

test("at $3 an hour idleness cost $3, all of it in a whole hour; the week before has nothing to compare with", async () => {
  await setGpuRate(sql, { field: "any", usdPerHour: "3", fromDay: "2026-01-01" }, "test");
  expect(await readGpus(sql, WEEK, BEFORE)).toMatchObject({ cost: "6", idleCost: "3", releasableCost: "3", idleCostBefore: null });
});

test("a report of one provider tells of no GPU, nor one of a week without any", async () => {
  expect(await readGpus(sql, { ...WEEK, scope: [{ dimension: "provider", values: ["openai"] }] }, BEFORE)).toBeNull();
  expect(await readGpus(sql, { ...WEEK, ...BEFORE }, { from: "2026-11-02", to: "2026-11-09" })).toBeNull();
});
