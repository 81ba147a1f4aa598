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

export type MeasureType = "bigint" | "numeric";
export interface Measure {
  name: string;
  type: MeasureType;
  /** What one attempt row adds, in SQL over `attempt` columns as alias `a`; null adds nothing. */
  attempt: string;
  /** What one counted usage bucket adds, over `usage_bucket` as alias `b`. */
  bucket: string;
}

/** A row stands for calls of a client: not blocked, and neither router nor guard (codes of lib/facts/codes.ts). */
const CALL = "a.counted and a.status <> 2 and a.kind not in (9, 10)";
const FINAL = `${CALL} and a.final`;
const INPUT =
  "coalesce(a.input_uncached, 0)::bigint + coalesce(a.cache_read, 0) + coalesce(a.cache_write_5m, 0) + coalesce(a.cache_write_1h, 0)";
const TOKENS = `${INPUT} + coalesce(a.output, 0)`;
const BUCKET_TOKENS =
  "coalesce(b.input_uncached, 0) + coalesce(b.cache_read, 0) + coalesce(b.cache_write_5m, 0) + coalesce(b.cache_write_1h, 0) + coalesce(b.output, 0)";

const flag = (condition: string): string => `case when ${condition} then 1 else 0 end`;
const when = (condition: string, value: string): string => `case when ${condition} then ${value} end`;
const sum = (name: string, type: MeasureType, attempt: string, bucket: string): Measure => ({ name, type, attempt, bucket });
const tokens = (name: string): Measure =>
  sum(`${name}_tokens`, "bigint", when("a.counted", `a.${name}`), name === "reasoning" ? "0" : `b.${name}`);
const cost = (name: string): Measure => sum(`cost_${name}`, "numeric", when("a.counted", `a.cost_${name}`), `b.cost_${name}`);

export const CORE_MEASURES: readonly Measure[] = [
  /** Rows behind a cell: with `cost_rows` and `token_rows` tells unknown from zero. */
  sum("rows", "bigint", flag("a.counted"), "1"),
  sum("cost_rows", "bigint", flag("a.counted and a.cost is not null"), flag("b.cost is not null")),
  sum(
    "token_rows",
    "bigint",
    flag("a.counted and (a.input_uncached is not null or a.output is not null)"),
    flag("b.input_uncached is not null or b.output is not null"),
  ),
  sum("requests", "bigint", flag(FINAL), "coalesce(b.requests, 0)"),
  sum("attempts", "bigint", when(CALL, "a.attempts"), "coalesce(b.requests, 0)"),
  /** Requests whose row has a known cost: the denominator of cost per 1,000. */
  sum("known_requests", "bigint", flag(`${FINAL} and a.cost is not null`), when("b.cost is not null", "coalesce(b.requests, 0)")),
  /** Cost of rows whose number of requests is known: its numerator. */
  sum("known_cost", "numeric", when("a.counted", "a.cost"), when("b.requests is not null", "b.cost")),
  /** Requests that a price is expected for: a failed attempt without tokens is outside. */
  sum("share_requests", "bigint", flag(`${FINAL} and a.priced <> 2`), "coalesce(b.requests, 0)"),
  sum("priced_requests", "bigint", flag(`${FINAL} and a.priced = 1`), when("b.cost is not null", "coalesce(b.requests, 0)")),
  sum("cost", "numeric", when("a.counted", "a.cost"), "b.cost"),
  tokens("input_uncached"),
  tokens("cache_read"),
  tokens("cache_write_5m"),
  tokens("cache_write_1h"),
  tokens("output"),
];

export const DETAIL_MEASURES: readonly Measure[] = [
  tokens("reasoning"),
  sum("priced_tokens", "bigint", when("a.counted and a.cost is not null", TOKENS), when("b.cost is not null", BUCKET_TOKENS)),
  sum("errors", "bigint", flag(`${CALL} and a.status = 1`), "0"),
  sum("blocked", "bigint", flag("a.counted and a.status = 2"), "0"),
  sum("session_requests", "bigint", flag(`${FINAL} and a.session_key is not null`), "0"),
  sum("gateway_hits", "bigint", flag(`${FINAL} and a.gateway_cache > 0`), "0"),
  cost("input_uncached"),
  cost("cache_read"),
  cost("cache_write_5m"),
  cost("cache_write_1h"),
  cost("output"),
  cost("other"),
  /** Cost of router and guard calls. */
  sum("overhead_cost", "numeric", when("a.counted and a.kind in (9, 10)", "a.cost"), "0"),
  sum("error_cost", "numeric", when(`${CALL} and a.status = 1`, "a.cost"), "0"),
  /** Reported and priced cost of the rows that have both, and are neither gateway cache hits nor priced by the report. */
  sum("reported_cost", "numeric", when("a.counted and a.reported_cost is not null and a.price is not null", "a.reported_cost"), "0"),
  sum("compared_cost", "numeric", when("a.counted and a.reported_cost is not null and a.price is not null", "a.cost"), "0"),
];

export const MEASURES: readonly Measure[] = [...CORE_MEASURES, ...DETAIL_MEASURES];

export interface RollupTable {
  name: string;
  grain: "hour" | "day" | "utc_day";
  dimensions: readonly DimensionColumn[];
  measures: readonly Measure[];
}

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
  day("rollup_day_project", ["project", "environment"]),
  /** The savings ledger and the explanation of change stand on this one. */
  day("rollup_day_ledger", ["feature", "provider", "model", "requested_model", "tier"]),
  { name: "rollup_hour_feature", grain: "hour", dimensions: ["team", "feature"], measures: MEASURES },
  { name: "rollup_hour_model", grain: "hour", dimensions: ["provider", "model"], measures: MEASURES },
  day("rollup_day_key", ["team", "api_key"], CORE_MEASURES),
  day("rollup_day_customer", ["customer"], CORE_MEASURES),
  day("rollup_day_user", ["user_id"], CORE_MEASURES),
];
