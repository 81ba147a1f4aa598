import { describe, expect, test } from "vitest";
import { sliceOf } from "../../facts";
import { parseLabels, parseLine } from "./exposition";
import { dcgm, prometheus, vllm } from "./index";
import { readValue } from "./metric-value";
import { collect, counts, fixture, gpus, linesOf, NOW, servings } from "./testing";

const line = (value: string, labels = 'UUID="GPU-a",Hostname="h"', metric = "DCGM_FI_PROF_GR_ENGINE_ACTIVE") =>
  `${metric}{${labels}} ${value}`;
const one = (text: string) => gpus(collect(dcgm, [text]))[0];

describe("lines of Prometheus text", () => {
  test("labels with quotes, backslashes, line breaks, braces and commas", () => {
    const parsed = parseLine('m{a="x\\"y",b="c\\\\d\\ne",c="}{,=",} 1.5e+06 1763805600000');
    expect(parsed).toMatchObject({ name: "m", value: "1.5e+06", time: "1763805600000" });
    expect(parseLabels(parsed?.labels ?? "")).toEqual({ a: 'x"y', b: "c\\d\ne", c: "}{,=" });
  });
  test("a line without labels, one with an exemplar, and lines that are none", () => {
    expect(parseLine("up 1")).toEqual({ name: "up", labels: "", value: "1", time: undefined });
    expect(parseLine('m_bucket{le="1"} 7 # {trace_id="x"} 0.67 1763805600.5')).toMatchObject({ value: "7", time: undefined });
    expect(['m{a="x} 1', "m", "{} 1", "m 1 2 3"].map(parseLine)).toEqual([null, null, null, null]);
    expect(parseLabels('a="x" b="y"')).toBeNull();
  });
});

describe("values", () => {
  const ratio = { factor: 1_000_000, most: 1 };
  test.each(["9223372036854775794", "9.223372036854776e+18", "2147483632", "140737488355328", "NaN", "+Inf"])("%s is no value", (text) => {
    expect(readValue(text, ratio)).toEqual({ absent: true });
  });
  test("a counter may pass 2,147,483,632", () => {
    expect(readValue("2147483632", { factor: 1, most: 9e15, counter: true })).toEqual({ value: 2_147_483_632 });
  });
  test("1.0005 is 1 by rounding, 91 is no ratio, −0.1 and text are refused", () => {
    expect(readValue("1.0005", ratio)).toEqual({ value: 1_000_000 });
    for (const text of ["91", "-0.1", "busy", ""]) expect(readValue(text, ratio)).toHaveProperty("problem");
  });
});

describe("dcgm-exporter", () => {
  test("Hostname and hostname are the same; without a UUID host and index tell the card", () => {
    expect(one(line("0.5"))?.host).toBe("h");
    expect(one(line("0.5", 'UUID="GPU-a",hostname="h"'))?.host).toBe("h");
    expect(one(line("0.5", 'gpu="3",Hostname="h"'))?.gpu).toBe("h/gpu3");
    expect(counts(collect(dcgm, [line("0.5", 'gpu="3"')]))).toEqual({ missing_id: 1 });
  });

  test("each MIG instance is its own; power is told of the card once, though each instance repeats it", () => {
    const outcomes = collect(dcgm, linesOf(fixture("dcgm-mig.prom")));
    expect(counts(outcomes)).toEqual({ sample: 4, no_value: 1, other_metric: 1 });
    expect(gpus(outcomes)).toMatchObject([
      { gpu: "GPU-aa", instance: "", allocated: null, pod: null, values: { power: 212_500 } },
      { gpu: "GPU-aa", instance: "7", profile: "1g.5gb", pod: "ranker-0", allocated: true, values: { engine: 700_000 } },
      { gpu: "GPU-aa", instance: "2", profile: "3g.20gb", pod: null, allocated: false, values: { engine: 0 } },
    ]);
    expect(sliceOf("3g.20gb", "NVIDIA A100-SXM4-40GB")).toEqual({ slices: 3, of: 7 });
    expect(sliceOf("2g.12gb", "NVIDIA A30")).toEqual({ slices: 2, of: 4 });
    expect(sliceOf("7g.40gb", "NVIDIA A100-SXM4-40GB")).toEqual({ slices: 1, of: 1 });
    expect(sliceOf("1c.3g.20gb", null)).toEqual({ slices: 3, of: 7 });
  });

  test("exported_pod wins over the exporter's own pod, and a card with the exporter's pod alone is free", () => {
    const [busy, free] = gpus(collect(dcgm, linesOf(fixture("dcgm-federate.prom"))));
    expect(busy).toMatchObject({ pod: "llama-7d9f", namespace: "serving", allocated: true, at: 1_763_805_600_000, timed: true });
    expect(busy?.values).toEqual({ engine: 910_000, memory_used: 70_123 });
    expect(free).toMatchObject({ pod: null, namespace: null, allocated: false, host: "node-2" });
  });

  test("without timestamps a second scrape in the same file comes a millisecond later", () => {
    const scrape = [line("0.5"), line("91", 'UUID="GPU-a",Hostname="h"', "DCGM_FI_DEV_GPU_UTIL")];
    const found = gpus(collect(dcgm, [...scrape, line("0.25"), ...scrape.slice(1)]));
    expect(found.map(({ at, timed, values }) => [at - NOW, timed, values])).toEqual([
      [0, false, { engine: 500_000, util: 910_000 }],
      [1, false, { engine: 250_000, util: 910_000 }],
    ]);
  });

  test("the same timestamp told twice is one sample; told otherwise it is a second version", () => {
    expect(counts(collect(dcgm, [line("0.5 1763805600000"), line("0.5 1763805600000")]))).toEqual({ sample: 2 });
    expect(gpus(collect(dcgm, [line("0.5 1763805600000"), line("0.6 1763805600000")]))).toHaveLength(2);
  });

  test("a clock 6 minutes ahead is refused by name, 4 minutes ahead pass; seconds and milliseconds are told apart", () => {
    const at = (minutes: number) => line(`0.5 ${NOW + minutes * 60_000}`);
    expect(counts(collect(dcgm, [at(4), at(6)]))).toEqual({ sample: 1, invalid_time: 1 });
    expect(one(line("0.5 1763805600.25"))?.at).toBe(1_763_805_600_250);
    expect(counts(collect(dcgm, [line("0.5 soon"), line("0.5 0")]))).toEqual({ invalid_time: 2 });
  });

  test("a line that is cut off is rejected and the rest goes on", () => {
    expect(counts(collect(dcgm, [line("0.5"), 'DCGM_FI_PROF_GR_ENGINE_ACTIVE{UUID="GPU-b",Host', line("0.5", 'UUID="GPU-c"')]))).toEqual({
      sample: 2,
      unknown_format: 1,
    });
  });
});

