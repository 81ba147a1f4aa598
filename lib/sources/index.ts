export { type Changer, changeSource } from "./change-source";
export { ensureSource } from "./ensure-source";
export { findSource, sourceByNum, sourcesOfKind } from "./find-source";
export { listSources, type SourceSummary } from "./list-sources";
export { REMAPPABLE } from "./remappable";
export { type Source, type SourceSettings, sourceId, sourceSettings } from "./source";
export { type SourceChange, sourceChange } from "./source-change";
