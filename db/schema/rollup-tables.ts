import type { Pico } from "../../lib/pricing";

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
/** A column that a question can name: those of calls, and those of what monitors measured (sample-tables.ts), which no rollup here has. */
export type AskedColumn = DimensionColumn | "host" | "gpu_model" | "namespace" | "pod";

export type MeasureType = "bigint" | "numeric";
export interface Measure {
  name: string;
  type: MeasureType;
  /** What one attempt row adds, in SQL over `attempt` columns as alias `a`; null adds nothing. */
  attempt: string;
  /** The same of an attempt as it arrives (counted until its trace is settled); numeric ones in pico-dollars. Null: nothing, of any that arrives. */
  arriving: ((a: ArrivingAttempt) => Pico | null) | null;
  /** Attempts that arrive and don't meet this add nothing: asked once for measures that stand together. */
  among?: (a: ArrivingAttempt) => boolean;
  /** What one counted usage bucket adds, over `usage_bucket` as alias `b`. */
  bucket: string;
}

/** Columns of a new attempt that measures are made of: codes as in lib/facts/codes.ts, money in pico-dollars. */
export interface ArrivingAttempt {
  status: number;
  kind: number;
  gateway_cache: number;
  priced: number;
  price: number | null;
  attempts: number;
  final: boolean;
  session_key: string | null;
  input_uncached: number | null;
  cache_read: number | null;
  cache_write_5m: number | null;
  cache_write_1h: number | null;
  output: number | null;
  reasoning: number | null;
  cost: Pico | null;
  cost_input_uncached: Pico | null;
  cost_cache_read: Pico | null;
  cost_cache_write_5m: Pico | null;
  cost_cache_write_1h: Pico | null;
  cost_output: Pico | null;
  cost_other: Pico | null;
  reported_cost: Pico | null;
  /** Role in its request's ledger, whether that can be estimated, and why its own part can't: codes of lib/savings/roles.ts. */
  ledger: number;
  estimable: boolean;
  ledger_reason: number | null;
  /** What it saved if it is the answer; routing: null = answered by the baseline itself. */
  saved_cache: Pico | null;
  saved_context: Pico | null;
  saved_routing: Pico | null;
  saved_prompt_cache: Pico | null;
  saved_tier: Pico | null;
}

/** A condition on attempts, in SQL and for one that arrives. */
interface Condition {
  sql: string;
  of: (a: ArrivingAttempt) => boolean;
}

const COUNTED: Condition = { sql: "a.counted", of: () => true };
/** A row stands for calls of a client: not blocked, and neither router nor guard (codes of lib/facts/codes.ts). */
const CALL: Condition = {
  sql: "a.counted and a.status <> 2 and a.kind not in (9, 10)",
  of: (a) => a.status !== 2 && a.kind !== 9 && a.kind !== 10,
};
const FINAL: Condition = { sql: `${CALL.sql} and a.final`, of: (a) => a.final && CALL.of(a) };
const and = (condition: Condition, sql: string, of: Condition["of"]): Condition => ({
  sql: `${condition.sql} and ${sql}`,
  of: (a) => condition.of(a) && of(a),
});
const COMPARED = and(COUNTED, "a.reported_cost is not null and a.price is not null", (a) => a.reported_cost !== null && a.price !== null);

const TOKENS =
  "coalesce(a.input_uncached, 0)::bigint + coalesce(a.cache_read, 0) + coalesce(a.cache_write_5m, 0) + coalesce(a.cache_write_1h, 0) + coalesce(a.output, 0)";
const tokensOf = (a: ArrivingAttempt): number =>
  (a.input_uncached ?? 0) + (a.cache_read ?? 0) + (a.cache_write_5m ?? 0) + (a.cache_write_1h ?? 0) + (a.output ?? 0);
const BUCKET_TOKENS =
  "coalesce(b.input_uncached, 0) + coalesce(b.cache_read, 0) + coalesce(b.cache_write_5m, 0) + coalesce(b.cache_write_1h, 0) + coalesce(b.output, 0)";

const flag = (condition: string): string => `case when ${condition} then 1 else 0 end`;
const when = (condition: string, value: string): string => `case when ${condition} then ${value} end`;

/** Counts the rows that meet a condition. */
const rows = (name: string, condition: Condition, bucket: string): Measure => ({
  name,
  type: "bigint",
  attempt: flag(condition.sql),
  arriving: (a) => (condition.of(a) ? 1 : 0),
  bucket,
});
/** Sums a value over the rows that meet a condition. */
const sum = (
  name: string,
  type: MeasureType,
  condition: Condition,
  value: string,
  of: (a: ArrivingAttempt) => Pico | null,
  bucket: string,
): Measure => ({
  name,
  type,
  attempt: when(condition.sql, value),
  arriving: condition === COUNTED ? of : (a) => (condition.of(a) ? of(a) : null),
  bucket,
});
type TokenColumn = "input_uncached" | "cache_read" | "cache_write_5m" | "cache_write_1h" | "output" | "reasoning";
const tokens = (name: TokenColumn): Measure =>
  sum(`${name}_tokens`, "bigint", COUNTED, `a.${name}`, (a) => a[name], name === "reasoning" ? "0" : `b.${name}`);
