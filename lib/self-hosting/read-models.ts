import type { Sql } from "../../db/client";
import { type Filter, metricById, parseQuery, type QueryInput, type QueryRow, runQuery } from "../metrics";
import { compare, divide } from "../money";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { dayOf, parseRange } from "../time";
import { offersAt } from "./alternative";
import { describeModel, type ModelRows } from "./describe-model";
import type { GpuModels } from "./models-answer";
import { totalOf } from "./total";

export interface ModelsQuery {
  from?: string | undefined;
  to?: string | undefined;
  where?: QueryInput["where"];
}

const GPU = "gpu_cost,gpu_idle_cost,gpu_rated_share,gpus,gpu_hours,gpu_utilization,gpu_tensor_activity";
const SERVED =
  "served_requests,served_input_tokens,served_cached_tokens,served_output_tokens,served_latency,served_ttft,served_queue_time,served_running,served_waiting";
const CALLS = "requests,input_tokens,cache_read_tokens,output_tokens,cost,priced_requests";

/** Whether a family of metrics knows the dimensions that are asked for. */
function takes(metric: string, where: readonly Filter[]): boolean {
  const only = metricById(metric)?.only?.dimensions;
  return only == null || (only.includes("model") && where.every(({ dimension }) => only.includes(dimension)));
}

/** Self-hosted models: what their GPUs cost, what they served, and what an API would cost. Throws as a query does. `now` is epoch ms. */
export async function readGpuModels(sql: Sql, input: ModelsQuery, { now }: { now: number }): Promise<GpuModels> {
  const { where } = parseQuery({ metric: "gpu_cost", where: input.where });
  const ask = (metric: string, by: string) =>
    takes(metric.split(",")[0] ?? "", where) ? runQuery(sql, { ...input, where, metric, by }, { now, rows: 5000 }) : null;
  const [gpus, served, calls, entries] = await Promise.all([
    ask(GPU, "model"),
    ask(SERVED, "model"),
    ask(CALLS, "provider,model"),
    customPrices(sql),
  ]);
  const meta = gpus?.meta ?? served?.meta ?? (await runQuery(sql, { ...input, metric: "gpu_cost" }, { now })).meta;
  const range = parseRange(input, meta.zone, now);
  const to = Math.min(range.to, meta.dataThrough == null ? now : Date.parse(meta.dataThrough));
  const day = dayOf(Math.max(range.from, to - 1), meta.zone);
  const book = createPriceBook(entries.filter(({ provider }) => provider !== "*"));
  const builtIn = createPriceBook();
  const at = Math.max(range.from, to - 1);
  const isHosted = ({ provider, model }: QueryRow) =>
    model != null && !builtIn.resolve({ provider: provider ?? null, model, tier: "standard", geo: null, at: at * 1000 })?.lines.length;

  const models = new Map<string, ModelRows>();
  const of = (model: string): ModelRows => {
    const rows = models.get(model) ?? { model, gpu: null, served: null, calls: [] };
    models.set(model, rows);
    return rows;
  };
  for (const row of gpus?.data ?? []) if (row.model != null) of(row.model).gpu = row;
  for (const row of served?.data ?? []) if (row.model != null) of(row.model).served = row;
  for (const row of calls?.data ?? []) if (row.model != null && isHosted(row)) models.get(row.model)?.calls.push(row);

  const offers = offersAt(book, at);
  const days = divide(String(Math.max(0, to - range.from)), "86400000") ?? "0";
  const told = [...models.values()].map((rows) => describeModel(rows, { days, day, offers }));
  told.sort((a, b) => compare(b.gpuCost ?? "-1", a.gpuCost ?? "-1") || (a.model < b.model ? -1 : 1));
  const nobody = gpus?.data.find((row) => row.model == null);
  return {
    models: told,
    total: totalOf(told),
    unattributed: {
      cards: nobody?.gpus ?? null,
      gpuHours: nobody?.gpu_hours ?? null,
      gpuCost: nobody?.gpu_cost ?? null,
      idleCost: nobody?.gpu_idle_cost ?? null,
    },
    meta: { range: meta.range, zone: meta.zone, dataThrough: meta.dataThrough },
  };
}
