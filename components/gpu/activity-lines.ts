/** What is drawn of activity, each in its own colour on every page of GPUs. */
export const UTILIZATION_COLOR = "var(--chart-1)";
export const TENSOR_COLOR = "var(--chart-2)";
export const MEMORY_COLOR = "var(--chart-6)";

export const ACTIVITY_LINES = [
  { id: "gpu_utilization", label: "Utilization", color: UTILIZATION_COLOR },
  { id: "gpu_tensor_activity", label: "Tensor cores", color: TENSOR_COLOR },
  { id: "gpu_memory_activity", label: "Memory interface", color: MEMORY_COLOR },
] as const;

export const POWER_LINE = { id: "gpu_power", label: "Power", color: "var(--chart-4)" } as const;

/** What was paid for idle time, in the hue that idle hours have in the heat map, and for the rest. */
export const IDLE_COLOR = "color-mix(in oklab, var(--chart-3) 80%, var(--card))";
export const USED_COLOR = "var(--chart-1)";
