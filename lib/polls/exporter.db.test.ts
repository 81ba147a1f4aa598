import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { undoRun } from "../ingest";
import { truncateFacts } from "../ingest/testing";
import { gpuLine, SAMPLE_TABLES, scrape } from "../ingest/testing-samples";
import { runQuery } from "../metrics";
import { verify } from "../rollups";
import { listRuns } from "../runs";
import { getPoll, pollDue, pollNow, setPoll } from ".";
import type { PollInput } from "./poll";
import { KEY, pollOf, type Said, serve, type TestServer } from "./testing";

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

const T0 = Date.UTC(2026, 10, 20, 10);
const minute = (n: number) => T0 + n * 60_000;
const at = (now: number) => ({ key: () => KEY, clock: () => now, roundMs: 60_000 });
const round = (now: number) => pollDue(sql, at(now));

async function connectTo(page: (count: number) => Said, over: Partial<PollInput> = {}, source = "node-1"): Promise<TestServer> {
  const to = await serve((_url, count) => page(count));
  server = to;
  await setPoll(sql, { source, poll: pollOf({ url: `${to.url}/metrics`, ...over }), by: "engineer", now: new Date(T0), key: KEY });
  return to;
}

const ask = async (metric: string) =>
  (await runQuery(sql, { metric, from: "2026-11-20", to: "2026-11-21" }, { now: Date.UTC(2026, 10, 21) })).data[0];
const samples = async () => (await sql<{ n: number }[]>`select count(*)::integer as n from gpu_sample`)[0]?.n;
const clean = async () => expect(await verify(sql, "UTC")).toEqual([]);

