import { connect, type Sql } from "../../db/client";
import { setGpuRate, setGpuRule } from "../gpu";
import { ingestInput, openIngest } from "../ingest";

const HOSTS = 6;
const DAYS = 40;
const EVERY_MS = 600_000;
const DAY_MS = 86_400_000;

/** 24 GPUs of three teams, one sample every 10 minutes of an hour a day for 40 days, a model server, a rate for each kind and rules. `now` is epoch ms. */
export async function gpuScenario(url: string, now: number): Promise<void> {
  // Ingest has a transaction open while it asks for names.
  const sql = connect(url, { max: 3 });
  try {
    await fill(sql, now);
  } finally {
    await sql.end();
  }
}

async function fill(sql: Sql, now: number): Promise<void> {
  const lines: string[] = [];
  const add = (metric: string, labels: Record<string, string>, value: number, at: number) =>
    lines.push(
      `${metric}{${Object.entries(labels)
        .map(([name, label]) => `${name}="${label}"`)
        .join(",")}} ${value} ${at}`,
    );
  for (let day = DAYS; day > 0; day -= 1)
    for (let i = 0; i < 6; i += 1) {
      const at = now - day * DAY_MS + i * EVERY_MS;
      for (let g = 0; g < HOSTS * 4; g += 1) {
        const labels = {
          UUID: `GPU-${g}`,
          modelName: g < 8 ? "NVIDIA A100" : "NVIDIA H100",
          Hostname: `node-${g % HOSTS}`,
          namespace: g % 5 === 4 ? "" : `team-${(g % 3) + 1}`,
          pod: g % 5 === 4 ? "" : `server-${g}`,
        };
        add("DCGM_FI_PROF_GR_ENGINE_ACTIVE", labels, g % 5 === 4 ? 0.01 : ((g + i + day) % 10) / 10, at);
        add("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", labels, ((g + i) % 4) / 10, at);
        add("DCGM_FI_DEV_POWER_USAGE", labels, 300 + g, at);
      }
      const server = { model_name: "meta-llama/Llama-3.1-8B-Instruct", engine: "0", namespace: "team-1", pod: "server-0" };
      const count = (DAYS - day) * 6 + i;
      add("vllm:generation_tokens_total", server, count * 1000, at);
      add("vllm:prompt_tokens_total", server, count * 4000, at);
      add("vllm:num_requests_waiting", server, i % 3, at);
    }
  for (const isServer of [false, true]) {
    const part = lines.filter((line) => line.startsWith("vllm") === isServer);
    const text = async function* () {
      yield Buffer.from(`${part.join("\n")}\n`);
    };
    await ingestInput(await openIngest(sql), text(), { file: "gpus.prom", origin: "file", now: new Date(now) });
  }
  const by = "test";
  await setGpuRule(sql, { field: "host", subject: "node-*", sets: "pool", value: "shared" }, by);
  await setGpuRule(sql, { field: "host", subject: "node-5", sets: "pool", value: "night" }, by);
  for (const n of [1, 2, 3]) await setGpuRule(sql, { field: "namespace", subject: `team-${n}`, sets: "team", value: `team-${n}` }, by);
  await setGpuRate(sql, { field: "gpu_model", subject: "NVIDIA A100", usdPerHour: "2.2" }, by);
  await setGpuRate(sql, { field: "pool", subject: "night", terms: "owned", purchaseUsd: "30000", months: 36 }, by);
  await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "4" }, by);
}
