import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { ingestText, truncateFacts } from "../ingest/testing";
import { gpuLine, SAMPLE_TABLES, sampleState } from "../ingest/testing-samples";
import { runQuery } from "../metrics";
import { verify } from "../rollups";
import { getPoll, pollNow, setPoll, tryPoll } from ".";
import { KEY, pollOf, serve, type TestServer } from "./testing";
import { hasPrometheus, makePrometheus, type TestPrometheus } from "./testing-prometheus";

const SAMPLE = join(import.meta.dirname, "../../../shared/formats/samples/dcgm_exporter/metrics_tesla_t4_no_pod.prom");
const T4 = existsSync(SAMPLE)
  ? readFileSync(SAMPLE, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("DCGM_FI_"))
  : [];

const STEP = 15_000;
/** Half an hour of history, then as much as is scraped live, ending ten minutes ago: by then every scrape has its place in Prometheus' time. */
const HISTORY = 120;
const LIVE = 4;
const LAST = Math.floor(Date.now() / STEP) * STEP - 600_000;
const at = (n: number): number => LAST - (HISTORY + LIVE - 1 - n) * STEP;
const EXPORTER = { namespace: "gpu-operator", pod: "dcgm-exporter-x7k2p", container: "exporter" };

/** What the exporter of a busy GPU, a free one and a T4 shows, and a vLLM server; the energy counter begins anew after 90 scrapes, vLLM's after 100. */
function page(n: number, time: string, served: string): string {
  const [energy, told] = [n < 90 ? 7e9 + n * 4.5e6 : (n - 90) * 4.5e6, n < 100 ? n : n - 100];
  const busy = { uuid: "GPU-busy", pod: "train-1" };
  return [
    gpuLine("DCGM_FI_DEV_SM_CLOCK", 1980, busy),
    gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0.75 + (n % 4) / 16, busy),
    gpuLine("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", 0.125, busy),
    gpuLine("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", energy, busy),
    gpuLine("DCGM_FI_PROF_GR_ENGINE_ACTIVE", 0, { uuid: "GPU-free", pod: "" }),
    gpuLine("DCGM_FI_DEV_POWER_USAGE", 71.5, { uuid: "GPU-free", pod: "" }),
    ...T4,
    `vllm:num_requests_waiting{model_name="acme/8b",engine="0",${served}} ${n % 3}`,
    `vllm:generation_tokens_total{model_name="acme/8b",engine="0",${served}} ${told * 1000}`,
    `vllm:request_success_total{model_name="acme/8b",engine="0",${served},finished_reason="stop"} ${told * 10}`,
  ]
    .map((line) => `${line} ${time}`)
    .join("\n");
}

let database: TestDatabase;
let sql: Sql;
let exporter: TestServer | undefined;
let prometheus: TestPrometheus | undefined;

/** The newest time that Prometheus holds, epoch ms; NaN where there is none. */
async function newest(): Promise<number> {
  const query = "max(timestamp(DCGM_FI_PROF_PIPE_TENSOR_ACTIVE))";
  const answer = await fetch(`${prometheus?.url}/api/v1/query?time=${LAST / 1000 + 1}&query=${query}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1]) * 1000;
}

beforeAll(async () => {
  if (!hasPrometheus()) return;
  exporter = await serve(async () => {
    // The next one only when the one before is stored: a scrape that came too late on a busy machine is scraped again.
    const stored = (await newest().catch(() => Number.NaN)) || at(HISTORY - 1);
    const n = Math.min((stored - at(0)) / STEP + 1, HISTORY + LIVE - 1);
    // A GPU without timestamps, which has those of Prometheus: later than what is polled.
    const live = gpuLine("DCGM_FI_DEV_GPU_UTIL", 50, { uuid: "GPU-live", host: "node-live" });
    return { body: `${live}\n${page(n, String(at(n)), 'pod="llama-0"')}\n`, headers: { "content-type": "text/plain; version=0.0.4" } };
  });
  const target = new URL(exporter.url).host;
  // As Prometheus stores it: its own labels win, and those of the page are renamed.
  const stored = (n: number) =>
    page(n, String(at(n) / 1000), 'exported_pod="llama-0"')
      .split("\n")
      .map((line) =>
        line
          .replace(/,namespace="[^"]*",pod="([^"]*)"/, (_all, pod: string) => (pod ? `,exported_namespace="ml",exported_pod="${pod}"` : ""))
          .replace("{", `{job="dcgm",instance="${target}",namespace="${EXPORTER.namespace}",pod="${EXPORTER.pod}",container="exporter",`),
      );
  const byMetric = Array.from({ length: HISTORY }, (_, n) => stored(n)).flat();
  const names = [...new Set(byMetric.map((line) => line.split("{")[0]))];
  const history = names.flatMap((name) => [
    `# TYPE ${name?.replace(/_total$/, "")} unknown`,
    ...byMetric.filter((line) => line.startsWith(`${name}{`)),
  ]);
  prometheus = await makePrometheus(`${history.join("\n")}\n# EOF\n`, target, EXPORTER);
  await Promise.all([
    prometheus.start(),
    testDatabase().then((made) => {
      database = made;
      sql = connect(made.url);
    }),
  ]);
}, 30_000);
afterAll(async () => {
  await sql?.end();
  await database?.close();
  await prometheus?.remove();
  await exporter?.stop();
});