describe("vLLM", () => {
  test("gauges, counters and sums of one engine are one sample; buckets and Python's own metrics are left out", () => {
    const outcomes = collect(vllm, linesOf(fixture("vllm.prom")));
    expect(counts(outcomes)).toEqual({ sample: 8, other_metric: 2 });
    expect(servings(outcomes)).toEqual([
      {
        sample: "serving",
        server: "",
        engine: "0",
        model: "acme/small-8b",
        namespace: null,
        pod: null,
        at: NOW,
        timed: false,
        values: {
          running: 12_000,
          waiting: 3_000,
          kv_cache: 250_000,
          output_tokens: 84_000,
          ended_stop: 40,
          ended_length: 2,
          latency_us: 61_250_000,
          latency_count: 42,
        },
      },
    ]);
  });
  test("names with an underscore and those of the V0 engine are known", () => {
    const text = ['vllm_num_requests_running{model_name="m"} 2', 'vllm:gpu_cache_usage_perc{model_name="m"} 0.5'];
    expect(servings(collect(vllm, text))[0]?.values).toEqual({ running: 2000, kv_cache: 500_000 });
  });
});

describe("Prometheus' HTTP API", () => {
  const document = JSON.parse(fixture("query-range.json")) as { data: { result: unknown[] } };
  test("series of several metrics make one sample for each GPU and time; NaN is a gap", () => {
    const outcomes = collect(prometheus, document.data.result, "data.result[]");
    expect(counts(outcomes)).toEqual({ sample: 4, no_value: 1, missing_id: 1, other_metric: 2 });
    expect(gpus(outcomes).map(({ at, values }) => [at, values])).toEqual([
      [1_763_805_600_000, { engine: 500_000, tensor: 125_000 }],
      [1_763_805_720_500, { engine: 250_000, tensor: 62_500 }],
    ]);
  });
  test("an answer on one line, as Prometheus writes it, is all of its series", () => {
    const whole = collect(prometheus, [document]);
    expect(counts(whole)).toEqual({ sample: 4, no_value: 1, missing_id: 1, other_metric: 2 });
    expect(gpus(whole)).toEqual(gpus(collect(prometheus, document.data.result, "data.result[]")));
  });
  test("an error is rejected with what Prometheus said; an answer without series holds nothing", () => {
    const [outcome] = collect(prometheus, [
      { status: "error", errorType: "bad_data", error: "exceeded maximum resolution of 11,000 points" },
    ]);
    expect(outcome).toMatchObject({ rejected: "unknown_format", detail: expect.stringContaining("11,000 points") });
    expect(collect(prometheus, [{ status: "success", data: { resultType: "matrix", result: [] } }])).toEqual([]);
  });
});

test("text that Permille scraped itself was measured then: a series that comes again restates, and does not begin another scrape", () => {
  const reading = dcgm.open({ settings: {}, now: NOW, measuredAt: NOW - 5_000 });
  const outcomes = [line("0.5"), line("0.25"), line("0.75 1763805600000")].flatMap((text) => reading.take(text, ""));
  expect(gpus([...outcomes, ...reading.end()]).map(({ at, timed, values }) => [at, timed, values.engine])).toEqual([
    [NOW - 5_000, true, 500_000],
    [NOW - 5_000, true, 250_000],
    [1_763_805_600_000, true, 750_000],
  ]);
});

test("each format is told from its first lines", () => {
  expect(dcgm.detect(linesOf(fixture("dcgm-mig.prom"))[0], "")).toBe(true);
  expect(vllm.detect(linesOf(fixture("vllm.prom"))[0], "")).toBe(true);
  expect(dcgm.detect("up 1", "") || vllm.detect("up 1", "")).toBe(false);
  expect(prometheus.detect({ metric: {}, values: [] }, "data.result[]")).toBe(true);
  expect(prometheus.detect({ data: [] }, "")).toBe(false);
});
