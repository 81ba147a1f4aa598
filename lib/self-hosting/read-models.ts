import type { Sql } from "../../db/client";
import { type Filter, metricById, parseQuery, type QueryInput, type QueryRow, readHosting, runQuery } from "../metrics";
import { compare } from "../money";
import { dayOf, parseRange } from "../time";
import { isOfApi, plainName } from "./calls";
import { readComparison } from "./comparison";
import { describeModel } from "./describe-model";
import type { ModelRows, Unasked } from "./model-rows";
import type { GpuModels } from "./models-answer";
import { totalOf } from "./total";

export interface ModelsQuery {
  from?: string | undefined;
  to?: string | undefined;
  where?: QueryInput["where"];
}

const COST = ["gpu_cost", "gpu_idle_cost", "gpu_rated_share"];
const GPU = ["gpu_utilization", "gpu_tensor_activity"];
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

const of = ({ dimension }: Filter): string => dimension.replaceAll("_", " ");

/**
 * What can't be told with these filters. Servers name no host. Calls are of a whole model, whoever makes them: they are not those of a part of its GPUs,
 * even where a call has a team too.
 */
function unaskedWith(where: readonly Filter[]): Unasked {
  const servers = metricById("served_requests")?.only?.dimensions;
  const unserved = where.find(({ dimension }) => !servers?.includes(dimension));
  const part = where.find(({ dimension }) => dimension !== "model");
  return {
    served: unserved ? `What model servers count can't be told by ${of(unserved)}.` : null,
    calls: part ? `What its calls are charged is known of the whole model alone, not by ${of(part)} of its GPUs.` : null,
  };
}

/**
 * Self-hosted models: what their GPUs cost, what they served, and what an API would cost for the same. Each figure that a metric tells is that metric's
 * by model. Throws as a query does. `now` is epoch ms.
 */
export async function readGpuModels(sql: Sql, input: ModelsQuery, { now }: { now: number }): Promise<GpuModels> {
  const { where } = parseQuery({ metric: "gpu_cost", where: input.where });
  const unasked = unaskedWith(where);
  const ask = (metric: readonly string[], by: string, filters = where) =>
    runQuery(sql, { ...input, where: filters, metric, by }, { now, rows: MOST });
  // Each on a connection of its own: what takes long is arithmetic, and databases have more than one core.
  const [costs, gpus, served, calls, hosting] = await Promise.all([
    ask(COST, "model"),
    ask(GPU, "model"),
    unasked.served ? null : ask(SERVED, "model"),
    unasked.calls ? null : ask(CALLS, "provider,model", []),
    readHosting(sql, { ...input, where }, { now }),
  ]);
  const { zone, dataThrough } = gpus.meta;
  const range = parseRange(input, zone, now);
  const at = Math.max(range.from, Math.min(range.to, now) - 1);
  const compared = await readComparison(sql, { at, day: dayOf(at, zone) });

  const models = new Map<string, ModelRows>();
  const change = (row: QueryRow, part: Partial<ModelRows>): void => {
    const { model } = row;
    if (model == null) return;
    const known = models.get(model) ?? { model, cost: null, gpu: null, served: null, calls: [], hosting: null };
    models.set(model, { ...known, ...part });
  };
  for (const row of costs.data) change(row, { cost: row });
  for (const row of gpus.data) change(row, { gpu: row });
  for (const row of served?.data ?? []) change(row, { served: row });
  const hosts = new Map([...models.keys()].map((model) => [plainName(model), model]));
  for (const row of calls?.data ?? []) {
    const known = row.model == null ? undefined : models.get(hosts.get(plainName(row.model)) ?? "");
    if (known && !isOfApi(row, at)) models.set(known.model, { ...known, calls: [...known.calls, row] });
  }

  const told = [...models.values()].map((known) => {
    const rows = { ...known, hosting: hosting.models.get(known.model) ?? null };
    return describeModel(rows, { compare: (traffic) => compared([rows.model, ...(rows.hosting?.served ?? [])], traffic), unasked });
  });
  told.sort((a, b) => compare(b.gpuCost ?? "-1", a.gpuCost ?? "-1") || (a.model < b.model ? -1 : 1));
  const unpaid = costs.data.find((row) => row.model == null);
  return {
    models: told,
    total: totalOf(told),
    unattributed: {
      cards: hosting.unheld?.cards ?? null,
      gpuHours: hosting.unheld?.hours ?? null,
      gpuCost: unpaid?.gpu_cost ?? null,
      idleCost: unpaid?.gpu_idle_cost ?? null,
    },
    meta: { range: gpus.meta.range, zone, dataThrough },
  };
}
