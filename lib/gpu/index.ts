export { type AgedOut, ageOut } from "./age-out";
export { sampleChecks } from "./check";
export { IDLE_BELOW, readIdleBelow } from "./idle";
export { ensureSamplePartitions } from "./partitions";
export { amortizedRate, type GpuRateInput, gpuRateInput, RATE_FIELDS, RATE_TERMS } from "./rate";
export { type GpuRate, gpuRates, retireGpuRate, setGpuRate } from "./rates";
export { rebuildSamples } from "./rebuild";
export { lockSamples, openTouched, refresh, touch } from "./refresh";
export { RETENTION, type Retention, readRetention, retentionSchema } from "./retention";
