export { findRun, listRuns, type RunState, type RunSummary } from "./list-runs";
export { countRejects, listRejects, type Reject, type RejectFilter, rejectLines } from "./rejects";
export { requestRemoval, requestUndo, undoRequested } from "./request-undo";
export { type RetryReport, retryRejects } from "./retry";
