import { GPU_METRICS } from "./gpu-metrics";
import { SERVING_METRIC_NAMES } from "./serving-metrics";

/** Every metric that figures are made of, by all names it can have: what a Prometheus is asked for. */
export const METRIC_NAMES: readonly string[] = [...Object.keys(GPU_METRICS), ...SERVING_METRIC_NAMES];
