import { type Metric, metric } from "./define";
import { GPU_DIMENSIONS } from "./dimensions";

const only = {
  dimensions: GPU_DIMENSIONS,
  reason: "a GPU costs by host, model, namespace and pod and by what rules say it belongs to, whatever calls it serves",
} as const;
const RATE = "the dated rate of its host, pool or model";
const OTHER = "Never added to the cost of calls. Unknown without a rate.";

const cost = (id: string, label: string, definition: string, sum: string): Metric =>
  metric({
    id,
    label,
    unit: "usd",
    family: "gpu_cost",
    derivation: "Time of cards × dated rates that people set",
    only,
    definition: `${definition} ${OTHER}`,
    sql: `case when rated_ms > 0 then coalesce(${sum}, 0) end`,
  });

/** What GPUs cost. Idle, unallocated and inactive are three different questions, and don't add up. */
export const gpuCostMetrics: readonly Metric[] = [
  cost(
    "gpu_cost",
    "GPU cost",
    `Hours of cards × ${RATE}. A card costs from its first sample to its last, through gaps in its samples; a gap belongs to its host and GPU model, and to no pod.`,
    "cost",
  ),
  cost(
    "gpu_idle_cost",
    "Idle GPU cost",
    `Rate × 5-minute slots whose mean activity is below the line set for idleness, 5 % where nobody set another, at ${RATE}.`,
    "idle_cost",
  ),
  cost(
    "gpu_releasable_cost",
    "Releasable GPU cost",
    `Cost of releasable GPU hours: whole clock hours that were idle in each 5-minute slot, at ${RATE}.`,
    "free_cost",
  ),
  cost(
    "gpu_unallocated_cost",
    "Unallocated GPU cost",
    `Cost of the time in which no pod held the GPU, at ${RATE}. Where the exporter does not map pods, none is counted.`,
    "unallocated_cost",
  ),
  cost(
    "gpu_inactive_cost",
    "Inactive GPU cost",
    `Cost × (1 − activity), each day by the signal that told of it: what was paid for time in which the GPU did nothing, at ${RATE}.`,
    "inactive_cost",
  ),
  metric({
    id: "gpu_rated_share",
    label: "GPU time with a rate",
    unit: "ratio",
    family: "gpu_cost",
    derivation: "Time of cards and dated rates that people set",
    only,
    definition: "The share of cards' time that a rate is known for: time with a rate ÷ time.",
    sql: "coalesce(rated_ms, 0) / nullif(ms, 0)",
  }),
];
