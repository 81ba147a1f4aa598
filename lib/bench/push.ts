import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../db/client";
import { PG_MAJOR } from "../../db/cluster/binaries";
import { dataFolderOf } from "../../db/cluster/data-folder";
import { findServer } from "../../db/cluster/server";
import { createKey } from "../people";
import type { Bench } from "./bench";
import { differenceFigure } from "./differences";
import { type Figure, figure, thousands } from "./figure";
import { freshness } from "./freshness";
import { litellmBatches, madeBefore, otelBatches, pushShape } from "./push-batches";
import { type Client, type Load, pushLoad } from "./push-load";
import { kill, type Server } from "./server";
import { percentile } from "./statistics";

const CLIENTS = 4;
/** Attempts a second at which a POST's time is judged: clients that send as fast as they are answered wait for each other. */
const RATE = 3_000;
/** Until names are known and the server's code is compiled. */
const WARM_UP_SECONDS = 10;

/** Pushes over HTTP to the production server: how many, how fast they show, and whether any is lost or doubled when everything is killed. */
export async function pushSuite(bench: Bench): Promise<Figure[]> {
  const url = await bench.newDatabase();
  const server = await bench.startServer(url);
  try {
    return await measure(bench, server, (work) => bench.using(url, work));
  } finally {
    await server.stop();
  }
}

/** Work on a connection of its own: one from before the database was killed would be broken. */
type Within = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

async function measure(bench: Bench, server: Server, within: Within): Promise<Figure[]> {
  const { seconds } = bench.options;
  const now = Date.now();
  const headers = await within((sql) => keyHeaders(sql, "ingest"));
  const litellm = (seed: number, forSeconds: number) =>
    clientsOf(server, "/api/v1/ingest/litellm", headers, litellmBatches(pushShape(seed, now)), forSeconds);
  const otel = (seed: number, forSeconds: number) =>
    clientsOf(server, "/v1/traces", { ...headers, "content-type": "application/json" }, otelBatches(pushShape(seed, now)), forSeconds);
  const paced = (of: typeof litellm, seed: number): Client => {
    const { batches } = of(seed, 0);
    const made = madeBefore(batches, RATE * seconds);
    return { ...of(seed, seconds), batches: made, rate: RATE };
  };
  const warmUp = Math.min(WARM_UP_SECONDS, seconds);

  await pushLoad(litellm(11, warmUp));
  bench.say(`${CLIENTS} clients push for ${seconds} s, then at ${RATE} attempts a second`);
  const pushed = await pushLoad(litellm(12, seconds));
  const [pacedCalls, fresh] = await Promise.all([
    pushLoad(paced(litellm, 14)),
    freshness({ server, ingest: headers, query: await within((sql) => keyHeaders(sql, "query")), seconds }),
  ]);
  await pushLoad(otel(21, warmUp));
  bench.say(`${CLIENTS} clients push traces, the same`);
  const traced = await pushLoad(otel(22, seconds));
  const pacedTraces = await pushLoad(paced(otel, 23));

  bench.say("Killing the server under load");
  const before = await within((sql) => countOf(sql, "litellm"));
  let over = false;
  const [survived, down] = await Promise.all([
    pushLoad({ ...litellm(13, seconds), over: () => over }),
    killInTheMiddle(bench, server, within, seconds).finally(() => (over = true)),
  ]);
  const after = await within((sql) => countOf(sql, "litellm"));
  const lost = survived.attempts - (after.records - before.records);
  const victims = bench.ownsDatabase ? "server, worker and database" : "server";
  const conditions = `${survived.attempts} acknowledged, ${survived.repeated} POSTs sent again`;
  return [
    ...loadFigures("push", pushed, pacedCalls),
    figure("push: accepted → in the figures, slowest", Math.max(...fresh), "s", `${fresh.length} probes at that rate`, "≤ 5"),
    ...loadFigures("OTLP", traced, pacedTraces),
    figure(`attempts lost, ${victims} killed`, lost, "attempts", conditions, "= 0"),
    figure("attempts stored twice", after.rows - after.records, "attempts", conditions, "= 0"),
    await within(differenceFigure),
    figure("pushes are taken again after", down, "s", `kill -9 of ${victims}`),
  ];
}

function loadFigures(name: string, full: Load, paced: Load): Figure[] {
  const conditions = ({ times }: Load) => `${CLIENTS} clients, 100 attempts per POST, ${times.length} POSTs`;
  return [
    figure(`${name}: sustained`, full.attempts / full.seconds, "attempts/s", conditions(full), "≥ 3000"),
    figure(`${name}: p50 of a POST meanwhile`, percentile(full.times, 0.5), "ms", "each sent when the one before is answered"),
    figure(`${name}: p99 of a POST meanwhile`, percentile(full.times, 0.99), "ms", "each sent when the one before is answered"),
    figure(
      `${name} at ${thousands(RATE)} a second: p50`,
      percentile(paced.times, 0.5),
      "ms",
      `${conditions(paced)}, from when each was due`,
    ),
    figure(
      `${name} at ${thousands(RATE)} a second: p99`,
      percentile(paced.times, 0.99),
      "ms",
      `${thousands(Math.round(paced.attempts / paced.seconds))} attempts/s taken`,
      "≤ 100",
    ),
  ];
}

function clientsOf(server: Server, path: string, headers: Record<string, string>, batches: Client["batches"], seconds: number): Client {
  const began = performance.now();
  return { address: server.url + path, headers, batches, clients: CLIENTS, over: () => performance.now() - began > seconds * 1000 };
}

async function keyHeaders(sql: Sql, scope: "ingest" | "query"): Promise<Record<string, string>> {
  const { secret } = await createKey(sql, { name: `bench ${scope}`, scope, by: "bench" });
  return { authorization: `Bearer ${secret}` };
}

/** Halfway through, kills all at once, waits for the database and starts the server again; seconds until it answers. */
async function killInTheMiddle(bench: Bench, server: Server, within: Within, seconds: number): Promise<number> {
  await sleep((seconds * 1000) / 2);
  const began = performance.now();
  const dead = server.kill();
  if (bench.ownsDatabase) kill(findServer(dataFolderOf(bench.home, PG_MAJOR))?.pid ?? 0, "SIGKILL");
  await dead;
  const isBack = () => within(async (sql) => (await sql`select 1`).length === 1).catch(() => false);
  while (!(await isBack())) await sleep(100);
  await server.restart();
  const down = (performance.now() - began) / 1000;
  await sleep((seconds * 1000) / 2);
  return down;
}

async function countOf(sql: Sql, source: string): Promise<{ rows: number; records: number }> {
  const [row] = await sql<{ rows: number; records: number }[]>`
    select count(*)::integer as rows, count(distinct record_id)::integer as records
    from attempt a
    join source s on s.num = a.source
    where s.id = ${source}`;
  return row ?? { rows: 0, records: 0 };
}
