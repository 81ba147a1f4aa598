import { connect, type Sql } from "../../db/client";
import { collectors } from "../collectors";
import { AppError } from "../errors";
import { type IngestContext, ingestInput, openIngest } from "../ingest";
import { settleZone } from "../settings";
import { ensureSource } from "../sources";
import { addDemoBudgets } from "./budgets";
import { addNegotiatedPrice } from "./contract";
import { dcgmText } from "./gpu-exporters";
import { setDemoGpus } from "./gpu-settings";
import { BILLED_AFTER_DAYS, costPages, usagePages } from "./openai-pages";
import { LATEST_DAYS, outcomesCsv } from "./outcomes";
import { addDemoPeople } from "./people";
import { cutoff, dayNumber, firstDay, newPlan, type Plan, ZONE } from "./plan";
import { addDemoReports } from "./reports";
import { setDemoRouting } from "./routing";
import { addDemoRules } from "./rules";
import { type DemoState, planOf, readState, writeState } from "./state";
import { litellmLog, otelTraces, type Span } from "./streams";
import { vllmText } from "./vllm-servers";

export interface DemoInput {
  /** The database, migrated. */
  url: string;
  log: { info(message: string): void; warn(message: string): void };
  now: Date;
  /** 1 is the whole company, about 185,000 requests in 90 days. Only the first load asks. */
  scale?: number;
  seed?: number;
}

const SEED = 1_000;

/**
 * Loads the demo company up to `now` through the collectors, as files of their real formats: everything the first time, the days since then after that.
 * What an interruption left half done is taken up where it was planned to end; nothing counts twice. Throws `internal` where a record of ours is rejected.
 */
export async function loadDemo({ url, log, now, scale = 1, seed = SEED }: DemoInput): Promise<void> {
  const sql = connect(url, { max: 4, name: "permille demo" });
  try {
    let state = await readState(sql);
    if (state === null) {
      state = { ...newPlan(now, seed, scale), story: 3, loadedThrough: null, loading: now.toISOString(), loadedAt: null };
      await writeState(sql, state);
    }
    await prepare(sql, planOf(state), now);
    if (state.loading !== null) state = await loadUpTo(sql, state, new Date(state.loading), { log, now });
    await loadSince(sql, state, { log, now });
    await addDemoBudgets(sql, now);
    await addDemoRules(sql, now);
    await addDemoReports(sql, now);
  } finally {
    await sql.end();
  }
}

/** Lets a loaded company go on until `now`: what happened since then comes through the collectors, as on any day. Nothing where it isn't loaded whole. */
export async function continueDemo({ url, log, now }: Pick<DemoInput, "url" | "log" | "now">): Promise<void> {
  const sql = connect(url, { max: 2, name: "permille demo" });
  try {
    const state = await readState(sql);
    if (state?.loadedThrough && state.loading === null) await loadSince(sql, state, { log, now });
  } finally {
    await sql.end();
  }
}

const SOURCES = [
  { id: "litellm-prod", kind: "litellm", label: "LiteLLM production" },
  { id: "otel-agents", kind: "otel", label: "Coding agents" },
  { id: "openai", kind: "openai", label: "OpenAI organization" },
  { id: "gpu-exporters", kind: "dcgm", label: "GPU exporters" },
  { id: "vllm", kind: "vllm", label: "vLLM servers" },
  { id: "outcomes", kind: "outcomes", label: "Support desk, clerks and analysts" },
] as const;

async function prepare(sql: Sql, plan: Plan, now: Date): Promise<void> {
  const zone = await sql`select 1 from setting where key = 'zone'`;
  if (zone.length === 0) await settleZone(sql, ZONE);
  await addDemoPeople(sql);
  await addNegotiatedPrice(sql, plan, now);
  await setDemoRouting(sql, plan, now);
  await setDemoGpus(sql, plan, now);
  for (const { id, kind, label } of SOURCES) {
    const collector = collectors.find((known) => known.kind === kind);
    if (collector) await ensureSource(sql, collector, id, label);
  }
}

type Watch = Pick<DemoInput, "log" | "now">;

async function loadSince(sql: Sql, state: DemoState, watch: Watch): Promise<void> {
  if (state.loadedThrough !== null && cutoff(watch.now) <= cutoff(new Date(state.loadedThrough))) return;
  const begun = { ...state, loading: watch.now.toISOString() };
  await writeState(sql, begun);
  await loadUpTo(sql, begun, watch.now, watch);
}

async function loadUpTo(sql: Sql, state: DemoState, to: Date, watch: Watch): Promise<DemoState> {
  const plan = planOf(state);
  const until = cutoff(to);
  const since = state.loadedThrough === null ? 0 : cutoff(new Date(state.loadedThrough));
  // What began on the last loaded day, or the one before, may have ended since.
  const back = (days: number) => Math.max(firstDay(plan), dayNumber(since) - days);
  const span: Span = { from: back(1), since, until };
  const context = await openIngest(sql);
  const dates = since === 0 ? `${dateOf(span.from)}-${dateOf(dayNumber(until))}` : minuteOf(until);
  await ingest(context, litellmLog(plan, span), "litellm-prod", `litellm-${dates}.jsonl`, watch);
  await ingest(context, otelTraces(plan, span), "otel-agents", `traces-${dates}.jsonl`, watch);
  await ingest(context, usagePages(plan, span.from, until), "openai", `openai-usage-${dates}.jsonl`, watch);
  await ingest(context, costPages(plan, back(BILLED_AFTER_DAYS), until, context.book), "openai", `openai-costs-${dates}.jsonl`, watch);
  await ingest(context, dcgmText(plan, span), "gpu-exporters", `dcgm-${dates}.prom`, watch);
  await ingest(context, vllmText(plan, span), "vllm", `vllm-${dates}.prom`, watch);
  await ingest(context, outcomesCsv(plan, { ...span, from: back(1 + LATEST_DAYS) }), "outcomes", `outcomes-${dates}.csv`, watch);
  const loaded: DemoState = { ...state, loadedThrough: to.toISOString(), loading: null, loadedAt: watch.now.toISOString() };
  await writeState(sql, loaded);
  return loaded;
}

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** "2026-11-22T20-45", UTC. */
const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace(":", "-");

/** Nothing new is no file. */
async function ingest(
  context: IngestContext,
  bytes: AsyncGenerator<Uint8Array>,
  source: string,
  file: string,
  { log, now }: Watch,
): Promise<void> {
  const first = await bytes.next();
  if (first.done) return;
  const report = await ingestInput(context, withFirst(first.value, bytes), {
    file,
    origin: "file",
    source,
    now,
    onProgress: ({ read }) => log.info(`${source}: ${read.toLocaleString("en-US")} records`),
  });
  const { rejected } = report;
  if (rejected > 0) {
    const [refused] = report.rejections;
    throw new AppError(
      "internal",
      `${rejected} records of the demo's ${file} were rejected, the first on line ${refused?.line}: ${refused?.reason}, ${refused?.detail}`,
    );
  }
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
