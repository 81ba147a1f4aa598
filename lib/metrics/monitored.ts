/** What a metric is about: calls and bills, GPUs, or model servers. By its id, so that the browser can ask without the list. */
export type Monitored = "calls" | "gpus" | "servers";

export function monitoredBy(metric: string): Monitored {
  if (metric === "gpus" || metric.startsWith("gpu_")) return "gpus";
  return metric.startsWith("served_") ? "servers" : "calls";
}
