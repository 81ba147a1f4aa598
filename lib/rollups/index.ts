export { fold } from "./fold";
export { foldLatency } from "./latency";
export { foldSessions } from "./sessions";
export { rebuild } from "./rebuild";
export { verify, type Difference } from "./verify";
