import type { Sql } from "../../db/client";
import { metricById, runQuery } from "../metrics";
import { isZero } from "../money";
import type { Asked } from "./read-common";
import type { ReportGpus } from "./snapshot";

const ACTIVITY = "gpus,gpu_utilization,gpu_tensor_activity,gpu_idle_hours,gpu_hours";
const MONEY = "gpu_idle_cost,gpu_cost,gpu_releasable_cost";

/** How busy GPUs were in dates [from, to), what idleness cost, and what it cost in the dates before. Null without any, and for a scope that they don't know. */
export async function readGpus(
  sql: Sql,
  { scope, from, to, now }: Asked,
  previous: { from: string; to: string },
): Promise<ReportGpus | null> {
  const known = metricById("gpu_idle_cost")?.only?.dimensions ?? [];
  if (scope.some(({ dimension }) => !known.includes(dimension))) return null;
  const ask = { where: scope, from, to };
  const row = (await runQuery(sql, { ...ask, metric: ACTIVITY }, { now })).data[0];
  if (row?.gpus == null || isZero(row.gpus)) return null;
  const money = (await runQuery(sql, { ...ask, metric: MONEY }, { now })).data[0];
  const before = (await runQuery(sql, { ...ask, ...previous, metric: "gpu_idle_cost,gpu_cost" }, { now })).data[0];
  return {
    gpus: row.gpus,
    utilization: row.gpu_utilization ?? null,
    tensor: row.gpu_tensor_activity ?? null,
    hours: row.gpu_hours ?? null,
    idleHours: row.gpu_idle_hours ?? null,
    cost: money?.gpu_cost ?? null,
    idleCost: money?.gpu_idle_cost ?? null,
    releasableCost: money?.gpu_releasable_cost ?? null,
    // Before the first GPU there was no idle cost to compare with.
    idleCostBefore: before?.gpu_cost == null || isZero(before.gpu_cost) ? null : (before.gpu_idle_cost ?? null),
  };
}
