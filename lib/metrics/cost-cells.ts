import type { Sql, Tx } from "../../db/client";
import type { AskedColumn } from "../../db/schema/rollup-tables";
import type { Range } from "../time";
import { callsSql } from "./calls";
import { readInstance } from "./coverage";
import { dimensionById } from "./dimensions";
import { storeFilters } from "./filters";
import { Params } from "./params";
import { planCalls } from "./plan";
import type { Filter } from "./query";
import { readBounded } from "./read";
import { type Key, REST, type Scope } from "./scope";

/** What a cell counts; decimal text. Tokens of calls without a price are in them, and their cost is not. */
const MEASURES = [
  "rows",
  "cost_rows",
  "requests",
  "attempts",
  "gateway_hits",
  "share_requests",
  "priced_requests",
  "cost",
  "priced_tokens",
  "input_uncached_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
  "cost_input_uncached",
  "cost_cache_read",
  "cost_cache_write_5m",
  "cost_cache_write_1h",
  "cost_output",
  "cost_other",
] as const;
export type CostMeasure = (typeof MEASURES)[number];

/** All calls of one feature on one model at one tier; null where a call names none. Money in USD. */
export type CostCell = Record<CostMeasure, string> & {
  feature: string | null;
  label: string | null;
  /** Stands for every feature that is not among the largest; its `feature` is null. */
  folded: boolean;
  provider: string | null;
  model: string | null;
  tier: string | null;
};

export interface CellLimits {
  /** Cells of one span that are read as they are. */
  cells: number;
  /** Features that keep their name where there are more cells. */
  features: number;
}
const LIMITS: CellLimits = { cells: 5000, features: 100 };

type Keys = readonly AskedColumn[];
const BY: Keys = ["feature", "provider", "model", "tier"];
type StoredCell = Record<CostMeasure, string> & { k0: number; k1: number; k2: number; k3: number };

/**
 * The cells of two spans, on one snapshot, from whole days of a rollup and calls for the rest. Where a span has more cells than the limit, the features
 * that cost most keep their name and the others are one; the sums stay exact. Throws `invalid` like a query, and `limit` after 5 seconds.
 */
export async function readCostCells(
  sql: Sql,
  { spans, where, limits = LIMITS }: { spans: readonly [Range, Range]; where: readonly Filter[]; limits?: CellLimits },
): Promise<[CostCell[], CostCell[]]> {
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const filters = await storeFilters(tx, where, sources);
    const scopes = spans.map((range): Scope => ({ range, zone, filters }));
    let read = await Promise.all(scopes.map((scope) => readCells(tx, scope, limits.cells + 1, null)));
    if (read.some((cells) => cells.length > limits.cells)) {
      const costs = await Promise.all(scopes.map((scope) => largestFeatures(tx, scope, limits.features)));
      const largest = [...new Set(costs.flat())];
      read = await Promise.all(scopes.map((scope) => readCells(tx, scope, null, largest)));
    }
    const name = await readNames(tx, read.flat());
    const [before = [], after = []] = read.map((cells) => cells.map(name));
    return [before, after];
  });
}

const keyOf = (column: AskedColumn, top: boolean): Key[] => {
  const dimension = dimensionById(column);
  return dimension ? [{ dimension, top }] : [];
};

const planFor = ({ range, zone, filters }: Scope, columns: Keys, measures: readonly string[]) => ({
  columns,
  plan: planCalls({ range, zone, grain: null, columns: [...new Set([...columns, ...filters.map(({ column }) => column)])], measures }),
});

async function readCells(tx: Tx, scope: Scope, limit: number | null, largest: readonly number[] | null): Promise<StoredCell[]> {
  const params = new Params();
  const { columns, plan } = planFor(scope, BY, MEASURES);
  const keys = BY.flatMap((column) => keyOf(column, largest != null && column === "feature"));
  const named = largest ? `with largest as (select unnest(${params.integers(largest)}) as id)` : "";
  const calls = callsSql({ scope, plan, columns, measures: MEASURES }, keys, params);
  const text = `${named} select k0, k1, k2, k3, ${MEASURES.map((name) => `trim_scale(${name}::numeric)::text as ${name}`).join(", ")}
    from (${calls}) c where rows <> 0 order by 1, 2, 3, 4 ${limit == null ? "" : `limit ${Math.trunc(limit)}`}`;
  return tx.unsafe<StoredCell[]>(text, params.values).execute();
}

async function largestFeatures(tx: Tx, scope: Scope, count: number): Promise<number[]> {
  const params = new Params();
  const measures = ["cost"];
  const { columns, plan } = planFor(scope, ["feature"], measures);
  const calls = callsSql({ scope, plan, columns, measures }, keyOf("feature", false), params);
  const rows = await tx
    .unsafe<{ id: number }[]>(`select k0 as id from (${calls}) c order by cost desc, k0 limit ${Math.trunc(count)}`, params.values)
    .execute();
  return rows.map(({ id }) => id);
}

async function readNames(tx: Tx, cells: readonly StoredCell[]): Promise<(cell: StoredCell) => CostCell> {
  const ids = [...new Set(cells.flatMap(({ k0, k1, k2 }) => [k0, k1, k2]))].filter((id) => id > 0);
  const rows = ids.length
    ? await tx<{ id: number; value: string; label: string | null }[]>`
      select id, value, label from dimension_value where id = any(${ids}::integer[])`
    : [];
  const names = new Map(rows.map((row) => [row.id, row]));
  const tier = dimensionById("tier");
  return ({ k0, k1, k2, k3, ...measures }) => ({
    ...measures,
    feature: names.get(k0)?.value ?? null,
    label: names.get(k0)?.label ?? null,
    folded: k0 === REST,
    provider: names.get(k1)?.value ?? null,
    model: names.get(k2)?.value ?? null,
    tier: tier?.decode(k3) ?? null,
  });
}
