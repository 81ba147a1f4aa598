import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { connect } from "../../db/client";
import { openDatabase } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { runQuery } from "../metrics";
import { DEFAULT_SHAPE, litellmLines } from "./litellm-lines";

interface Row {
  figure: string;
  value: number;
  unit: string;
  /** What it is measured against, in the same run. */
  against: string;
}

const DAY_MS = 86_400_000;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

const { values } = parseArgs({ options: { lines: { type: "string", default: "100000" }, json: { type: "boolean" } } });
const lines = Number(values.lines);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Figures of one run on this machine; ratios hold where single times don't. */
async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "permille-bench-"));
  // The database's own user must be able to enter.
  chmodSync(folder, 0o711);
  const file = join(folder, "litellm.jsonl");
  const spanMs = Math.max(DAY_MS, (lines / 1_000_000) * DEFAULT_SHAPE.spanMs);
  say(`Writing ${lines.toLocaleString("en-US")} lines`);
  await writeLines(file, spanMs);
  const database = await openDatabase({ home: join(folder, "home"), log: { info: () => {}, warn: say } });
  try {
    await migrate(database.url);
    const parse = await timed(() => parseOnly(file));
    say("Ingesting");
    const first = await ingest(file, database.url);
    say("Ingesting the same again");
    const again = await ingest(file, database.url);
    return [
      {
        figure: "file",
        value: round(statSync(file).size / 1e6, 0),
        unit: "MB",
        against: `${lines.toLocaleString("en-US")} lines, 5 % repeated`,
      },
      { figure: "bare JSON.parse", value: round(lines / parse, 0), unit: "lines/s", against: "one thread, same lines" },
      { figure: "ingest", value: round(lines / first.seconds, 0), unit: "lines/s", against: "everything included" },
      { figure: "ingest ÷ parse", value: round(parse / first.seconds), unit: "ratio", against: "bare JSON.parse" },
      { figure: "the same file again ÷ first", value: round(first.seconds / again.seconds), unit: "ratio", against: "first ingest" },
      { figure: "peak memory of the ingest", value: round(first.rssMb, 0), unit: "MB", against: "—" },
      ...(await queries(database.url, spanMs)),
      ...(await bytesPerAttempt(database.url)),
    ];
  } finally {
    await database.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeLines(file: string, spanMs: number): Promise<void> {
  const out = createWriteStream(file);
  let chunk = "";
  for (const line of litellmLines({ lines, spanMs })) {
    chunk += line;
    if (chunk.length < 1 << 20) continue;
    if (!out.write(chunk)) await once(out, "drain");
    chunk = "";
  }
  out.end(chunk);
  await once(out, "finish");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function parseOnly(file: string): Promise<number> {
  let read = 0;
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) })) if (JSON.parse(line)) read += 1;
  return read;
}

/** In a process of its own, as users run it; the time without that process's start. */
async function ingest(file: string, url: string): Promise<{ seconds: number; rssMb: number }> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/bench/ingest-runner.ts", url, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("the ingest failed");
  return JSON.parse(output) as { seconds: number; rssMb: number };
}

const QUESTIONS = {
  "cost by day": { metric: "cost,requests", by: "day" },
  "cost by feature": { metric: "cost,requests,cost_per_1k_requests", by: "feature" },
  "cost by model": { metric: "cost,requests,cost_per_1k_requests", by: "model" },
  "latency p95 by day": { metric: "latency_p95", by: "day" },
  "cost per session by day": { metric: "cost_per_session", by: "day" },
} as const;

async function queries(url: string, spanMs: number): Promise<Row[]> {
  const sql = connect(url, { max: 1 });
  const now = DEFAULT_SHAPE.from + spanMs;
  const [from, to] = [new Date(Math.max(DEFAULT_SHAPE.from, now - 30 * DAY_MS)), new Date(now + DAY_MS)].map((at) =>
    at.toISOString().slice(0, 10),
  );
  try {
    const trip = await percentile95(() => sql`select 1`);
    const rows: Row[] = [];
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const ms = await percentile95(() => runQuery(sql, { ...question, from, to }, { now }));
      rows.push({ figure: `${name}, p95`, value: round(ms, 1), unit: "ms", against: `an empty query takes ${round(trip, 1)} ms` });
    }
    return rows;
  } finally {
    await sql.end();
  }
}

async function percentile95(work: () => PromiseLike<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 25; i += 1) times.push((await timed(async () => work())) * 1000);
  return times.sort((a, b) => a - b)[23] ?? 0;
}

async function bytesPerAttempt(url: string): Promise<Row[]> {
  const sql = connect(url, { max: 1 });
  try {
    const [size] = await sql<{ facts: number; rollups: number }[]>`
      with n as (select count(*)::float8 as n from identity)
      select sum(pg_total_relation_size(oid)) filter (where relname = 'identity' or relname ~ '^attempt_[0-9]')::float8 / max(n.n) as facts,
        sum(pg_total_relation_size(oid)) filter (where relname ~ '^rollup_')::float8 / max(n.n) as rollups
      from pg_class, n where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    return [
      { figure: "fact and identity with indexes", value: round(size?.facts ?? 0, 0), unit: "B/attempt", against: "—" },
      { figure: "rollups", value: round(size?.rollups ?? 0, 0), unit: "B/attempt", against: "—" },
    ];
  } finally {
    await sql.end();
  }
}

const rows = await bench();
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  const width = Math.max(...rows.map((row) => row.figure.length));
  for (const row of rows)
    process.stdout.write(`${row.figure.padEnd(width)}  ${String(row.value).padStart(10)} ${row.unit.padEnd(10)}  ${row.against}\n`);
}