type CostColumn = Exclude<TokenColumn, "reasoning"> | "other";
const cost = (name: CostColumn): Measure =>
  sum(`cost_${name}`, "numeric", COUNTED, `a.cost_${name}`, (a) => a[`cost_${name}`], `b.cost_${name}`);

export const CORE_MEASURES: readonly Measure[] = [
  /** Rows behind a cell: with `cost_rows` and `token_rows` tells unknown from zero. */
  rows("rows", COUNTED, "1"),
  rows(
    "cost_rows",
    and(COUNTED, "a.cost is not null", (a) => a.cost !== null),
    flag("b.cost is not null"),
  ),
  rows(
    "token_rows",
    and(COUNTED, "(a.input_uncached is not null or a.output is not null)", (a) => a.input_uncached !== null || a.output !== null),
    flag("b.input_uncached is not null or b.output is not null"),
  ),
  rows("requests", FINAL, "coalesce(b.requests, 0)"),
  sum("attempts", "bigint", CALL, "a.attempts", (a) => a.attempts, "coalesce(b.requests, 0)"),
  /** Requests whose row has a known cost: the denominator of cost per 1,000. */
  rows(
    "known_requests",
    and(FINAL, "a.cost is not null", (a) => a.cost !== null),
    when("b.cost is not null", "coalesce(b.requests, 0)"),
  ),
  /** Cost of rows whose number of requests is known: its numerator. */
  sum("known_cost", "numeric", COUNTED, "a.cost", (a) => a.cost, when("b.requests is not null", "b.cost")),
  /** Requests that a price is expected for: a failed attempt without tokens is outside. */
  rows(
    "share_requests",
    and(FINAL, "a.priced <> 2", (a) => a.priced !== 2),
    "coalesce(b.requests, 0)",
  ),
  rows(
    "priced_requests",
    and(FINAL, "a.priced = 1", (a) => a.priced === 1),
    when("b.cost is not null", "coalesce(b.requests, 0)"),
  ),
  sum("cost", "numeric", COUNTED, "a.cost", (a) => a.cost, "b.cost"),
  tokens("input_uncached"),
  tokens("cache_read"),
  tokens("cache_write_5m"),
  tokens("cache_write_1h"),
  tokens("output"),
];

export const DETAIL_MEASURES: readonly Measure[] = [
  tokens("reasoning"),
  sum(
    "priced_tokens",
    "bigint",
    and(COUNTED, "a.cost is not null", (a) => a.cost !== null),
    TOKENS,
    tokensOf,
    when("b.cost is not null", BUCKET_TOKENS),
  ),
  rows(
    "errors",
    and(CALL, "a.status = 1", (a) => a.status === 1),
    "0",
  ),
  rows(
    "blocked",
    and(COUNTED, "a.status = 2", (a) => a.status === 2),
    "0",
  ),
  rows(
    "session_requests",
    and(FINAL, "a.session_key is not null", (a) => a.session_key !== null),
    "0",
  ),
  rows(
    "gateway_hits",
    and(FINAL, "a.gateway_cache > 0", (a) => a.gateway_cache > 0),
    "0",
  ),
  cost("input_uncached"),
  cost("cache_read"),
  cost("cache_write_5m"),
  cost("cache_write_1h"),
  cost("output"),
  cost("other"),
  /** Cost of router and guard calls. */
  sum(
    "overhead_cost",
    "numeric",
    and(COUNTED, "a.kind in (9, 10)", (a) => a.kind === 9 || a.kind === 10),
    "a.cost",
    (a) => a.cost,
    "0",
  ),
  sum(
    "error_cost",
    "numeric",
    and(CALL, "a.status = 1", (a) => a.status === 1),
    "a.cost",
    (a) => a.cost,
    "0",
  ),
  /** Reported and priced cost of the rows that have both, and are neither gateway cache hits nor priced by the report. */
  sum("reported_cost", "numeric", COMPARED, "a.reported_cost", (a) => a.reported_cost, "0"),
  sum("compared_cost", "numeric", COMPARED, "a.cost", (a) => a.cost, "0"),
];

const ESTIMABLE = and(COUNTED, "a.estimable", (a) => a.estimable);
const ANSWER = and(ESTIMABLE, "a.ledger in (1, 2)", (a) => a.ledger === 1 || a.ledger === 2);
const ROUTED = and(ANSWER, "a.saved_routing is not null", (a) => a.saved_routing !== null);
const role = (code: number): Condition => and(ESTIMABLE, `a.ledger = ${code}`, (a) => a.ledger === code);
/** Rows from before there was a ledger wait for theirs and add nothing, as when they were folded. */
const notEstimable = (condition: Condition, sql: string, of: Condition["of"]): Condition =>
  and(condition, `not a.estimable and a.ledger > 0 and ${sql}`, (a) => !a.estimable && of(a));
