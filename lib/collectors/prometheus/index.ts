export { type Labels, parseLine } from "./exposition";
export { METRIC_NAMES } from "./metric-names";
export { dcgm, prometheus, vllm } from "./prometheus";
