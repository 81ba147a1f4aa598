import type { Sql } from "../../db/client";
import { formatEnd } from "../time";
import { type GpuHeat, MOST_GPUS } from "./gpu-heat-answer";
import { type GpuQuery, readGpuScope } from "./gpu-scope";
import { readHeatCells } from "./heat-cells";
import { heatColumns } from "./heat-columns";
import { type HeatGroup, readHeatGroups } from "./heat-groups";
import { readBounded } from "./read";

export interface GpuHeatQuery extends GpuQuery {
  /** GPUs told one by one, at most 200. */
  limit?: number | undefined;
}

/** When GPUs work: the idlest by hour, the rest by pool. Throws `invalid` and `limit` as a query does. `now` is epoch ms. */
export async function readGpuHeat(sql: Sql, { limit = MOST_GPUS, ...asked }: GpuHeatQuery, { now }: { now: number }): Promise<GpuHeat> {
  return readBounded(sql, async (tx) => {
    const scope = await readGpuScope(tx, asked, "gpu_idle_cost,gpu_utilization", now);
    const { range, zone } = scope;
    const columns = heatColumns(range, zone);
    const groups = await readHeatGroups(tx, scope, Math.min(limit, MOST_GPUS));
    const cells = groups.length > 0 ? await readHeatCells(tx, scope, columns, groups) : [];
    const none = columns.names.map(() => null);
    const rows = groups.map((group, i) => ({ ...group, figures: { ...figuresOf(group), cells: cells[i] ?? none } }));
    const total = rows.find(({ kind }) => kind === "total");
    return {
      by: columns.by,
      columns: [...columns.names],
      gpus: rows.flatMap(({ kind, gpu, instance, host, gpuModel, pool, figures }) =>
        kind === "gpu" ? [{ gpu: gpu ?? "", instance: instance ?? "", host, gpuModel, pool, ...figures }] : [],
      ),
      pools: rows.flatMap(({ kind, pool, cards, figures }) => (kind === "pool" ? [{ pool, cards, ...figures }] : [])),
      total: total ? { cards: total.cards, ...total.figures } : { cards: 0, ...NOTHING, cells: none },
      meta: { range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) }, zone },
    };
  });
}

type Figures = Pick<HeatGroup, "utilization" | "tensor" | "idleHours" | "releasableHours" | "idleCost">;
const NOTHING: Figures = { utilization: null, tensor: null, idleHours: "0", releasableHours: "0", idleCost: null };

const figuresOf = ({ utilization, tensor, idleHours, releasableHours, idleCost }: HeatGroup): Figures => ({
  utilization,
  tensor,
  idleHours,
  releasableHours,
  idleCost,
});