/** Why not; an attempt that lacks nothing itself belongs to a request in which another has no price. */
const INESTIMABLE: readonly (Condition & { name: string })[] = [
  { name: "price", sql: "coalesce(a.ledger_reason, 1) = 1", of: (a) => (a.ledger_reason ?? 1) === 1 },
  { name: "baseline", sql: "a.ledger_reason = 2", of: (a) => a.ledger_reason === 2 },
  { name: "baseline_price", sql: "a.ledger_reason = 3", of: (a) => a.ledger_reason === 3 },
  { name: "other", sql: "a.ledger_reason > 3", of: (a) => a.ledger_reason !== null && a.ledger_reason > 3 },
];
type Step = "cache" | "context" | "routing" | "prompt_cache" | "tier";
const saved = (step: Step): Measure => sum(`saved_${step}`, "numeric", ANSWER, `a.saved_${step}`, (a) => a[`saved_${step}`], "0");
const spent = (name: string, condition: Condition): Measure => sum(name, "numeric", condition, "a.cost", (a) => a.cost, "0");
const WASTE = and(ESTIMABLE, "a.ledger in (3, 4, 5)", (a) => a.ledger > 2 && a.ledger < 6);
const ESCALATED = and(COUNTED, "a.ledger = 2", (a) => a.ledger === 2);
const LEFT_OUT = and(COUNTED, "not a.estimable", (a) => !a.estimable);
const among = ({ of }: Condition, measures: readonly Measure[]): Measure[] => measures.map((measure) => ({ ...measure, among: of }));
/** Outcomes are put on attempts after these were stored: one that arrives has none. */
const later = (name: string, type: MeasureType, condition: string, value = "1"): Measure => ({
  name,
  type,
  attempt: `case when ${condition} then ${value}${type === "bigint" ? " else 0" : ""} end`,
  arriving: null,
  bucket: "0",
});
const JUDGED = "a.counted and a.outcome is not null";
const ROUTED_OUTCOME = `${ROUTED.sql} and a.outcome > 0`;
const BASELINE_OUTCOME = `${ANSWER.sql} and a.saved_routing is null and a.saved_cache is null and a.outcome in (1, 2)`;

/**
 * The savings ledger and outcomes. Waste and savings belong to the requests that can be estimated; \`cost\` less \`estimable_cost\` is the rest.
 * An outcome stands on one attempt of what it judges (\`outcome\` > 0: success, failure, escalated); 0 marks the others it judges.
 */
export const LEDGER_MEASURES: readonly Measure[] = [
  ...among(ESTIMABLE, [
    rows(
      "estimable_requests",
      and(FINAL, "a.estimable", (a) => a.estimable),
      "0",
    ),
    spent("estimable_cost", ESTIMABLE),
  ]),
  ...among(ANSWER, [
    saved("cache"),
    saved("context"),
    saved("routing"),
    saved("prompt_cache"),
    saved("tier"),
    rows("routed_requests", ROUTED, "0"),
  ]),
  ...among(WASTE, [spent("escalation_waste", role(3)), spent("retry_waste", role(4)), spent("error_waste", role(5))]),
  rows("escalated_requests", ESCALATED, "0"),
  ...among(LEFT_OUT, [
    ...INESTIMABLE.map(({ name, sql, of }) => rows(`inestimable_${name}`, notEstimable(FINAL, sql, of), "0")),
    ...INESTIMABLE.map(({ name, sql, of }) => spent(`inestimable_${name}_cost`, notEstimable(COUNTED, sql, of))),
  ]),
  later("outcomes", "bigint", `${JUDGED} and a.outcome > 0`),
  later("outcome_successes", "bigint", `${JUDGED} and a.outcome = 1`),
  later("outcome_failures", "bigint", `${JUDGED} and a.outcome = 2`),
  later("judged_cost_rows", "bigint", `${JUDGED} and a.cost is not null`),
  later("judged_cost", "numeric", JUDGED, "a.cost"),
  later("outcome_value", "numeric", JUDGED, "a.outcome_value"),
  /** Outcomes of requests that another model than the baseline answered; their failures, what these cost, and those whose cost nobody told. */
  later("routed_outcomes", "bigint", ROUTED_OUTCOME),
  later("routed_failures", "bigint", `${ROUTED_OUTCOME} and a.outcome = 2`),
  later("routed_failure_cost", "numeric", `${ROUTED_OUTCOME} and a.outcome = 2`, "a.outcome_cost"),
  later("routed_failures_uncosted", "bigint", `${ROUTED_OUTCOME} and a.outcome = 2 and a.outcome_cost is null`),
  /** Successes and failures of requests that the baseline itself answered: its measured failure rate. What was escalated to it says nothing about it. */
  later("baseline_outcomes", "bigint", BASELINE_OUTCOME),
  later("baseline_failures", "bigint", `${BASELINE_OUTCOME} and a.outcome = 2`),
  /** The part of \`overhead_cost\` that routing causes; of rows from before there was a ledger once they have theirs. */
  spent(
    "router_cost",
    and(COUNTED, "a.kind = 9 and a.ledger > 0", (a) => a.kind === 9),
  ),
];

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
