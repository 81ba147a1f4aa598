export { type AgedOut, ageOut } from "./age-out";
export { sampleChecks } from "./check";
export { IDLE_BELOW, readIdleBelow } from "./idle";
export { ensureSamplePartitions } from "./partitions";
export { rebuildSamples } from "./rebuild";
export { lockSamples, openTouched, refresh, touch } from "./refresh";
export { RETENTION, type Retention, readRetention, retentionSchema } from "./retention";
