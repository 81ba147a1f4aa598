export { type IngestContext, openIngest } from "./context";
export { type IngestOptions, ingestInput } from "./ingest-input";
export { markInterrupted, pushRun, type RecordCounts, type RunReport, readRun } from "./run-record";
export { expandPaths } from "./read";
export { Pusher, type PushReport } from "./push";
export { makePartitionsAhead } from "./partitions";
export { undoRun, undoSource } from "./undo";
