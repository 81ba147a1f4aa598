import type { GpuValue } from "../../facts";
import type { Scale } from "./metric-value";

export interface GpuMetric extends Scale {
  value: GpuValue;
  /** Told of the whole card, also by the lines of its MIG instances. */
  ofCard?: boolean;
}

const ratio = (value: GpuValue): GpuMetric => ({ value, factor: 1_000_000, most: 1 });
/** MiB, up to 64 TiB. */
const memory = (value: GpuValue): GpuMetric => ({ value, factor: 1, most: 2 ** 26 });

/** Metrics of dcgm-exporter that figures are made of, with their units: etc/*.csv of dcgm-exporter at d5e5f51. */
export const GPU_METRICS: Readonly<Record<string, GpuMetric>> = {
  DCGM_FI_PROF_GR_ENGINE_ACTIVE: ratio("engine"),
  DCGM_FI_PROF_SM_ACTIVE: ratio("sm"),
  DCGM_FI_PROF_PIPE_TENSOR_ACTIVE: ratio("tensor"),
  DCGM_FI_PROF_DRAM_ACTIVE: ratio("dram"),
  /** Percent. */
  DCGM_FI_DEV_GPU_UTIL: { value: "util", factor: 10_000, most: 100 },
  DCGM_FI_DEV_FB_USED: memory("memory_used"),
  DCGM_FI_DEV_FB_FREE: memory("memory_free"),
  DCGM_FI_DEV_FB_RESERVED: memory("memory_reserved"),
  /** Watts. */
  DCGM_FI_DEV_POWER_USAGE: { value: "power", factor: 1000, most: 100_000, ofCard: true },
  /** Millijoules since boot. */
  DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: { value: "energy", factor: 1, most: 9e15, counter: true, ofCard: true },
};
