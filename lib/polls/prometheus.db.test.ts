import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { ingestText, truncateFacts } from "../ingest/testing";
import { SAMPLE_TABLES, sampleState } from "../ingest/testing-samples";
import { verify } from "../rollups";
import { listRuns } from "../runs";
import { getPoll, pollDue, pollNow, setPoll } from ".";
import type { PollInput } from "./poll";
import { KEY, pollOf, prometheusAnswer, type Said, serve, type TestSeries, type TestServer } from "./testing";
import { asText, minute, series, T0 } from "./testing-series";

const { sql } = openTestDatabase({ max: 8 });
let server: TestServer | undefined;
beforeEach(async () => {
  await truncateFacts(sql);
  await emptyTables(sql, [...SAMPLE_TABLES, "poll"]);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

let now = T0;
const options = { key: () => KEY, clock: () => now, roundMs: 60_000 };
const round = () => pollDue(sql, options);

interface Scene {
  series: readonly TestSeries[];
  most?: number;
  /** By which its clock is off. */
  skewMs?: number;
  /** What it says instead, if anything. */
  instead?: (url: URL, count: number) => Said | null;
}

async function connectTo(scene: Scene, over: Partial<PollInput> = {}): Promise<TestServer> {
  const to = await serve((url, count) => {
    const clock = now + (scene.skewMs ?? 0);
    return scene.instead?.(url, count) ?? prometheusAnswer(url, { series: scene.series, now: clock, most: scene.most });
  });
  server = to;
  await setPoll(sql, {
    source: "prom",
    poll: pollOf({ mode: "prometheus", url: to.url, ...over }),
    by: "engineer",
    now: new Date(now),
    key: KEY,
  });
  return to;
}

const ranges = (asked: readonly string[]) =>
  asked.flatMap((path) => {
    const url = new URL(path, "http://here");
    if (!url.pathname.endsWith("/query_range")) return [];
    return [["start", "end"].map((name) => (Number(url.searchParams.get(name)) * 1000 - T0) / 60_000)];
  });
const counts = async () =>
  (
    await sql`select sum(accepted)::integer as accepted, sum(duplicate)::integer as duplicate, sum(revised)::integer as revised from ingest_run`
  )[0];
const samples = async () => (await sql<{ n: number }[]>`select count(*)::integer as n from gpu_sample`)[0]?.n;
const clean = async () => expect(await verify(sql, "UTC")).toEqual([]);

/** The state that a file with these samples leaves. */
async function stateOfFile(all: readonly TestSeries[]): Promise<Record<string, unknown>> {
  await truncateFacts(sql);
  await sql.unsafe(`truncate ${SAMPLE_TABLES.join(", ")} restart identity`);
  await ingestText(sql, asText(all), { now: new Date(now) });
  return sampleState(sql);
}

describe("reading Prometheus", () => {
  test("goes on where it was, by the grid of its step, and counts nothing twice", async () => {
    now = minute(60) + 20_000;
    const { asked } = await connectTo({ series: series(0, 120) });
    for (; now < minute(66); now += 60_000) await round();
    expect(ranges(asked)).toEqual([
      [56, 60],
      [61, 61],
      [62, 62],
      [63, 63],
      [64, 64],
      [65, 65],
    ]);
    expect(await samples()).toBe(20);
    expect(await counts()).toEqual({ accepted: 40, duplicate: 0, revised: 0 });
    expect(await getPoll(sql, "prom")).toMatchObject({
      cursor: new Date(minute(65)).toISOString(),
      backfill: null,
      lastError: null,
      clockSkewMs: 0,
    });
    await clean();
  });

  test("reads history back to its day in pages that share no instant, and has what a file of the same samples has", async () => {
    now = minute(-400) + 20_000;
    const all = series(-600, -399);
    const { asked } = await connectTo({ series: all, most: 30 }, { backfillFrom: "2026-11-20" });
    await round();
    const pages = ranges(asked).filter(([from = 0, to = 0]) => to - from < 30);
    const instants = pages.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    expect(new Set(instants).size).toBe(instants.length);
    expect(Math.min(...instants)).toBe(-600);
    expect(await counts()).toEqual({ accepted: instants.length * 4, duplicate: 0, revised: 0 });
    expect((await getPoll(sql, "prom"))?.backfill).toMatchObject({ share: 1, done: true });
    expect((await listRuns(sql, { limit: 10 })).runs.map(({ file }) => file).sort()).toEqual([
      "history from 2026-11-20",
      "polled 2026-11-20 03:00 UTC",
    ]);
    await clean();
    const polled = await sampleState(sql);
    expect(await stateOfFile(all)).toEqual(polled);
  });

  test("is stopped in the midst of history, and goes on there; an earlier day reads on without counting twice", async () => {
    now = minute(-500) + 20_000;
    const all = series(-700, -498);
    let left = 4;
    const scene: Scene = {
      series: all,
      most: 20,
      instead: (url) =>
        url.pathname.endsWith("_range") && left-- <= 0
          ? { status: 503, body: '{"status":"error","errorType":"unavailable","error":"shutting down"}' }
          : null,
    };
    const to = await connectTo(scene, { backfillFrom: "2026-11-20" });
    await round();
    const stopped = await getPoll(sql, "prom");
    expect(stopped?.lastError).toBe("Prometheus answers with an error: shutting down (503, unavailable).");
    expect(stopped?.backfill).toMatchObject({ done: false });
    left = Number.POSITIVE_INFINITY;
    now += 60_000;
    await round();
    expect((await getPoll(sql, "prom"))?.backfill).toMatchObject({ share: 1, done: true });
    expect((await counts())?.duplicate).toBe(0);
    const before = await samples();
    scene.most = 1_000;
    const poll = pollOf({ mode: "prometheus", url: to.url, backfillFrom: "2026-11-19" });
    await setPoll(sql, { source: "prom", poll, by: "engineer", now: new Date(now), key: KEY });
    await round();
    expect((await counts())?.revised).toBe(0);
    expect(await samples()).toBeGreaterThan(before ?? 0);
    await clean();
    const polled = await sampleState(sql);
    expect(await stateOfFile(all)).toEqual(polled);
  });

  test("where its clock is 10 minutes behind nothing of the future is asked for, so that nothing is passed over", async () => {
    now = minute(60) + 20_000;
    const { asked } = await connectTo({ series: series(0, 51), skewMs: -600_000 });
    await round();
    expect(ranges(asked)).toEqual([[46, 50]]);
    expect(await getPoll(sql, "prom")).toMatchObject({ clockSkewMs: -600_000, warning: "Its clock is 10 min behind this machine's." });
  });

  test("a gap stays a gap, and an outage of Prometheus is read once it is back", async () => {
    const all = series(0, 120, (n) => n >= 70 && n < 80);
    let down = false;
    now = minute(60) + 20_000;
    await connectTo({ series: all, instead: () => (down ? { status: 502, body: "<html>bad gateway" } : null) });
    await round();
    down = true;
    for (let n = 0; n < 30; n += 1, now += 60_000) await round();
    expect((await getPoll(sql, "prom"))?.lastError).toBe("It can't answer at the moment (502).");
    down = false;
    for (let n = 0; n < 8; n += 1, now += 60_000) await round();
    expect(await sql`select from gpu_sample where at >= ${new Date(minute(71))} and at < ${new Date(minute(80))}`).toHaveLength(0);
    expect((await counts())?.duplicate).toBe(0);
    // A point stands for 90 s before it: the last before the gap is seen once more.
    const seen = await sql<{ at: Date }[]>`select distinct at from gpu_sample order by at`;
    expect(seen.length).toBe(97 - 56 + 1 - 9);
    await clean();
  });

  test("an answer that says it lacks something is read again, three times, then taken as it is", async () => {
    now = minute(60) + 20_000;
    const warnings = ["store 10.0.0.3:10901: no answer"];
    const scene: Scene = { series: series(0, 120) };
    scene.instead = (url) => {
      const said = prometheusAnswer(url, { series: scene.series.slice(0, 2), now });
      if (said === "hang" || !url.pathname.endsWith("_range")) return said;
      return { ...said, body: `${said.body.slice(0, -1)},"warnings":${JSON.stringify(warnings)}}` };
    };
    const { asked } = await connectTo(scene);
    for (let n = 0; n < 3; n += 1, now += 60_000) await round();
    expect(ranges(asked).map(([from]) => from)).toEqual([56, 56, 56]);
    expect((await getPoll(sql, "prom"))?.warning).toContain("incomplete: store 10.0.0.3:10901: no answer");
    scene.instead = undefined;
    await round();
    expect(await getPoll(sql, "prom")).toMatchObject({ warning: null, cursor: new Date(minute(63)).toISOString() });
    expect(await samples()).toBe(2 * 8);
    await clean();
  });

  test("too many samples for one answer are asked for in halves, from then on", async () => {
    now = minute(60) + 20_000;
    const tooMany =
      '{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory in query execution"}';
    const { asked } = await connectTo({
      series: series(0, 120),
      instead: (url) => {
        const span = Number(url.searchParams.get("end")) - Number(url.searchParams.get("start"));
        return span > 60 ? { status: 422, body: tooMany } : null;
      },
    });
    await round();
    expect(ranges(asked)).toEqual([
      [56, 60],
      [56, 57],
      [58, 59],
      [60, 60],
    ]);
    expect(await counts()).toEqual({ accepted: 20, duplicate: 0, revised: 0 });
  });

  test("a page that grew through a time without series goes back to a size that holds them", async () => {
    // 300 series: 166 instants a page, and more than 300 are too many. Before their four hours are ten without any.
    now = minute(240) + 20_000;
    const many = Array.from({ length: 300 }, (_, n) => ({
      metric: { __name__: "DCGM_FI_DEV_GPU_UTIL", UUID: `GPU-${n}` },
      points: [0, 1, 239, 240].map((at): [number, number] => [minute(at), 50]),
    }));
    const { asked } = await connectTo({ series: many, most: 300 }, { backfillFrom: "2026-11-20" });
    await round();
    const sizes = ranges(asked).map(([from = 0, to = 0]) => to - from + 1);
    expect(sizes[0]).toBe(5);
    expect(sizes[1]).toBe(40);
    expect(Math.max(...sizes)).toBeGreaterThan(300);
    expect(sizes.filter((size) => size > 300).length).toBe(1);
    expect((await getPoll(sql, "prom"))?.backfill?.done).toBe(true);
    expect((await sql`select count(distinct subject)::integer as gpus from gpu_sample`)[0]).toEqual({ gpus: 300 });
    expect(await counts()).toMatchObject({ duplicate: 0, revised: 0 });
  });

  test("a selector narrows what is asked; no series is told, and is no failure", async () => {
    now = minute(60) + 20_000;
    const { asked } = await connectTo({ series: [] }, { selector: '{cluster="a"}' });
    await round();
    expect(asked.every((path) => decodeURIComponent(path.replaceAll("+", " ")).includes(',cluster="a"}'))).toBe(true);
    expect(await getPoll(sql, "prom")).toMatchObject({
      selector: '{cluster="a"}',
      lastError: null,
      warning: 'Prometheus has no series of dcgm-exporter or vLLM with {cluster="a"} at the moment.',
    });
  });
});

describe("what Prometheus can answer instead", () => {
  const error = (status: number, errorType: string, text: string): Said => ({
    status,
    body: JSON.stringify({ status: "error", errorType, error: text }),
  });
  test.each<[string, Said, string]>([
    ["503 while it starts", { status: 503, body: "Service Unavailable" }, "It can't answer at the moment (503)."],
    ["a bad question", error(400, "bad_data", "parse error"), "Prometheus answers with an error: parse error (400, bad_data)."],
    ["an error with status 200", error(200, "internal", "out of order"), "Prometheus answers with an error: out of order."],
    ["401", { status: 401, body: "Unauthorized" }, "It can be read with a token only (401)."],
    ["a sign-in page", { body: "<html>Sign in to Grafana</html>" }, "perhaps a sign-in page"],
    ["an exporter", { body: "# HELP up\nup 1\n" }, "There is no HTTP API of Prometheus at this address."],
    ["half an answer", { body: '{"status":"success","data":{"resultType":"vector","result":[]}}', cut: true }, "The connection broke off."],
  ])("%s is told and passes nothing over", async (_name, said, problem) => {
    now = minute(60) + 20_000;
    let strange = true;
    await connectTo({ series: series(0, 120), instead: () => (strange ? said : null) });
    expect(await pollNow(sql, "prom", options)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(await samples()).toBe(0);
    strange = false;
    expect(await pollNow(sql, "prom", options)).toMatchObject({
      ok: true,
      accepted: 20,
      through: new Date(minute(60)).toISOString(),
      more: false,
    });
  });
});
