export { Arriving, type ArrivingSums, FOLD_TABLES, namesOf, saveArriving } from "./arriving";
export { fold } from "./fold";
export { foldOutcomes } from "./fold-outcomes";
export { foldLatency } from "./latency";
export { rebuild } from "./rebuild";
export { quartersIn, ReportingTimes } from "./reporting-times";
export { foldSessions } from "./sessions";
export { type Difference, verify } from "./verify";
