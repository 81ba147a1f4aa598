import { beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { setGpuRate, setGpuRule, setIdleBelow } from "../gpu";
import { ingestText } from "../ingest/testing";
import { gpuLine, SAMPLE_TABLES } from "../ingest/testing-samples";
import { readGpuStanding } from "./gpu-standing";

const { sql } = openTestDatabase();
beforeEach(() => emptyTables(sql, [...SAMPLE_TABLES, "gpu_rule", "gpu_rate"]));

const MINUTE_MS = 60_000;
const NOW = Date.parse("2026-11-20T12:00:00Z");
const ago = (minutes: number) => NOW - minutes * MINUTE_MS;
const iso = (at: number) => new Date(at).toISOString();
const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";

interface Told {
  uuid: string;
  host: string;
  /** Minutes before now, the first and the last. */
  from: number;
  to: number;
  every?: number;
  metric?: string;
  pod?: string;
}
const told = ({ uuid, host, from, to, every = 1, metric = ENGINE, pod }: Told): string[] =>
  Array.from({ length: Math.floor((from - to) / every) + 1 }, (_, n) =>
    gpuLine(metric, metric === ENGINE ? 0.5 : 50, { at: ago(from - n * every), uuid, host, ...(pod === undefined ? {} : { pod }) }),
  );
const tell = (...all: Told[]) => ingestText(sql, all.flatMap(told).join("\n"));
const standing = (question: { where?: string; from?: string; to?: string } = {}) => readGpuStanding(sql, question, { now: NOW });

describe("what is known of GPUs", () => {
  test("never any", async () => {
    expect(await standing()).toEqual({
      cards: 0,
      firstAt: null,
      dataThrough: null,
      silent: [],
      mapsPods: false,
      signals: [],
      unratedCards: 0,
      idleBelow: "0.05",
    });
  });

  test("two cards that tell now: none is silent; one has no rate; each by its own signal; pods are mapped", async () => {
    await tell(
      { uuid: "GPU-a", host: "node-1", from: 30, to: 1, pod: "train-1" },
      { uuid: "GPU-b", host: "node-2", from: 20, to: 1, metric: "DCGM_FI_DEV_GPU_UTIL" },
    );
    await setGpuRate(sql, { field: "host", subject: "node-1", usdPerHour: "2" }, "test");
    expect(await standing()).toEqual({
      cards: 2,
      firstAt: iso(ago(30)),
      dataThrough: iso(ago(1)),
      silent: [],
      mapsPods: true,
      signals: [
        { signal: "engine", cards: 1 },
        { signal: "util", cards: 1 },
      ],
      unratedCards: 1,
      idleBelow: "0.05",
    });
    await setIdleBelow(sql, 0.125, "test");
    expect((await standing()).idleBelow).toBe("0.125");
    await setIdleBelow(sql, 0.05, "test");
  });

  test("a card of two MIG instances is one card of one signal", async () => {
    const mig = (id: string) =>
      gpuLine(ENGINE, 0.5, { at: ago(5), uuid: "GPU-m", host: "node-1", labels: { GPU_I_ID: id, GPU_I_PROFILE: "3g.20gb" } });
    await ingestText(
      sql,
      [gpuLine("DCGM_FI_DEV_GPU_UTIL", 90, { at: ago(5), uuid: "GPU-m", host: "node-1" }), mig("1"), mig("2")].join("\n"),
    );
    expect(await standing()).toMatchObject({ cards: 1, signals: [{ signal: "engine", cards: 1 }], unratedCards: 1 });
  });

  test("of a range and a filter: cards that were measured then and there", async () => {
    await tell({ uuid: "GPU-a", host: "node-1", from: 30, to: 1 }, { uuid: "GPU-b", host: "node-2", from: 20, to: 1 });
    await setGpuRule(sql, { field: "host", subject: "node-2", sets: "pool", value: "night" }, "test");
    expect(await standing({ from: "2026-11-10", to: "2026-11-12" })).toMatchObject({ cards: 0, dataThrough: iso(ago(1)) });
    expect((await standing({ where: "pool=night" })).cards).toBe(1);
    await expect(standing({ where: "provider=openai" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("no data since", () => {
  test("a host of two cards is silent 16 minutes after its last sample, and not after 15", async () => {
    await tell(
      { uuid: "GPU-a", host: "node-1", from: 60, to: 16 },
      { uuid: "GPU-b", host: "node-1", from: 60, to: 18 },
      { uuid: "GPU-c", host: "node-2", from: 60, to: 15 },
    );
    expect((await standing()).silent).toEqual([{ source: "dcgm", host: "node-1", cards: 2, since: iso(ago(16)) }]);
  });

  test("a lone exporter that is gone: silent since its one sample, through 30 days, and forgotten then", async () => {
    await tell({ uuid: "GPU-a", host: "node-1", from: 29 * 24 * 60, to: 29 * 24 * 60 });
    expect(await standing()).toMatchObject({
      cards: 1,
      dataThrough: iso(ago(29 * 24 * 60)),
      silent: [{ source: "dcgm", host: "node-1", cards: 1, since: iso(ago(29 * 24 * 60)) }],
    });
    const later = await readGpuStanding(sql, {}, { now: NOW + 2 * 24 * 60 * MINUTE_MS });
    expect(later).toMatchObject({ cards: 0, dataThrough: iso(ago(29 * 24 * 60)), silent: [] });
  });

  test("at one sample in 10 minutes a host is silent after 30 minutes", async () => {
    await tell(
      { uuid: "GPU-a", host: "node-1", from: 180, to: 20, every: 10 },
      { uuid: "GPU-b", host: "node-2", from: 180, to: 40, every: 10 },
    );
    expect((await standing()).silent.map(({ host, since }) => [host, since])).toEqual([["node-2", iso(ago(40))]]);
  });

  test("one card of a host that still tells leaves no silent host, and neither does one that moved to another", async () => {
    await tell(
      { uuid: "GPU-a", host: "node-1", from: 60, to: 40 },
      { uuid: "GPU-b", host: "node-1", from: 60, to: 1 },
      { uuid: "GPU-c", host: "node-3", from: 60, to: 40 },
      { uuid: "GPU-c", host: "node-1", from: 30, to: 1 },
    );
    expect((await standing()).silent).toEqual([]);
  });

  test("two exporters that fell silent: the latest first, with a filter one of them; a source whose samples were aged out is not known", async () => {
    await tell({ uuid: "GPU-a", host: "node-1", from: 90, to: 60 }, { uuid: "GPU-b", host: "node-2", from: 90, to: 30 });
    expect((await standing()).silent.map(({ host }) => host)).toEqual(["node-2", "node-1"]);
    expect((await standing({ where: "host=node-1" })).silent.map(({ host }) => host)).toEqual(["node-1"]);
    await sql`delete from gpu_sample`;
    expect((await standing()).silent).toMatchObject([{ source: null }, { source: null }]);
  });
});
