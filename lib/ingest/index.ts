export { type IngestContext, openIngest } from "./context";
export { type IngestOptions, ingestInput } from "./ingest-input";
export { leanHeap } from "./lean-heap";
export { makePartitionsAhead } from "./partitions";
export { Pusher, type PushReport } from "./push";
export { expandPaths } from "./read";
export { markInterrupted, pushRun, type RecordCounts, type RunReport, readRun } from "./run-record";
export { undoRun, undoSource } from "./undo";
