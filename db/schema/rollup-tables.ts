import { LEDGER_MEASURES } from "./ledger-measures";
import { CORE_MEASURES, DETAIL_MEASURES, type Measure } from "./measures";

export type { ArrivingAttempt, Measure, MeasureType } from "./measures";

/**
 * The rollups, as data: which dimensions each one holds and which measures. The migration, the fold, `verify` and the query planner read this list.
 *
 * No rollup holds all dimensions: hour × key × model had 911,108 cells for a million rows. A question takes the smallest rollup that has its
 * dimensions; what none can answer reads facts, bounded by range and time.
 */

/** Dimension columns, all `integer` ids of `dimension_value` (0 = unknown), except `source` (`source.num`) and the small codes. */
export const DIMENSION_COLUMNS = [
  "source",
  "provider",
  "model",
  "requested_model",
  "tier",
  "kind",
  "status",
  "team",
  "project",
  "feature",
  "environment",
  "api_key",
  "user_id",
  "customer",
] as const;
export type DimensionColumn = (typeof DIMENSION_COLUMNS)[number];
/** A column that a question can name: those of calls, and those of machines (sample-tables.ts, gpu_span), which no rollup here has. */
export type AskedColumn = DimensionColumn | "host" | "gpu_model" | "namespace" | "pod" | "pool";

const WITHOUT_LEDGER: readonly Measure[] = [...CORE_MEASURES, ...DETAIL_MEASURES];
export const MEASURES: readonly Measure[] = [...WITHOUT_LEDGER, ...LEDGER_MEASURES];

/** Those that attempts add to as they arrive. */
export const ARRIVING_MEASURES = MEASURES.filter(
  (measure): measure is Measure & { arriving: NonNullable<Measure["arriving"]> } => measure.arriving !== null,
);

export interface RollupTable {
  name: string;
  grain: "hour" | "day" | "utc_day";
  dimensions: readonly DimensionColumn[];
  measures: readonly Measure[];
}

/** Whether a rollup is split by a column. */
export const hasColumn = (rollup: RollupTable, column: AskedColumn): boolean => rollup.dimensions.some((name) => name === column);

const day = (name: string, dimensions: readonly DimensionColumn[], measures = MEASURES): RollupTable => ({
  name,
  grain: "day",
  dimensions,
  measures,
});

/** From the smallest to the largest: the planner takes the first that can answer. */
export const ROLLUPS: readonly RollupTable[] = [
  /** Which provider was seen by which source on which UTC day: finds overlaps between gateways and provider counts. */
  { name: "rollup_utc_day", grain: "utc_day", dimensions: ["provider", "source"], measures: CORE_MEASURES },
  day("rollup_day_core", ["source", "provider", "tier", "kind", "status"]),
  day("rollup_day_model", ["provider", "model"]),
  day("rollup_day_feature", ["team", "feature"]),
  day("rollup_day_project", ["project", "environment"], WITHOUT_LEDGER),
  /** The savings ledger and the explanation of change stand on this one. */
  day("rollup_day_ledger", ["feature", "provider", "model", "requested_model", "tier"]),
  { name: "rollup_hour_feature", grain: "hour", dimensions: ["team", "feature"], measures: MEASURES },
  { name: "rollup_hour_model", grain: "hour", dimensions: ["provider", "model"], measures: WITHOUT_LEDGER },
  day("rollup_day_key", ["team", "api_key"], CORE_MEASURES),
  day("rollup_day_customer", ["customer"], CORE_MEASURES),
  day("rollup_day_user", ["user_id"], CORE_MEASURES),
];
