import { type Metric, metric } from "./define";
import { GPU_DIMENSIONS } from "./dimensions";
import { gpuCostMetrics } from "./gpu-cost";

const only = {
  dimensions: GPU_DIMENSIONS,
  reason:
    "a GPU is measured by host, model, namespace and pod and belongs to pools, models, teams and features by rules, whatever calls it serves",
} as const;
const derivation = "Measured by dcgm-exporter";
const WEIGHT =
  "Each sample weighs as long as until the next, at most three scrape intervals; gaps are left out. MIG instances weigh by their slice and replace their card.";

type Given = Pick<Metric, "id" | "label" | "unit" | "definition" | "sql">;
const gpu = (given: Given): Metric => metric({ family: "gpu", derivation, only, ...given });

/** What GPUs did, without any price. A GPU without samples is unknown, never idle. */
export const gpuMetrics: readonly Metric[] = [
  gpu({
    id: "gpu_utilization",
    label: "GPU utilization",
    unit: "ratio",
    definition: `How busy GPUs were: Σ activity × time ÷ Σ time. Activity is that of the graphics engine, else of the multiprocessors, else the share of time in which a kernel ran; one of them for each GPU over the whole range, also for a part of its time: the first that was measured for at least half as long as any. ${WEIGHT}`,
    sql: "active_uw / 1e6 / nullif(active_ms, 0)",
  }),
  gpu({
    id: "gpu_tensor_activity",
    label: "GPU tensor activity",
    unit: "ratio",
    definition: `How busy the tensor cores were, which do a model's arithmetic: Σ tensor activity × time ÷ Σ time. A GPU can be busy and this near zero. ${WEIGHT}`,
    sql: "tensor_uw / 1e6 / nullif(tensor_ms, 0)",
  }),
  gpu({
    id: "gpu_memory_activity",
    label: "GPU memory activity",
    unit: "ratio",
    definition: "How busy the interface to the GPU's memory was: Σ activity × time ÷ Σ time.",
    sql: "dram_uw / 1e6 / nullif(dram_ms, 0)",
  }),
  gpu({
    id: "gpu_memory_used_share",
    label: "GPU memory used",
    unit: "ratio",
    definition: "Memory in use ÷ all memory (used + free + reserved), by time.",
    sql: "memory_used_w / nullif(memory_total_w, 0)",
  }),
  gpu({
    id: "gpu_power",
    label: "GPU power",
    unit: "watts",
    definition: "Mean power draw of a card: Σ power × time ÷ Σ time.",
    sql: "power_uj / 1000 / nullif(power_ms, 0)",
  }),
  gpu({
    id: "gpu_energy",
    label: "GPU energy",
    unit: "kwh",
    definition:
      "Energy used while it was measured: what the energy counter gained, through its restarts, else power × time. Of a gain over a gap only the measured part counts.",
    sql: "case when energy_ms > 0 then energy_uj / 3.6e12 end",
  }),
  gpu({
    id: "gpu_hours",
    label: "GPU hours",
    unit: "hours",
    definition: "Hours in which GPUs were measured, by 5-minute slots; a MIG instance counts by its slice.",
    sql: "slot_ms / 3.6e6",
  }),
  gpu({
    id: "gpu_idle_hours",
    label: "Idle GPU hours",
    unit: "hours",
    definition: "GPU hours in 5-minute slots whose mean activity is below the line set for idleness, 5 % where nobody set another.",
    sql: "idle_ms / 3.6e6",
  }),
  gpu({
    id: "gpu_idle_share",
    label: "Idle share of GPUs",
    unit: "ratio",
    definition: "Idle GPU hours ÷ GPU hours: 5-minute slots whose mean activity is below the line set for idleness.",
    sql: "idle_ms / nullif(slot_ms, 0)",
  }),
  gpu({
    id: "gpu_releasable_hours",
    label: "Releasable GPU hours",
    unit: "hours",
    definition:
      "GPU hours in whole clock hours that were measured for 55 minutes at least and idle in each 5-minute slot: hours that a scheduler could have given back.",
    sql: "free_ms / 3.6e6",
  }),
  gpu({
    id: "gpu_allocated_share",
    label: "Allocated share of GPUs",
    unit: "ratio",
    definition: "Time in which a pod held a GPU ÷ time in which the exporter told whether one did. Unknown where it does not map pods.",
    sql: "allocated_ms / nullif(allocation_ms, 0)",
  }),
  gpu({
    id: "gpus",
    label: "GPUs",
    unit: "count",
    definition: "Cards that were measured at any time; with its MIG instances a card is one.",
    sql: "nullif(cards, 0)",
  }),
  ...gpuCostMetrics,
];