const options = { key: () => KEY, clock: () => LAST + 20_000 };
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe.skipIf(!hasPrometheus())(
  "a real Prometheus that scrapes a replayed dcgm-exporter (skipped: no prometheus is installed here)",
  () => {
    test("what it scraped and what it holds are the figures of the same samples from a file, through a restart of it, and twice is once", async () => {
      if (!prometheus || !exporter) throw new Error("beforeAll made no Prometheus.");
      const { url } = prometheus;
      await expect.poll(newest, { timeout: 30_000, interval: 100 }).toBe(LAST);

      const poll = pollOf({
        mode: "prometheus",
        url: `${url}/graph`,
        stepS: STEP / 1000,
        backfillFrom: day(at(0)),
        selector: '{job="dcgm"}',
      });
      await setPoll(sql, { source: "prom", poll, by: "engineer", now: new Date(LAST), key: KEY });
      await prometheus.stop();
      expect(await pollNow(sql, "prom", options)).toMatchObject({ ok: false, problem: "Nothing listens at this address." });
      await prometheus.start();
      const polled = await pollNow(sql, "prom", options);
      expect(polled).toMatchObject({
        ok: true,
        problem: null,
        duplicate: 0,
        revised: 0,
        rejected: 0,
        more: false,
        through: new Date(LAST).toISOString(),
      });
      expect(await getPoll(sql, "prom")).toMatchObject({ lastError: null, backfill: { done: true, share: 1 } });
      expect(await verify(sql, "UTC")).toEqual([]);
      const state = await sampleState(sql);

      // Read all of it again: nothing new.
      await sql`update poll set cursor = null, backfill_at = null, backfill_to = null`;
      expect(await pollNow(sql, "prom", options)).toMatchObject({ accepted: 0, revised: 0, duplicate: polled.accepted });

      const figures = "gpu_utilization,gpu_tensor_activity,gpu_energy,gpu_hours,gpu_allocated_share";
      const whole = { from: day(at(0)), to: day(LAST + 86_400_000) };
      const ask = () => runQuery(sql, { metric: figures, by: "host", ...whole }, { now: LAST });
      const fromPrometheus = (await ask()).data;
      await truncateFacts(sql);
      await sql.unsafe(`truncate ${SAMPLE_TABLES.join(", ")} restart identity`);
      const file = Array.from({ length: HISTORY + LIVE }, (_, n) =>
        page(n, String(at(n)), `instance="${new URL(exporter?.url ?? "").host}",namespace="${EXPORTER.namespace}",pod="llama-0"`),
      );
      // A page of a free GPU says so with an empty pod, which Prometheus drops: there its exporter's own pod says the same.
      const t4 = (line: string) => (line.includes("Tesla T4") ? line.replace("}", `,pod="${EXPORTER.pod}"}`) : line);
      await ingestText(sql, file.join("\n").split("\n").map(t4).join("\n"), { now: new Date(LAST + 60_000) });
      expect(await sampleState(sql)).toEqual(state);
      expect((await ask()).data).toEqual(fromPrometheus);
      if (T4.length > 0)
        expect(fromPrometheus).toContainEqual(
          expect.objectContaining({ host: "cp-bm14r7", gpu_utilization: "0.156205", gpu_tensor_activity: "0.005822" }),
        );
    }, 60_000);

    test("a trial tells what is there: series, GPUs, servers and how often it scrapes", async () => {
      const trial = await tryPoll(sql, {
        source: null,
        poll: pollOf({ mode: "prometheus", url: prometheus?.url ?? "" }),
        key: () => KEY,
        clock: Date.now,
      });
      // What is ten minutes old is not among what it answers now.
      expect(trial).toMatchObject({
        problem: null,
        saw: {
          series: 1,
          metrics: [{ name: "DCGM_FI_DEV_GPU_UTIL", series: 1 }],
          gpus: 1,
          hosts: ["node-live"],
          scrapeIntervalS: expect.any(Number),
          warnings: [],
        },
      });
      expect(Math.abs(Date.now() - Date.parse(trial.saw?.newestAt ?? ""))).toBeLessThan(10_000);
      expect(Math.abs(trial.saw?.clockSkewMs ?? Number.NaN)).toBeLessThan(2_000);
      const direct = await tryPoll(sql, {
        source: null,
        poll: pollOf({ url: `${exporter?.url}/metrics` }),
        key: () => KEY,
        clock: Date.now,
      });
      expect(direct).toMatchObject({
        problem: null,
        saw: { gpus: T4.length > 0 ? 4 : 3, servers: 1, models: ["acme/8b"], newestAt: new Date(LAST).toISOString(), warnings: [] },
      });
    });
  },
);
