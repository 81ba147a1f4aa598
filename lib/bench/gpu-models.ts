import type { Sql } from "../../db/client";
import { rollupValues, SERVING_FAMILY } from "../../db/schema/sample-tables";
import { ingestInput, openIngest } from "../ingest";
import { readGpuModels } from "../self-hosting";
import type { Bench } from "./bench";
import { type Figure, figure } from "./figure";
import { p95 } from "./statistics";

/** Pods of gpu-lines.ts, each in seven namespaces, and how many models they serve. */
const PODS = 97;
const MODELS = 12;
const MINUTES = 10;
const MINUTE_MS = 60_000;

/** Model servers in all pods of GPUs, then the economics of their models over `days` days. `from` is epoch ms, the first hour of the GPUs' samples. */
export async function gpuModelsFigure(
  bench: Bench,
  sql: Sql,
  { gpus, days, from }: { gpus: number; days: number; from: number },
): Promise<Figure> {
  const scrapes = async function* () {
    for (let minute = 0; minute < MINUTES; minute += 1) yield Buffer.from(serversAt(minute, from + minute * MINUTE_MS));
  };
  await ingestInput(await openIngest(sql), scrapes(), { file: "servers.prom", origin: "file", now: new Date() });
  const rest = ["subject", ...SERVING_FAMILY.names, ...rollupValues(SERVING_FAMILY, "day")].join(", ");
  await sql.unsafe(`insert into serving_day (day, ${rest}) select d.day - n, ${rest.replaceAll("first_at", "d.first_at - n * interval '1 day'").replaceAll("last_at", "d.last_at - n * interval '1 day'")}
    from serving_day d, generate_series(1, ${days}) as n on conflict do nothing`);
  await sql`analyze serving_day`;
  const ms = await p95(() => readGpuModels(sql, {}, { now: from + 60 * MINUTE_MS }), bench.options.rounds);
  return figure(
    "GPU economics of self-hosted models, p95",
    ms,
    "ms",
    `${gpus} GPUs that serve ${MODELS} models, over ${days} days`,
    "≤ 150",
  );
}

function serversAt(minute: number, at: number): string {
  const lines: string[] = [];
  for (let pod = 0; pod < PODS; pod += 1) {
    for (let team = 0; team < 7; team += 1) {
      const labels = `model_name="model-${pod % MODELS}",engine="0",namespace="team-${team}",pod="server-${pod}"`;
      const series: Record<string, number> = {
        "vllm:num_requests_running": 4,
        "vllm:num_requests_waiting": 1,
        "vllm:prompt_tokens_total": minute * 60_000 * (pod + 1),
        "vllm:prompt_tokens_cached_total": minute * 5000,
        "vllm:generation_tokens_total": minute * 20_000,
        "vllm:e2e_request_latency_seconds_sum": minute * 30,
        "vllm:e2e_request_latency_seconds_count": minute * 60,
      };
      for (const [name, value] of Object.entries(series)) lines.push(`${name}{${labels}} ${value} ${at}\n`);
      lines.push(`vllm:request_success_total{${labels},finished_reason="stop"} ${minute * 60} ${at}\n`);
    }
  }
  return lines.join("");
}
