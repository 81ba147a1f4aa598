export { decompress } from "./decompress";
export { expandPaths } from "./expand-paths";
export { type Peeked, peek } from "./peek";
export { readInto, readUnits } from "./read-units";
export { type BadUnit, isBadUnit, type Problem, type ReadOptions, type Unit } from "./unit";
