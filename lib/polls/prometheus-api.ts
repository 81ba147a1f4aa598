import { z } from "zod";
import { type Labels, METRIC_NAMES } from "../collectors/prometheus";
import { type Answer, ask } from "./ask";
import { jsonBody } from "./body";
import type { Page } from "./pages";
import { PollProblem } from "./problem";

export interface Prometheus {
  /** What its addresses begin with. */
  base: string;
  token: string | null;
  /** Epoch ms of our clock. */
  clock: () => number;
}

/** Every series that figures are made of, within the selector ("" or matchers). */
export const seriesOf = (selector: string, names: readonly string[] = METRIC_NAMES): string =>
  `{__name__=~"${names.join("|")}"${selector === "" ? "" : `,${selector}`}}`;

/** Prometheus may take 2 minutes for a question by its own setting; a page is asked for so that it needs a second. */
const BEGIN_MS = 30_000;
const SMALL_BYTES = 256 * 1024;

const get = ({ base, token, clock }: Prometheus, path: string, parameters: Record<string, string>, maxBytes?: number): Promise<Answer> => {
  const url = new URL(`${base}/api/v1/${path}`);
  url.search = new URLSearchParams(parameters).toString();
  return ask(url, { token, accept: "application/json", clock, beginMs: BEGIN_MS, maxBytes });
};

/** Values of a page, as its JSON. `lookback_delta`: a series that went silent is not carried on for Prometheus' usual 5 minutes (where it knows the word). */
export function askPage(prometheus: Prometheus, selector: string, { from, to }: Page, stepMs: number): Promise<Answer> {
  return get(prometheus, "query_range", {
    query: seriesOf(selector),
    start: String(from / 1000),
    end: String(to / 1000),
    step: String(stepMs / 1000),
    lookback_delta: `${Math.max(stepMs, 15_000) * 2}ms`,
  });
}

/** The value of every series now, as JSON. */
export const askNow = (prometheus: Prometheus, selector: string): Promise<Answer> =>
  get(prometheus, "query", { query: seriesOf(selector) });

const resultOf = <T extends z.ZodType>(type: "vector" | "matrix", item: T) =>
  z.object({ status: z.literal("success"), data: z.object({ resultType: z.literal(type), result: z.array(item) }) });
const vectorSchema = resultOf("vector", z.object({ value: z.tuple([z.number(), z.string()]) }));
const matrixSchema = resultOf("matrix", z.object({ values: z.array(z.tuple([z.number(), z.string()])) }));

/** A small answer whole. Throws PollProblem. */
async function askSmall<T extends z.ZodType>(
  prometheus: Prometheus,
  query: string,
  schema: T,
): Promise<{ told: z.output<T>; skewMs: number | null }> {
  const answer = await get(prometheus, "query", { query }, SMALL_BYTES);
  const chunks: Uint8Array[] = [];
  for await (const chunk of await jsonBody(answer)) chunks.push(chunk);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new PollProblem("What answers is no HTTP API of Prometheus: its JSON is damaged.", { cause });
  }
  const { data } = schema.safeParse(json);
  if (!data) throw new PollProblem("What answers is no HTTP API of Prometheus.");
  return { told: data, skewMs: answer.skewMs };
}

/** The times of one series' own samples in the last 5 minutes, epoch ms, in order. Throws PollProblem. */
export async function askTimes(prometheus: Prometheus, labels: Labels): Promise<number[]> {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const { told } = await askSmall(prometheus, `{${matchers.join(",")}}[5m]`, matrixSchema);
  return told.data.result[0]?.values.map(([time]) => Math.round(time * 1000)) ?? [];
}

/**
 * Prometheus' clock and how many series there are. An empty answer has no time of its own: then its Date header says, to a second, else our clock. Throws
 * PollProblem.
 */
export async function askClock(prometheus: Prometheus, selector: string): Promise<{ now: number; series: number; skewMs: number | null }> {
  const asked = prometheus.clock();
  const { told, skewMs } = await askSmall(prometheus, `count(${seriesOf(selector)})`, vectorSchema);
  const own = prometheus.clock();
  const [first] = told.data.result;
  const skew = first ? Math.round(first.value[0] * 1000 - (asked + own) / 2) : skewMs;
  return { now: own + (skew ?? 0), series: first ? Number(first.value[1]) : 0, skewMs: skew };
}
