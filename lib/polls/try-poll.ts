import type { Sql } from "../../db/client";
import { dcgm, parseLine, prometheus as prometheusCollector } from "../collectors/prometheus";
import { isAppError } from "../errors";
import { isBadUnit, readUnits } from "../ingest";
import { unseal } from "../secrets/seal";
import { AnswerTail } from "./answer-tail";
import { type Answer, ask } from "./ask";
import { jsonBody, textBody } from "./body";
import type { PollInput, Trial } from "./poll";
import { askClock, askNow, askNumber, type Prometheus } from "./prometheus-api";
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
    const seen = new Sightings();
    for await (const units of readUnits(await textBody(answer), dcgm))
      for (const unit of units) {
        if (isBadUnit(unit)) continue;
        const line = String(unit.value);
        if (line.startsWith("#")) continue;
        const parsed = parseLine(line);
        if (parsed) seen.series(parsed.name, reading.take(line, ""), parsed.time !== undefined);
      }
    seen.samples(reading.end());
    return seen.saw({ skewMs: answer.skewMs, scrapeIntervalS: null, warnings: [] });
  } finally {
    answer.close();
  }
}

async function tryPrometheus(prometheus: Prometheus, selector: string): Promise<Saw> {
  const { skewMs } = await askClock(prometheus, selector);
  const answer: Answer = await askNow(prometheus, selector);
  const tail = new AnswerTail();
  const seen = new Sightings();
  try {
    const reading = prometheusCollector.open({ settings: {}, now: Number.MAX_SAFE_INTEGER });
    for await (const units of readUnits(tail.watch(await jsonBody(answer)), prometheusCollector))
      for (const unit of units) {
        if (isBadUnit(unit)) continue;
        const name = (unit.value as { metric?: { __name__?: unknown } } | null)?.metric?.__name__;
        if (typeof name === "string") seen.series(name, reading.take(unit.value, unit.path), false);
      }
    seen.samples(reading.end());
  } finally {
    answer.close();
  }
  const saw = seen.saw({ skewMs, scrapeIntervalS: null, warnings: tail.warnings });
  const [most] = saw.metrics;
  if (!most) return saw;
  const of = `${most.name}{${selector}}`;
  const newest = await askNumber(prometheus, `max(timestamp(${of}))`);
  const scrapes = await askNumber(prometheus, `max(count_over_time(${of}[10m]))`);
  return {
    ...saw,
    newestAt: newest.value === null ? null : new Date(newest.value * 1000).toISOString(),
    scrapeIntervalS: scrapes.value !== null && scrapes.value >= 2 ? Math.max(1, Math.round(600 / scrapes.value)) : null,
  };
}
