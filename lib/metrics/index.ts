export { type AlignedRow, readAligned } from "./aligned";
export { type Chain, type Chains, readChains } from "./chains";
export { type CellLimits, type CostCell, type CostMeasure, readCostCells } from "./cost-cells";
export { type Coverage, coverageOf, type Instance, readBillSources, readInstance, readMonitors, type SourceCoverage } from "./coverage";
export { toCsv } from "./csv";
export { isOfMachines, isSum, type Metric, UNITS, type Unit } from "./define";
export {
  type DimensionDescription,
  describeCallDimensions,
  describeDimensions,
  describeGpuDimensions,
  describeMetrics,
  type MetricDescription,
} from "./describe";
export {
  type Dimension,
  type DimensionId,
  dimensionById,
  dimensions,
  GPU_DIMENSIONS,
  machineDimensions,
  SERVING_DIMENSIONS,
} from "./dimensions";
export { type GpuHeatQuery, readGpuHeat } from "./gpu-heat";
export { type GpuHeat, gpuHeatSchema, MOST_GPUS } from "./gpu-heat-answer";
export { type Hosting, readHosting, type Unheld } from "./gpu-hosting";
export type { GpuQuery } from "./gpu-scope";
export { readGpuStanding } from "./gpu-standing";
export { type GpuStanding, gpuStandingSchema } from "./gpu-standing-answer";
export { metricById, metrics } from "./list";
export { OUTCOME_FILTERS, type OutcomeFilter, STEP_FILTERS, type StepFilter } from "./list-filters";
export type { RequestRow } from "./listed-row";
export { type NetCell, readNetCells } from "./net-cells";
export { type Filter, MAX_ROWS, MAX_TOP, parseQuery, type Query, type QueryInput, querySchema } from "./query";
export { readBounded } from "./read";
export { type CostLine, getRequest, type RequestDetail, type UsedPrice, unexplained } from "./request";
export { listRequests, REQUEST_LISTS, type RequestList, type RequestPage, type RequestQuery } from "./requests";
export type { QueryMeta, QueryResult, QueryRow } from "./result";
export { type RollingRow, readRolling } from "./rolling";
export { runQuery } from "./run";
export type { StoredFilter } from "./scope";
