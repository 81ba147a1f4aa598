export { fold } from "./fold";
export { foldLatency } from "./latency";
export { rebuild } from "./rebuild";
export { foldSessions } from "./sessions";
export { type Difference, verify } from "./verify";
