import { describe, expect, test } from "vitest";
import { collectors } from "../collectors";
import type { GpuSample, Sample, ServingSample } from "../facts";
import { createPriceBook } from "../pricing";
import { busyShare } from "./gpu-activity";
import { callsOf, dcgmText } from "./gpu-exporters";
import { CARDS, SERVERS, type Server } from "./gpus";
import { listCost } from "./list-cost";
import { MODELS } from "./models";
import { cutoff, DAY_MS, newPlan, STORY } from "./plan";
import { vllmText } from "./vllm-servers";

const now = new Date("2026-11-22T14:00:00Z");
const plan = newPlan(now, 1_000, 1);
const span = { from: plan.anchor - 6, since: 0, until: cutoff(now) };

async function samplesOf(kind: "dcgm" | "vllm", stream: AsyncIterable<Uint8Array>): Promise<Sample[]> {
  const reading = collectors.find((collector) => collector.kind === kind)?.open({ settings: {}, now: now.getTime() + DAY_MS });
  if (!reading) throw new Error(`no collector ${kind}`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  const outcomes = [
    ...text
      .trimEnd()
      .split("\n")
      .flatMap((line) => reading.take(line, "")),
    ...reading.end(),
  ];
  expect(outcomes.filter((outcome) => !("sample" in outcome))).toEqual([]);
  return outcomes.flatMap((outcome) => ("sample" in outcome ? [outcome.sample] : []));
}
const gpus = async (within = span) => (await samplesOf("dcgm", dcgmText(plan, within))) as GpuSample[];
/** Of what parts of samples tell. */
const mean = (values: (number | undefined)[]) => {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / known.length / 1e6;
};

/** Parts of a sample, in case there are several, put together. */
function whole(samples: GpuSample[]): Map<string, GpuSample["values"]> {
  const found = new Map<string, GpuSample["values"]>();
  for (const { gpu, at, values } of samples) found.set(`${gpu} ${at}`, { ...found.get(`${gpu} ${at}`), ...values });
  return found;
}

describe("the demo company's GPUs", () => {
  test("ten cards each quarter of an hour; the same seed the same samples, on whatever day they are asked for", async () => {
    const one = whole(await gpus({ ...span, from: plan.anchor - 5 }));
    expect(new Set([...one.keys()].map((key) => key.split(" ")[0])).size).toBe(CARDS.length);
    expect(new Set([...one.keys()].map((key) => Number(key.split(" ")[1]) % 900_000))).toEqual(new Set([0]));
    const later = whole(await gpus({ ...span, from: plan.anchor - 5, until: span.until + 3_600_000 }));
    expect(later.size - one.size).toBe(4 * (CARDS.length - 1));
    for (const [key, values] of one) expect(later.get(key)).toEqual(values);
  });

  test("search is idle at night, training is 88 % busy at 2 % tensor activity, one card has no pod, one host fell silent", async () => {
    const samples = await gpus();
    const of = (host: string, hours?: readonly [number, number]) =>
      samples.filter(({ host: name, at }) => {
        const hour = (at % DAY_MS) / 3_600_000 + 1;
        return name === host && (!hours || (hour >= hours[0] && hour < hours[1]));
      });
    const engine = (list: GpuSample[]) => mean(list.map(({ values }) => values.engine));
    expect(engine(of("gpu-search-01", [22.25, 24]))).toBeLessThan(0.01);
    expect(engine(of("gpu-search-01", [10, 18]))).toBeGreaterThan(0.4);
    expect(engine(of("gpu-train-01"))).toBeGreaterThan(0.85);
    expect(mean(of("gpu-train-01").map(({ values }) => values.tensor))).toBeLessThan(0.03);
    expect(new Set(samples.filter(({ allocated }) => allocated === false).map(({ gpu }) => gpu)).size).toBe(1);
    const last = Math.max(...of("gpu-lab-01").map(({ at }) => at));
    expect(last).toBe((plan.anchor + STORY.silentHost) * DAY_MS + 2.25 * 3_600_000);
  });

  test("what vLLM counts is what the gateway logged, through a restart each midnight", async () => {
    const samples = (await samplesOf("vllm", vllmText(plan, span))) as ServingSample[];
    for (const server of SERVERS) {
      const own = samples.filter(({ model }) => model === server.served);
      let [answered, before] = [0, 0];
      for (const { values } of own) {
        const count = values.ended_stop ?? 0;
        answered += count >= before ? count - before : count;
        before = count;
      }
      const calls = Array.from({ length: 7 }, (_, i) => callsOf(plan, span.from + i, server)).flat();
      const last = own.at(-1)?.at ?? 0;
      expect(answered).toBe(calls.filter(({ at, durationMs }) => at + durationMs <= last).length);
      expect(answered).toBeGreaterThan(200);
    }
  });

  test("four weeks of invoices would cost more from an API than the card that reads them costs; contract clauses would not", () => {
    const book = createPriceBook();
    const ofApi = (server: Server) =>
      Array.from({ length: 28 }, (_, i) => callsOf(plan, plan.anchor - 28 + i, server))
        .flat()
        .reduce((sum, call) => sum + listCost(book, { ...call, model: MODELS.sonnet }), 0);
    const [invoices, clauses] = SERVERS.map(ofApi);
    const owned = (28 * 24 * 32_000) / (36 * 730);
    expect(invoices).toBeGreaterThan(owned * 1.15);
    expect(invoices).toBeLessThan(owned * 2);
    expect(clauses).toBeLessThan(28 * 24 * 0.85 * 0.2);
  });

  test("two calls that overlap by half make three quarters of the time busy", () => {
    const calls = [
      { at: 0, durationMs: 500 },
      { at: 250, durationMs: 500 },
    ];
    expect(busyShare(calls, 0, 1000)).toBe(0.75);
    expect(busyShare(calls, 400, 600)).toBe(1);
    expect(busyShare([], 0, 1000)).toBe(0);
  });
});
