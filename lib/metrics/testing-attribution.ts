import { beforeAll, beforeEach } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { retireGpuRate, retireGpuRule, setGpuRate, setGpuRule } from "../gpu";
import { ingestText, NOW } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { runQuery } from "./run";

const ENGINE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
const at = (day: string, minute: number) => Date.parse(`${day}T10:00:00Z`) + minute * 60_000;

/** Tests only: an hour of another card on a day. */
export const anotherCard = (day: string): string =>
  Array.from({ length: 60 }, (_, n) => gpuLine(ENGINE, 0.5, { at: at(day, n), uuid: "GPU-new", host: "node-4" })).join("\n");

/**
 * An hour at 10:00 UTC of two days (23 hours of gap between them): two cards of node-1 that serve a model and train, one of node-2 that is idle and free,
 * and one of two MIG instances on node-3.
 */
function gpus(): string {
  return ["2026-11-19", "2026-11-20"]
    .flatMap((day) =>
      Array.from({ length: 60 }, (_, n) => {
        const line = (uuid: string, host: string, value: number, more: object = {}) =>
          gpuLine(ENGINE, value, { at: at(day, n), uuid, host, ...more });
        const mig = (id: string, profile: string, value: number) =>
          line("GPU-mig", "node-3", value, { labels: { GPU_I_ID: id, GPU_I_PROFILE: profile } });
        return [
          line("GPU-serve", "node-1", 0.8, { pod: "llama-0" }),
          line("GPU-train", "node-1", 0.9, { pod: "train-1", labels: { namespace: "research" } }),
          line("GPU-idle", "node-2", 0.01, { pod: "" }),
          mig("1", "3g.20gb", 1),
          mig("2", "1g.5gb", 0),
        ].join("\n");
      }),
    )
    .join("\n");
}

/** Tests only: what a vLLM server of the pod llama-0 says of a model in ten minutes of a day. */
export function servers(day: string, model: string): string {
  return Array.from({ length: 11 }, (_, n) =>
    ["generation_tokens_total", "prompt_tokens_total"]
      .map((name) => `vllm:${name}{model_name="${model}",engine="0",namespace="ml",pod="llama-0"} ${n * 1000} ${at(day, n)}`)
      .join("\n"),
  ).join("\n");
}

/** Tests only: a database with the GPUs and model servers above; rules and rates of one test are retired before the next. */
export function openAttribution() {
  const { sql } = openTestDatabase();
  beforeAll(async () => {
    for (const text of [gpus(), servers("2026-11-19", "meta-llama/Llama-3.1-8B-Instruct"), servers("2026-11-20", "acme/13b")])
      await ingestText(sql, text);
  });
  beforeEach(async () => {
    for (const { id } of await sql<{ id: number }[]>`select id from gpu_rule where retired_at is null`)
      await retireGpuRule(sql, id, "test");
    for (const { id } of await sql<{ id: number }[]>`select id from gpu_rate where retired_at is null`)
      await retireGpuRate(sql, id, "test");
  });
  const week = { from: "2026-11-16", to: "2026-11-22" };
  const ask = async (metric: string, more: object = {}) => (await runQuery(sql, { metric, ...week, ...more }, { now: NOW.getTime() })).data;
  return {
    /** Open from the first test on. */
    db: () => sql,
    ask,
    one: async (metric: string, more: object = {}) => (await ask(metric, more))[0]?.[metric],
    rule: (field: string, subject: string, sets: string, value: string | null, fromDay: string | null = null) =>
      setGpuRule(sql, { field, subject, sets, value, fromDay }, "test"),
    rate: (field: string, subject: string, more: object) => setGpuRate(sql, { field, subject, ...more }, "test"),
  };
}