describe("scraping an exporter", () => {
  test("a page that never changes is a new sample each minute, and the figures have it right after", async () => {
    const { asked } = await connectTo(() => ({ body: scrape(null, { engine: 0.5 }) }));
    for (let n = 0; n < 10; n += 1) expect(await round(minute(n))).toMatchObject({ polls: 1, problems: [] });
    expect(asked).toEqual(Array(10).fill("/metrics"));
    expect(await samples()).toBe(10);
    expect(await ask("gpu_utilization,gpu_hours,gpus")).toMatchObject({
      gpu_utilization: "0.5",
      gpus: "1",
      gpu_hours: expect.stringMatching(/^0\.16666/),
    });
    expect(await getPoll(sql, "node-1")).toMatchObject({
      kind: "dcgm",
      lastOkAt: new Date(minute(9)).toISOString(),
      lastError: null,
      nextAt: new Date(minute(10)).toISOString(),
      reading: false,
    });
    await clean();
  });

  test("ten scrapes of an hour are one run, whose being taken back takes them back; the next begins another", async () => {
    await connectTo(() => ({ body: scrape(null) }));
    for (let n = 0; n < 10; n += 1) await round(minute(n));
    const { runs } = await listRuns(sql, { limit: 10 });
    expect(runs).toMatchObject([
      { origin: "poll", file: "polled 2026-11-20 10:00 UTC", state: "done", read: 90, accepted: 70, ignored: 20, duplicate: 0 },
    ]);
    await undoRun(sql, runs[0]?.id ?? 0, "engineer");
    expect(await samples()).toBe(0);
    await round(minute(10));
    expect((await listRuns(sql, { limit: 10 })).runs).toMatchObject([{ read: 9, accepted: 7 }]);
    await clean();
  });

  test("four workers at once scrape once; what was missed while none ran is not made up for", async () => {
    const { asked } = await connectTo(() => ({ body: scrape(null) }));
    const rounds = await Promise.all(Array.from({ length: 4 }, () => round(minute(0))));
    expect(rounds.reduce((sum, { polls }) => sum + polls, 0)).toBe(1);
    expect(asked).toHaveLength(1);
    await round(minute(30) + 5_000);
    expect(asked).toHaveLength(2);
    expect((await getPoll(sql, "node-1"))?.nextAt).toBe(new Date(minute(31)).toISOString());
  });

  test("a worker that died leaves its poll to others once its lease is over, and its run is taken on", async () => {
    const { asked } = await connectTo(() => ({ body: scrape(null) }));
    await round(minute(0));
    await sql`update poll set lease = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 minute'`;
    await sql`update ingest_run set state = 'running'`;
    expect((await round(minute(1))).polls).toBe(0);
    await expect(pollNow(sql, "node-1", at(minute(1)))).rejects.toMatchObject({ code: "conflict" });
    await sql`update poll set lease_until = clock_timestamp() - interval '1 second'`;
    expect((await round(minute(1))).polls).toBe(1);
    expect(asked).toHaveLength(2);
    expect((await listRuns(sql, { limit: 10 })).runs).toMatchObject([{ state: "done", read: 18 }]);
  });

  test("a page with timestamps read three times is one sample", async () => {
    await connectTo(() => ({ body: scrape(minute(-1)) }));
    for (let n = 0; n < 3; n += 1) await round(minute(n));
    expect(await samples()).toBe(1);
    expect((await listRuns(sql, { limit: 10 })).runs).toMatchObject([{ accepted: 7, duplicate: 14 }]);
  });

  test("two sources that scrape one GPU 200 ms apart tell what one of them tells: two weigh as one", async () => {
    const at = (n: number) => minute(n) + 200;
    const page = (pod: string) =>
      [gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0.5, { pod }), gpuLine("DCGM_FI_DEV_POWER_USAGE", 600, { pod })].join("\n");
    const to = await connectTo(() => ({ body: page("train-1") }));
    await expect(
      setPoll(sql, { source: "twice", poll: pollOf({ url: `${to.url}/metrics` }), by: "engineer", now: new Date(T0), key: KEY }),
    ).rejects.toMatchObject({ code: "conflict" });
    await setPoll(sql, {
      source: "twice",
      poll: pollOf({ url: `${to.url}/metrics?again` }),
      by: "engineer",
      now: new Date(at(0)),
      key: KEY,
    });
    for (let n = 0; n < 10; n += 1) {
      await round(minute(n));
      await round(at(n));
    }
    expect(await samples()).toBe(20);
    expect((await sql`select sum(engine_ms)::integer as ms from gpu_slot`)[0]?.ms).toBeGreaterThan(9 * 60_000);
    // 600 W for ten minutes: 0.1 kWh.
    expect(Number((await ask("gpu_energy"))?.gpu_energy)).toBeCloseTo(0.1, 2);
    expect(await ask("gpu_utilization,gpus,gpu_allocated_share")).toMatchObject({
      gpu_utilization: "0.5",
      gpus: "1",
      gpu_allocated_share: "1",
    });
    await clean();
  });

  test("an energy counter that began anew counts what it has since, and a restart is no energy taken back", async () => {
    // 60 kJ a minute: 1 kW. The host boots after the third scrape and has used 30 kJ when it is scraped again.
    const energy = [7_000_000_000, 7_060_000_000, 7_120_000_000, 30_000_000, 90_000_000];
    await connectTo((count) => ({ body: gpuLine("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", energy[count - 1] ?? 0) }));
    for (let n = 0; n < 5; n += 1) await round(minute(n));
    expect((await ask("gpu_energy"))?.gpu_energy).toMatch(/^0\.0583333/); // (60 + 60 + 30 + 60) kJ = 210 kJ
    await clean();
  });

  test("an exporter that is away for half an hour leaves a gap: no sample, no zero, a reason, and longer waits", async () => {
    let away = false;
    const { asked } = await connectTo(() => (away ? { status: 503, body: "starting" } : { body: scrape(null, { engine: 0.5 }) }));
    for (let n = 0; n < 5; n += 1) await round(minute(n));
    away = true;
    for (let n = 5; n < 35; n += 1) await round(minute(n));
    expect(asked.length).toBeLessThan(5 + 12);
    expect(await getPoll(sql, "node-1")).toMatchObject({
      lastError: "It can't answer at the moment (503).",
      lastOkAt: new Date(minute(4)).toISOString(),
    });
    away = false;
    for (let n = 35; n < 45; n += 1) await round(minute(n));
    expect(await getPoll(sql, "node-1")).toMatchObject({ lastError: null, failures: 0 });
    // Of the 5 samples before the last counts three intervals; 7 came since. Hours are slots of 5 minutes.
    expect(await ask("gpu_utilization,gpu_hours")).toMatchObject({ gpu_utilization: "0.5", gpu_hours: "0.25" });
    expect(await sql`select sum(engine_ms)::integer / 60000 as minutes from gpu_slot`).toEqual([{ minutes: 4 + 3 + 7 }]);
    await clean();
  });
});

