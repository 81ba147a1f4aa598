import type { Pico } from "../../lib/pricing";

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
export interface Condition {
  sql: string;
  of: (a: ArrivingAttempt) => boolean;
}

export const COUNTED: Condition = { sql: "a.counted", of: () => true };
/** A row stands for calls of a client: not blocked, and neither router nor guard (codes of lib/facts/codes.ts). */
const CALL: Condition = {
  sql: "a.counted and a.status <> 2 and a.kind not in (9, 10)",
  of: (a) => a.status !== 2 && a.kind !== 9 && a.kind !== 10,
};
export const FINAL: Condition = { sql: `${CALL.sql} and a.final`, of: (a) => a.final && CALL.of(a) };
export const and = (condition: Condition, sql: string, of: Condition["of"]): Condition => ({
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
export const rows = (name: string, condition: Condition, bucket: string): Measure => ({
  name,
  type: "bigint",
  attempt: flag(condition.sql),
  arriving: (a) => (condition.of(a) ? 1 : 0),
  bucket,
});
/** Sums a value over the rows that meet a condition. */
export const sum = (
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
type Value = (a: ArrivingAttempt) => Pico | null;
/** Each column is read by a function of its own: reading it by a name that varies costs several times as much, in every call that arrives. */
const tokens = (name: string, of: Value): Measure =>
  sum(`${name}_tokens`, "bigint", COUNTED, `a.${name}`, of, name === "reasoning" ? "0" : `b.${name}`);
const cost = (name: string, of: Value): Measure => sum(`cost_${name}`, "numeric", COUNTED, `a.cost_${name}`, of, `b.cost_${name}`);

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
  sum("attempts", "bigint", CALL, "coalesce(a.attempts, 1)", (a) => a.attempts, "coalesce(b.requests, 0)"),
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
    and(FINAL, "a.priced is distinct from 2", (a) => a.priced !== 2),
    "coalesce(b.requests, 0)",
  ),
  rows(
    "priced_requests",
    and(FINAL, "coalesce(a.priced, 1) = 1", (a) => a.priced === 1),
    when("b.cost is not null", "coalesce(b.requests, 0)"),
  ),
  sum("cost", "numeric", COUNTED, "a.cost", (a) => a.cost, "b.cost"),
  tokens("input_uncached", (a) => a.input_uncached),
  tokens("cache_read", (a) => a.cache_read),
  tokens("cache_write_5m", (a) => a.cache_write_5m),
  tokens("cache_write_1h", (a) => a.cache_write_1h),
  tokens("output", (a) => a.output),
];

export const DETAIL_MEASURES: readonly Measure[] = [
  tokens("reasoning", (a) => a.reasoning),
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
  cost("input_uncached", (a) => a.cost_input_uncached),
  cost("cache_read", (a) => a.cost_cache_read),
  cost("cache_write_5m", (a) => a.cost_cache_write_5m),
  cost("cache_write_1h", (a) => a.cost_cache_write_1h),
  cost("output", (a) => a.cost_output),
  cost("other", (a) => a.cost_other),
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
