import { toCsv } from "../../lib/metrics/csv";
import type { GpuHeat } from "../../lib/metrics/gpu-heat-answer";

const TEXTS = ["gpu", "mig_instance", "host", "gpu_model", "pool"];
const NUMBERS = ["cards", "gpu_utilization", "gpu_tensor_activity", "gpu_idle_hours", "gpu_releasable_hours", "gpu_idle_cost"];

type Figures = Omit<GpuHeat["total"], "cards">;

/** A line for each GPU, then one for the rest of each pool, with a column for each hour: activity from 0 to 1, empty where there is no data. */
export function heatCsv({ columns, gpus, pools }: Pick<GpuHeat, "columns" | "gpus" | "pools">): string {
  const figures = ({ utilization, tensor, idleHours, releasableHours, idleCost, cells }: Figures) => ({
    gpu_utilization: utilization,
    gpu_tensor_activity: tensor,
    gpu_idle_hours: idleHours,
    gpu_releasable_hours: releasableHours,
    gpu_idle_cost: idleCost,
    ...Object.fromEntries(columns.map((column, index) => [column, ratio(cells[index] ?? null)])),
  });
  const data = [
    ...gpus.map((one) => ({
      gpu: one.gpu,
      mig_instance: one.instance || null,
      host: one.host,
      gpu_model: one.gpuModel,
      pool: one.pool,
      cards: null,
      ...figures(one),
    })),
    ...pools.map((one) => ({
      gpu: "(the rest)",
      mig_instance: null,
      host: null,
      gpu_model: null,
      pool: one.pool,
      cards: String(one.cards),
      ...figures(one),
    })),
  ];
  return toCsv({ data, meta: { by: TEXTS, metrics: [...NUMBERS, ...columns].map((id) => ({ id })) } });
}

/** Of ‰, as text: 21 is "0.021". */
const ratio = (cell: number | null): string | null => (cell === null ? null : String(cell / 1000));
