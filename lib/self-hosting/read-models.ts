import type { Sql } from "../../db/client";
import { type Filter, metricById, parseQuery, type QueryInput, type QueryRow, runQuery } from "../metrics";
import { compare } from "../money";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { dayOf, parseRange } from "../time";
import { suggested } from "./alternative";
import { describeModel } from "./describe-model";
import type { ModelRows, Unasked } from "./model-rows";
import type { GpuModels } from "./models-answer";
import { isSold } from "./open-model-name";
import { totalOf } from "./total";
import { trafficOf } from "./traffic";

export interface ModelsQuery {
  from?: string | undefined;
  to?: string | undefined;
  where?: QueryInput["where"];
}

const GPU = ["gpu_cost", "gpu_idle_cost", "gpu_rated_share", "gpus", "gpu_hours", "gpu_utilization", "gpu_tensor_activity"];
const SERVED = [
  "served_requests",
  "served_input_tokens",
  "served_cached_tokens",
  "served_output_tokens",
  "served_latency",
  "served_ttft",
  "served_queue_time",
  "served_running",
  "served_waiting",
];
const CALLS = ["requests", "input_tokens", "cache_read_tokens", "output_tokens", "cost", "priced_requests"];

/** More models than anybody runs, and more pairs of provider and model than anybody calls. */
const MOST = 5000;

/** Why metrics can't be asked with these filters; null where they can. */
function refusal([first]: readonly string[], where: readonly Filter[], words: string): string | null {
  const only = metricById(first ?? "")?.only?.dimensions;
  const wrong = where.find(({ dimension }) => only != null && !only.includes(dimension));
  return wrong ? `${words} can't be told by ${wrong.dimension.replaceAll("_", " ")}.` : null;
}

/**
 * Self-hosted models: what their GPUs cost, what they served, and what an API would cost for the same. Each figure that a metric tells is that metric's
 * by model. Throws as a query does. `now` is epoch ms.
 */
export async function readGpuModels(sql: Sql, input: ModelsQuery, { now }: { now: number }): Promise<GpuModels> {
  const { where } = parseQuery({ metric: "gpu_cost", where: input.where });
  const unasked: Unasked = {
    served: refusal(SERVED, where, "What model servers count"),
    calls: refusal(CALLS, where, "What its calls are charged"),
  };
  const ask = (metric: readonly string[], by: string) => runQuery(sql, { ...input, where, metric, by }, { now, rows: MOST });
  const [gpus, served, calls, entries] = await Promise.all([
    ask(GPU, "model"),
    unasked.served ? null : ask(SERVED, "model"),
    unasked.calls ? null : ask(CALLS, "provider,model"),
    customPrices(sql),
  ]);
  const { zone, dataThrough } = gpus.meta;
  const range = parseRange(input, zone, now);
  const at = Math.max(range.from, Math.min(range.to, now) - 1);
  const priced = { at, day: dayOf(at, zone) };

  const models = new Map<string, ModelRows>();
  const change = (row: QueryRow, part: Partial<ModelRows>): void => {
    const { model } = row;
    if (model == null) return;
    const known = models.get(model) ?? { model, gpu: null, served: null, calls: [], time: null, peakUtilization: null };
    models.set(model, { ...known, ...part });
  };
  for (const row of gpus.data) change(row, { gpu: row });
  for (const row of served?.data ?? []) change(row, { served: row });
  const isApi = apiCalls(at);
  for (const row of calls?.data ?? []) {
    const known = models.get(row.model ?? "");
    if (known && !isApi(row)) change(row, { calls: [...known.calls, row] });
  }

  // A price for any provider is what people charge for their own models.
  const book = createPriceBook(entries.filter(({ provider }) => provider !== "*"));
  const told = [...models.values()].map((rows) =>
    describeModel(rows, {
      compare: (model, counts) => ({ alternative: suggested(book, model, trafficOf(counts), priced), unknownChoice: null }),
      unasked,
    }),
  );
  told.sort((a, b) => compare(b.gpuCost ?? "-1", a.gpuCost ?? "-1") || (a.model < b.model ? -1 : 1));
  const nobody = gpus.data.find((row) => row.model == null);
  return {
    models: told,
    total: totalOf(told),
    unattributed: {
      cards: nobody?.gpus ?? null,
      gpuHours: nobody?.gpu_hours ?? null,
      gpuCost: nobody?.gpu_cost ?? null,
      idleCost: nobody?.gpu_idle_cost ?? null,
    },
    meta: { range: gpus.meta.range, zone, dataThrough },
  };
}

/** Whether calls of a provider and model are an API's: the built-in price list sells them. Calls of one's own servers may carry a client's "openai". */
function apiCalls(at: number): (row: QueryRow) => boolean {
  const builtIn = createPriceBook();
  return ({ provider = null, model = null }) => {
    if (model == null || !isSold(provider ?? "openai", model)) return false;
    const price = builtIn.resolve({ provider, model, tier: "standard", geo: null, at: at * 1000 });
    return price != null && price.lines.length > 0;
  };
}
