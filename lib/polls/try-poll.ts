import { z } from "zod";
import type { Sql } from "../../db/client";
import { prometheus as collector, dcgm, type Labels, parseLine } from "../collectors/prometheus";
import { isAppError } from "../errors";
import { isBadUnit, readUnits } from "../ingest";
import { unseal } from "../secrets/seal";
import { AnswerTail } from "./answer-tail";
import { ask } from "./ask";
import { jsonBody, textBody } from "./body";
import type { PollInput, Trial } from "./poll";
import { askClock, askNow, askTimes, type Prometheus } from "./prometheus-api";
import { TEXT } from "./read-exporter";
import { readSelector } from "./selector";
import { addressOf } from "./set-poll";
import { Sightings } from "./sightings";

export interface TryPoll {
  /** Without a token: that of this source's poll, where the address is of the same machine. */
  source: string | null;
  poll: PollInput;
  key: () => Buffer;
  clock: () => number;
}

/** Looks at an address as a poll would, and takes nothing. Throws `invalid` for what can't be an address or a selector. */
export async function tryPoll(sql: Sql, { source, poll, key, clock }: TryPoll): Promise<Trial> {
  const url = addressOf(poll);
  const selector = poll.mode === "prometheus" ? readSelector(poll.selector) : "";
  try {
    const token = poll.token ?? (poll.token === undefined && source ? await tokenFor(sql, source, url, key) : null);
    const saw =
      poll.mode === "exporter" ? await tryExporter(url, token, clock) : await tryPrometheus({ base: url, token, clock }, selector);
    return { problem: saw.metrics.length === 0 ? nothing(poll.mode, saw.otherSeries) : null, saw };
  } catch (error) {
    if (isAppError(error) && error.code === "unavailable") return { problem: error.message, saw: null };
    throw error;
  }
}

const nothing = (mode: PollInput["mode"], others: number): string =>
  mode === "prometheus"
    ? "Prometheus has no series of dcgm-exporter or vLLM with this selector at the moment."
    : others > 0
      ? `The page has ${others.toLocaleString("en-US")} series, none of them of dcgm-exporter or vLLM that figures are made of.`
      : "The page is empty.";

async function tokenFor(sql: Sql, source: string, url: string, key: () => Buffer): Promise<string | null> {
  const [row] = await sql<{ url: string; token: string | null }[]>`select url, token from poll where source = ${source}`;
  return row?.token && new URL(row.url).origin === new URL(url).origin ? unseal(row.token, key()) : null;
}

type Saw = NonNullable<Trial["saw"]>;

async function tryExporter(url: string, token: string | null, clock: () => number): Promise<Saw> {
  const answer = await ask(new URL(url), { token, accept: TEXT, clock });
  try {
    const reading = dcgm.open({ settings: {}, now: clock(), measuredAt: answer.at });
    const seen = new Sightings(answer.at);
    for await (const units of readUnits(await textBody(answer), dcgm))
      for (const unit of units) {
        if (isBadUnit(unit)) continue;
        const line = String(unit.value);
        if (line.startsWith("#")) continue;
        const parsed = parseLine(line);
        if (parsed) seen.series(parsed.name, reading.take(line, ""));
      }
    seen.samples(reading.end());
    return seen.saw({ skewMs: answer.skewMs, scrapeIntervalS: null, warnings: [] });
  } finally {
    answer.close();
  }
}

async function tryPrometheus(prometheus: Prometheus, selector: string): Promise<Saw> {
  const { skewMs } = await askClock(prometheus, selector);
  const answer = await askNow(prometheus, selector);
  const tail = new AnswerTail();
  const seen = new Sightings(answer.at);
  let one: Labels | null = null;
  try {
    const reading = collector.open({ settings: {}, now: prometheus.clock() + Math.max(0, skewMs ?? 0) });
    for await (const units of readUnits(tail.watch(await jsonBody(answer)), collector))
      for (const unit of units) {
        if (isBadUnit(unit)) continue;
        for (const series of seriesOf(unit.value)) {
          const labels = labelsSchema.safeParse(series).data?.metric;
          if (labels?.__name__ === undefined) continue;
          one ??= labels;
          seen.series(labels.__name__, reading.take(series, "data.result[]"));
        }
      }
    seen.samples(reading.end());
  } finally {
    answer.close();
  }
  const times = one ? await askTimes(prometheus, one) : [];
  return { ...seen.saw({ skewMs, scrapeIntervalS: intervalOf(times), warnings: tail.warnings }), newestAt: isoOf(times.at(-1)) };
}

const labelsSchema = z.object({ metric: z.record(z.string(), z.string()) });
const documentSchema = z.object({ data: z.object({ result: z.array(z.unknown()) }) });

/** A small answer comes whole, of others the series alone. */
const seriesOf = (unit: unknown): unknown[] => documentSchema.safeParse(unit).data?.data.result ?? [unit];

const isoOf = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString());

/** Seconds between scrapes: the median of the gaps; null for fewer than two. */
function intervalOf(times: readonly number[]): number | null {
  const gaps = times
    .slice(1)
    .map((time, n) => time - (times[n] ?? time))
    .sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)];
  return median === undefined ? null : Math.max(1, Math.round(median / 1000));
}
