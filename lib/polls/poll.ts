import { z } from "zod";

export const POLL_MODES = ["exporter", "prometheus"] as const;
export type PollMode = (typeof POLL_MODES)[number];

/** What a source that is an exporter can be; of Prometheus it is "prometheus". */
export const EXPORTER_KINDS = ["dcgm", "vllm"] as const;

const seconds = (least: number, what: string) =>
  z
    .int(`${what} is a whole number of seconds.`)
    .min(least, `${what} is at least ${least} seconds.`)
    .max(3600, `${what} is at most an hour.`);

/** How a source is read on a schedule. */
export const pollInput = z.object({
  mode: z.enum(POLL_MODES),
  /** Exporter: the page with the metrics, such as http://gpu-1:9400/metrics. Prometheus: what its addresses begin with, such as http://prometheus:9090. */
  url: z.url({ protocol: /^https?$/, error: "The address must look like http://gpu-1:9400/metrics." }).max(2000),
  /** Of an exporter: what it is. Default: what the source is, else dcgm. */
  kind: z.enum(EXPORTER_KINDS).optional(),
  intervalS: seconds(15, "The interval").default(60),
  /** Prometheus only: label matchers that narrow what is read, such as {cluster="a"}. */
  selector: z.string().trim().max(1000).nullable().default(null),
  /** Prometheus only: seconds between the points asked for; best its own scrape interval. */
  stepS: seconds(1, "The step").default(60),
  /** Prometheus only: read history from this day of the reporting zone on; null = only what comes from now on. */
  backfillFrom: z.iso.date().nullable().default(null),
  /** Bearer token; absent = as it is, null = none. It is never shown again. */
  token: z
    .string()
    .trim()
    .min(1)
    .max(8000)
    .regex(/^[\x21-\x7e]+$/, "A token has no spaces and no letters beyond ASCII.")
    .nullish(),
  /** Absent = as it is. */
  paused: z.boolean().optional(),
});
export type PollInput = z.output<typeof pollInput>;

const text = z.string().nullable();
const count = z.number();

/** A poll as its page shows it; instants ISO. The token stays on the server. */
export const pollSchema = z.object({
  source: z.string(),
  kind: z.string(),
  mode: z.enum(POLL_MODES),
  url: z.string(),
  intervalS: count,
  selector: text,
  stepS: count,
  backfillFrom: text,
  hasToken: z.boolean(),
  paused: z.boolean(),
  /** It is being read at this moment. */
  reading: z.boolean(),
  lastAt: text,
  lastOkAt: text,
  /** Why the last reading failed; null when it did not. */
  lastError: text,
  /** What the last reading found odd though it went well. */
  warning: text,
  /** Failures in a row. */
  failures: count,
  nextAt: z.string(),
  /** Prometheus: read through this instant. */
  cursor: text,
  /** Prometheus: history between `from` and `to` is read back to `at`; share 0 to 1. Null where none was asked for. */
  backfill: z.object({ from: z.string(), to: z.string(), at: z.string(), share: count, done: z.boolean() }).nullable(),
  /** The other side's clock less ours, ms; null = not told. */
  clockSkewMs: count.nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type Poll = z.output<typeof pollSchema>;

/** What a trial saw. Instants ISO. */
export const trialSchema = z.object({
  /** Why nothing could be read, or why nothing would come of it. */
  problem: text,
  saw: z
    .object({
      series: count,
      /** Metrics that figures are made of, with their series; the most first. */
      metrics: z.array(z.object({ name: z.string(), series: count })),
      /** Series of other metrics, which are left out. */
      otherSeries: count,
      gpus: count,
      servers: count,
      /** Names of hosts and models, at most 20 each. */
      hosts: z.array(z.string()),
      models: z.array(z.string()),
      /** The newest measurement; null where the page tells no times: then it is the time of reading. */
      newestAt: text,
      clockSkewMs: count.nullable(),
      /** Prometheus: seconds between its own scrapes, as far as they tell; the best step. */
      scrapeIntervalS: count.nullable(),
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type Trial = z.output<typeof trialSchema>;

/** What came of reading once. Counts are of single values. */
export const polledSchema = z.object({
  ok: z.boolean(),
  problem: text,
  read: count,
  accepted: count,
  duplicate: count,
  revised: count,
  ignored: count,
  rejected: count,
  /** The run that they belong to; null where nothing was read. */
  run: count.nullable(),
  /** Prometheus: read through this instant. */
  through: text,
  /** There is more to read; the worker goes on at once. */
  more: z.boolean(),
});
export type Polled = z.output<typeof polledSchema>;