describe("clocks", () => {
  test("a page without timestamps has our time, and a clock 10 minutes ahead is only told", async () => {
    await connectTo(() => ({ body: scrape(null), headers: { date: new Date(minute(10)).toUTCString() } }));
    await round(minute(0));
    expect(await sql`select at from gpu_sample`).toMatchObject([{ at: new Date(minute(0)) }]);
    expect(await getPoll(sql, "node-1")).toMatchObject({ clockSkewMs: 600_500, warning: "Its clock is 10 min ahead of this machine's." });
  });

  test("timestamps 10 minutes ahead are refused with the reason, 20 of each reading kept; those 10 minutes behind are what they say", async () => {
    let shift = 10;
    let now = minute(0);
    const page = (count: number) =>
      Array.from({ length: 30 }, (_, n) =>
        gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0.5, { at: minute(count - 1 + shift), uuid: `GPU-${n}` }),
      ).join("\n");
    await connectTo((count) => ({ body: page(count), headers: { date: new Date(now).toUTCString() } }));
    await round(now);
    now = minute(1);
    await round(now);
    expect(await samples()).toBe(0);
    expect((await getPoll(sql, "node-1"))?.warning).toBe(
      "30 of 30 values were rejected: The timestamp lies 10 minutes in the future; set the host's clock.",
    );
    expect((await listRuns(sql, { limit: 1 })).runs).toMatchObject([
      { rejected: 60, keptRejects: 40, rejectedReasons: { invalid_time: 60 } },
    ]);
    shift = -10;
    await round(minute(2));
    expect(await sql`select distinct at from gpu_sample`).toMatchObject([{ at: new Date(minute(-8)) }]);
  });
});

describe("what is no page of metrics", () => {
  const PAGE = { body: scrape(null) };
  test.each<[string, Said, string]>([
    [
      "a web page",
      { body: "<!doctype html><title>Sign in</title>", headers: { "content-type": "text/html" } },
      "A web page is at this address",
    ],
    ["a Prometheus", { body: '{"status":"success"}' }, "choose Prometheus"],
    ["prose", { body: "Welcome to the intranet.\n" }, "no Prometheus text"],
    ["a redirect", { status: 302, headers: { location: "http://169.254.169.254/" }, body: "" }, "leads elsewhere (302)"],
    ["401", { status: 401, body: "no" }, "with a token only (401)"],
    ["404", { status: 404, body: "no" }, "nothing at this address (404)"],
  ])("%s is told as such, and nothing of it is kept", async (_name, said, problem) => {
    let strange = true;
    await connectTo(() => (strange ? said : PAGE));
    expect((await pollNow(sql, "node-1", at(minute(0)))).problem).toContain(problem);
    expect((await listRuns(sql, { limit: 1 })).runs).toEqual([]);
    expect(await sql`select from rejected_record`).toHaveLength(0);
    strange = false;
    expect(await pollNow(sql, "node-1", at(minute(1)))).toMatchObject({
      ok: true,
      problem: null,
      read: 9,
      accepted: 7,
      ignored: 2,
      more: false,
    });
  });

  test("a page that breaks off is a failure; a value cut in two is not taken for another", async () => {
    const body = Array.from({ length: 3 }, (_, n) => gpuLine("DCGM_FI_DEV_GPU_UTIL", 91, { uuid: `GPU-${n}` })).join("\n");
    let cut = true;
    await connectTo(() => ({ body, cut }));
    expect(await pollNow(sql, "node-1", at(minute(0)))).toMatchObject({ ok: false, problem: "The connection broke off." });
    cut = false;
    await pollNow(sql, "node-1", at(minute(1)));
    expect(await sql`select distinct util from gpu_sample`).toEqual([{ util: 910_000 }]);
  });

  test("a page without a metric of GPUs is read, and says so", async () => {
    await connectTo(() => ({ body: "node_load1 0.5\n" }));
    expect(await pollNow(sql, "node-1", at(minute(0)))).toMatchObject({ ok: true, ignored: 1 });
    expect((await getPoll(sql, "node-1"))?.warning).toContain("no metric of dcgm-exporter or vLLM");
  });

  test("nothing that listens is told in words", async () => {
    await connectTo(() => PAGE);
    await server?.stop();
    expect((await pollNow(sql, "node-1", at(minute(0)))).problem).toBe("Nothing listens at this address.");
  });
});
