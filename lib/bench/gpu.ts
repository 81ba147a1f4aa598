import { performance } from "node:perf_hooks";
import type { Sql } from "../../db/client";
import { GPU_FAMILY, rollupValues } from "../../db/schema/sample-tables";
import { setGpuRate, setGpuRule } from "../gpu";
import { ingestInput, openIngest } from "../ingest";
import { type QueryInput, readGpuHeat, readGpuStanding, runQuery } from "../metrics";
import type { Bench } from "./bench";
import { type Figure, figure, thousands } from "./figure";
import { LINES_PER_GPU, scrapeOf } from "./gpu-lines";
import { gpuModelsFigure } from "./gpu-models";
import { median, p95 } from "./statistics";

const GPUS = 1000;
const DAYS = 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
type Question = readonly [name: string, ask: (sql: Sql, at: { now: number }) => Promise<unknown>];
const query = (name: string, question: QueryInput): Question => [name, (sql, at) => runQuery(sql, question, at)];
/** What the page of GPUs asks. */
const QUESTIONS: readonly Question[] = [
  query("utilization, tensor and power by day", { metric: "gpu_utilization,gpu_tensor_activity,gpu_power", by: "day", order: "time" }),
  query("utilization by host, the 20 busiest", { metric: "gpu_utilization", by: "host", top: 20 }),
  query("idle hours by namespace", { metric: "gpu_idle_hours,gpu_hours", by: "namespace" }),
  query("cost and idle cost by namespace", { metric: "gpu_cost,gpu_idle_cost", by: "namespace" }),
  query("utilization by team", { metric: "gpu_utilization,gpu_tensor_activity", by: "team" }),
  query("cost by host", { metric: "gpu_cost", by: "host" }),
  query("cost and idle cost by pool", { metric: "gpu_cost,gpu_idle_cost", by: "pool" }),
  query("every cost by day", { metric: "gpu_cost,gpu_idle_cost,gpu_unallocated_cost,gpu_inactive_cost", by: "day", order: "time" }),
  query("idle and releasable cost by pool", { metric: "gpu_idle_cost,gpu_releasable_cost,gpu_releasable_hours,gpu_cost", by: "pool" }),
  query("cost by team", { metric: "gpu_cost,gpu_idle_cost", by: "team" }),
  query("utilization of a team by pool", { metric: "gpu_utilization", by: "pool", where: "team=team 1" }),
  ["standing", (sql, at) => readGpuStanding(sql, {}, at)],
  ["heat map by hour of the week", (sql, at) => readGpuHeat(sql, {}, at)],
  [
    "heat map of three days by hour",
    (sql, { now }) => readGpuHeat(sql, { from: new Date(now - 2 * DAY_MS).toISOString().slice(0, 10) }, { now }),
  ],
];

/** 1,000 GPUs (or as many as `--lines` allow) with one sample a minute: an hour as a file, then minutes as they come, then questions about 30 days. */
export async function gpuSuite(bench: Bench): Promise<Figure[]> {
  const gpus = Math.min(GPUS, Math.ceil(bench.options.lines / 1000));
  const minutes = gpus === GPUS ? 60 : 10;
  const url = await bench.newDatabase();
  const from = Math.floor((Date.now() - 3 * HOUR_MS) / HOUR_MS) * HOUR_MS;
  return bench.using(
    url,
    async (sql) => {
      const read = async (first: number, count: number) => {
        const scrapes = async function* () {
          for (let minute = first; minute < first + count; minute += 1) yield scrapeOf(gpus, minute, from);
        };
        const began = performance.now();
        await ingestInput(await openIngest(sql), scrapes(), { file: "gpus.prom", origin: "file", now: new Date() });
        return (performance.now() - began) / 1000;
      };
      bench.say(`${thousands(gpus)} GPUs: ${minutes} minutes at once, then minute by minute`);
      const whole = await read(0, minutes);
      const live: number[] = [];
      for (let minute = minutes; minute < minutes + 10; minute += 1) live.push(await read(minute, 1));
      const of = `${thousands(gpus)} GPUs, one sample a minute, ${LINES_PER_GPU} lines each`;
      const figures = [
        figure("GPU samples of an hour", (gpus * minutes) / whole, "samples/s", `${of}; everything included`),
        figure("an hour of GPUs ÷ real time", (minutes * 60) / whole, "ratio", of, "≥ 20"),
        figure("a minute of GPUs ÷ real time, as it comes", 60 / median(live), "ratio", `${of}; median of ${live.length}`, "≥ 20"),
      ];
      await fillDays(sql, gpus, from);
      await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "2.5" }, "bench");
      await setGpuRate(sql, { field: "pool", subject: "pool-1", usdPerHour: "3.75" }, "bench");
      for (let n = 1; n <= 9; n += 1)
        await setGpuRule(sql, { field: "host", subject: `node-${n}*`, sets: "pool", value: `pool-${n % 4}` }, "bench");
      for (let n = 0; n < 7; n += 1)
        await setGpuRule(sql, { field: "namespace", subject: `team-${n}`, sets: "team", value: `team ${n}` }, "bench");
      for (const [name, ask] of QUESTIONS) {
        const ms = await p95(() => ask(sql, { now: from + HOUR_MS }), bench.options.rounds);
        figures.push(figure(`GPU ${name}, p95`, ms, "ms", `${thousands(gpus)} GPUs over ${DAYS} days`, "≤ 150"));
      }
      figures.push(await gpuModelsFigure(bench, sql, { gpus, days: DAYS, from }));
      return figures;
    },
    4,
  );
}

/** Days and hours before the ingested ones, copied from their first: what is asked is as wide as it would be. */
export async function fillDays(sql: Sql, gpus: number, from: number): Promise<void> {
  const rest = (level: "hour" | "day") =>
    ["subject", ...GPU_FAMILY.names, ...rollupValues(GPU_FAMILY, level)].filter((name) => !name.endsWith("_at")).join(", ");
  const hour = new Date(from).toISOString();
  await sql.unsafe(`insert into gpu_hour (hour, first_at, last_at, ${rest("hour")})
    select h.hour - n * interval '1 hour', h.hour - n * interval '1 hour', h.hour - (n - 1) * interval '1 hour', ${rest("hour")}
    from gpu_hour h, generate_series(1, ${DAYS * 24}) as n where h.hour = '${hour}' on conflict do nothing`);
  await sql.unsafe(`insert into gpu_day (day, first_at, last_at, ${rest("day")})
    select d.day - n, d.first_at - n * interval '1 day', d.first_at - (n - 1) * interval '1 day', ${rest("day")}
    from gpu_day d, generate_series(1, ${DAYS}) as n where d.day = (select min(day) from gpu_day) and ${gpus} > 0 on conflict do nothing`);
  // Days are full: a card with gaps is the exception.
  await sql`update gpu_day set slot_ms = 86400000, engine_course = array_fill(1800000000000::float8, array[24]) || 0::float8 || array_fill(3600000::float8, array[24]) || 0::float8
    where day < (select max(day) from gpu_day)`;
  await sql`update gpu_device set first_at = first_at - ${DAYS} * interval '1 day'`;
  // As days come, one after another, and without what the update above left behind.
  for (const table of ["gpu_day", "gpu_hour"]) await sql.unsafe(`cluster ${table} using ${table}_pkey`);
  await sql`vacuum analyze`;
}
