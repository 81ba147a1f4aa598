import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kilowattHours } from "../../facts";
import { dcgm, prometheus, vllm } from "./index";
import { collect, counts, gpus, linesOf, NOW, servings } from "./testing";

const samples = join(import.meta.dirname, "../../../../shared/formats/samples");
const read = (path: string): string => readFileSync(join(samples, path), "utf8");

describe("what people's exporters really said", () => {
  test("a Tesla T4: util 91 % beside engine 0.156205 and tensor 0.005822, 15,152,422,938 mJ = 4.209 kWh, 15,358 MiB", (ctx) => {
    if (!existsSync(samples)) ctx.skip("shared samples are not here");
    const outcomes = collect(dcgm, linesOf(read("dcgm_exporter/metrics_tesla_t4_no_pod.prom")));
    expect(counts(outcomes)).toEqual({ sample: 9, other_metric: 11 });
    const [t4, ...others] = gpus(outcomes);
    expect(others).toEqual([]);
    expect(t4).toEqual({
      sample: "gpu",
      gpu: "GPU-6d5c0ac5-74d7-3130-46f1-e93ed57f469a",
      instance: "",
      profile: null,
      host: "cp-bm14r7",
      gpuModel: "Tesla T4",
      namespace: null,
      pod: null,
      allocated: null,
      at: NOW,
      timed: false,
      values: {
        engine: 156_205,
        tensor: 5_822,
        dram: 92_781,
        util: 910_000,
        memory_used: 5120,
        memory_free: 9791,
        memory_reserved: 447,
        power: 68_244,
        energy: 15_152_422_938,
      },
    });
    expect(kilowattHours(t4?.values.energy ?? 0).toFixed(3)).toBe("4.209");
    expect((t4?.values.memory_used ?? 0) + (t4?.values.memory_free ?? 0) + (t4?.values.memory_reserved ?? 0)).toBe(15_358);
  });

  test("an RTX 4000 Ada that a pod holds is allocated to it", (ctx) => {
    if (!existsSync(samples)) ctx.skip("shared samples are not here");
    const outcomes = collect(dcgm, linesOf(read("dcgm_exporter/metrics_rtx4000ada_with_pod.prom")));
    expect(gpus(outcomes)).toMatchObject([
      {
        gpuModel: "NVIDIA RTX 4000 Ada Generation",
        host: "lke529760-766837-0a634ab30000",
        namespace: "default",
        pod: "cuda-75454ffb9f-8ljq7",
        allocated: true,
        values: { engine: 4656, tensor: 0, memory_used: 1, energy: 455_497_156 },
      },
    ]);
    expect(counts(outcomes).rejected).toBeUndefined();
  });

  test("vLLM v0.26: 83 running, none waiting, 4.38 % of the KV cache, 26,560 tokens read and 84,213 written", (ctx) => {
    if (!existsSync(samples)) ctx.skip("shared samples are not here");
    const outcomes = collect(vllm, linesOf(read("vllm/metrics_v0.26_trimmed.prom")));
    expect(servings(outcomes)[0]).toMatchObject({
      model: "meta-llama/Llama-3.1-8B-Instruct",
      engine: "0",
      values: { running: 83_000, waiting: 0, kv_cache: 43_800, prompt_tokens: 26_560, output_tokens: 84_213, preemptions: 0 },
    });
  });

  test("the example of Prometheus' documentation holds six points of no metric of ours", (ctx) => {
    if (!existsSync(samples)) ctx.skip("shared samples are not here");
    const document = JSON.parse(read("prometheus_api/query_range_up.json")) as { data: { result: unknown[] } };
    expect(counts(collect(prometheus, document.data.result, "data.result[]"))).toEqual({ other_metric: 6 });
  });
});
