export { metricById, metrics } from "./list";
export { type Metric, UNITS, type Unit } from "./define";
export { type Dimension, type DimensionId, dimensionById, dimensions } from "./dimensions";
export { type Filter, MAX_ROWS, MAX_TOP, parseQuery, type Query, type QueryInput, querySchema } from "./query";
export { runQuery } from "./run";
export type { QueryMeta, QueryResult, QueryRow } from "./result";
export { type DimensionDescription, describeDimensions, describeMetrics, type MetricDescription } from "./describe";
export { toCsv } from "./csv";
