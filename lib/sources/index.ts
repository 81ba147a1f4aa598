export { type Changer, changeSource } from "./change-source";
export { countSources } from "./count-sources";
export { ensureSource } from "./ensure-source";
export { findSource, sourceByNum, sourcesOfKind } from "./find-source";
export { listSources, type SourceSummary } from "./list-sources";
export { type Source, type SourceSettings, sourceId } from "./source";
export { type SourceChange, sourceChange } from "./source-change";
