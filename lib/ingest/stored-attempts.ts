import type { Sql, Tx } from "../../db/client";
import { type AttemptFact, emptyAttempt, nameOf } from "../facts";

/** What each step of the ledger saved, in USD; null: nothing, of routing: the baseline itself answered. */
export type SavedSteps = Record<"cache" | "context" | "routing" | "promptCache" | "tier", string | null>;

/** As much of a stored attempt as its price and its savings depend on, and what it has now. */
export interface StoredAttempt {
  id: string;
  /** As the database writes it, to the microsecond. */
  at: string;
  fact: AttemptFact;
  trustReported: boolean;
  counted: boolean;
  /** Identity of the first attempt of its request; null where it is the only one. */
  call: string | null;
  trace: string | null;
  /** A code of `LEDGER_ROLES`; 0: never computed. */
  ledger: number;
  estimable: boolean;
  /** Codes: id of the canonical model; 0 none, 1 success, 2 failure, 3 escalated, null no outcome. */
  model: number;
  outcome: number | null;
  /** USD, decimal strings. */
  cost: string | null;
  saved: SavedSteps;
  outcomeCost: string | null;
  /** Requests that the row stands for in the totals. */
  requests: number;
}

const name = (column: string): string => `(select d.value from dimension_value d where d.id = a.${column})`;

type Row = Omit<StoredAttempt, "fact" | "trustReported" | "saved"> & {
  savedCache: string | null;
  savedContext: string | null;
  savedRouting: string | null;
  savedPromptCache: string | null;
  savedTier: string | null;
  us: string;
  provider: string | null;
  modelName: string | null;
  requestedModel: string | null;
  feature: string | null;
  geo: string | null;
  status: number;
  kind: number;
  tier: number;
  gatewayCache: number | null;
  units: Record<string, string> | null;
  reportedCost: string | null;
  trust: boolean;
  inputUncached: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
};

/**
 * Attempts as prices and baselines see them, with what tracers filled in. `from` is SQL that follows `from attempt a join source s on s.num = a.source`,
 * its `$1`… are `parameters`.
 */
export async function storedAttempts(sql: Sql | Tx, rest: string, parameters: readonly unknown[]): Promise<StoredAttempt[]> {
  const rows = await sql.unsafe<Row[]>(
    `select a.id, a.occurred_at::text as at, (extract(epoch from a.occurred_at) * 1000000)::bigint as us,
      ${name("provider")} as provider, ${name("model_name")} as "modelName", ${name("requested_model")} as "requestedModel", ${name("feature")} as feature,
      ${name("geo")} as geo, a.status, a.kind, a.tier, a.gateway_cache as "gatewayCache", a.extra -> 'units' as units, a.reported_cost::text as "reportedCost",
      coalesce((s.settings ->> 'trustReported')::boolean, false) as trust, a.counted, a.call, id_text(a.trace) as trace, a.ledger, a.estimable, a.model, a.outcome, a.cost::text as cost,
      a.saved_cache::text as "savedCache", a.saved_context::text as "savedContext", a.saved_routing::text as "savedRouting",
      a.saved_prompt_cache::text as "savedPromptCache", a.saved_tier::text as "savedTier", a.outcome_cost::text as "outcomeCost",
      case when a.counted and a.final and a.status <> 2 and a.kind not in (9, 10) then 1 else 0 end as requests,
      a.input_uncached::float8 as "inputUncached", a.cache_read::float8 as "cacheRead", a.cache_write_5m::float8 as "cacheWrite5m",
      a.cache_write_1h::float8 as "cacheWrite1h", a.output::float8 as output
    from attempt a join source s on s.num = a.source ${rest}`,
    parameters as never[],
  );
  return rows.map(toStored);
}

function toStored(row: Row): StoredAttempt {
  const { us, provider, modelName, requestedModel, feature, geo, status, kind, tier, gatewayCache, units, reportedCost, trust, ...rest } =
    row;
  const { savedCache, savedContext, savedRouting, savedPromptCache, savedTier, ...told } = rest;
  const { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output, ...stored } = told;
  return {
    ...stored,
    saved: { cache: savedCache, context: savedContext, routing: savedRouting, promptCache: savedPromptCache, tier: savedTier },
    trustReported: trust,
    fact: {
      ...emptyAttempt,
      recordId: stored.id,
      occurredAt: Number(us),
      provider,
      model: modelName,
      requestedModel,
      feature,
      geo,
      status: nameOf.status(status) ?? "success",
      kind: nameOf.kind(kind) ?? "other",
      tier: nameOf.tier(tier) ?? null,
      gatewayCache: nameOf.gatewayCache(gatewayCache ?? 0) ?? "none",
      units,
      reportedCost,
      inputUncached,
      cacheRead,
      cacheWrite5m,
      cacheWrite1h,
      output,
    },
  };
}
