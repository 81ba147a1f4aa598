import { type KINDS, nameOf, type STATUSES } from "../facts";
import { OUTCOME_FILTERS, type OutcomeFilter } from "./list-filters";

/** One call in a list. Money and tokens are decimal text; null is unknown. */
export interface RequestRow {
  id: string;
  /** ISO instant. */
  time: string;
  source: string;
  feature: string | null;
  team: string | null;
  user: string | null;
  provider: string | null;
  /** Canonical where the price book knows it, else as written. */
  model: string | null;
  requestedModel: string | null;
  status: (typeof STATUSES)[number] | null;
  kind: (typeof KINDS)[number] | null;
  tier: string | null;
  inputTokens: string | null;
  outputTokens: string | null;
  cost: string | null;
  /** Why there is no price. */
  unpriced: string | null;
  durationMs: string | null;
  /** Calls to models behind this row. */
  attempts: number;
  attemptNumber: number;
  /** The attempt that ended its request. */
  final: boolean;
  gatewayCache: boolean;
  /** What was told about the request; on the one attempt that carries it. */
  outcome: OutcomeFilter | null;
}

export interface ListedRow extends Omit<RequestRow, "time" | "status" | "kind" | "tier" | "outcome"> {
  at: string;
  status: number;
  kind: number;
  tier: number;
  outcome: number | null;
}

/** A value by its id. A look-up in the select list: the planner would weigh a dozen joins for longer than the few rows take to read. */
export const valueById = (id: string): string => `(select d.value from dimension_value d where d.id = ${id})`;

/** Columns of a call in a list, for a relation `a` of attempts. `at` is epoch microseconds. */
export const LISTED = `a.id, (extract(epoch from a.occurred_at) * 1000000)::bigint::text as at, (select s.id from source s where s.num = a.source) as source,
  ${valueById("a.feature")} as feature, ${valueById("a.team")} as team, ${valueById("a.user_id")} as "user", ${valueById("a.provider")} as provider,
  coalesce(${valueById("a.model")}, ${valueById("a.model_name")}) as model, ${valueById("a.requested_model")} as "requestedModel", a.status, a.kind, a.tier,
  case when a.input_uncached is not null or a.output is not null
    then (coalesce(a.input_uncached, 0)::bigint + coalesce(a.cache_read, 0) + coalesce(a.cache_write_5m, 0) + coalesce(a.cache_write_1h, 0))::text end as "inputTokens",
  a.output::text as "outputTokens", trim_scale(a.cost)::text as cost, ${valueById("a.unpriced")} as unpriced,
  trim_scale(round(a.duration_ms::numeric, 1))::text as "durationMs",
  coalesce(a.attempts, 1) as attempts, coalesce(a.attempt_no, 1) as "attemptNumber", a.final, a.gateway_cache is not null as "gatewayCache", a.outcome`;

/** From a row of LISTED. */
export function toRequestRow(row: ListedRow): RequestRow {
  return {
    id: row.id,
    time: new Date(Math.floor(Number(row.at) / 1000)).toISOString(),
    source: row.source,
    feature: row.feature,
    team: row.team,
    user: row.user,
    provider: row.provider,
    model: row.model,
    requestedModel: row.requestedModel,
    status: nameOf.status(row.status) ?? null,
    kind: nameOf.kind(row.kind) ?? null,
    tier: nameOf.tier(row.tier) ?? null,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    cost: row.cost,
    unpriced: row.unpriced,
    durationMs: row.durationMs,
    attempts: row.attempts,
    attemptNumber: row.attemptNumber,
    final: row.final,
    gatewayCache: row.gatewayCache,
    outcome: OUTCOME_FILTERS[(row.outcome ?? 0) - 1] ?? null,
  };
}
