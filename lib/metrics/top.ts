import type { Metric } from "./define";
import { type DimensionKey, isGrainKey, type Key, REST, topSql } from "./scope";

/**
 * Common table expressions that name the `count` largest values of a dimension by a metric: `largest` (id), and `further` ("any": whether there are
 * more). `totals`: the metric's relation with the dimension as `k0`.
 */
export function topCtes(totals: string, { metric, key, count }: { metric: Metric; key: DimensionKey; count: number }): string[] {
  const named = key.dimension.stored === "value";
  // As the answer itself is ordered.
  const order = `m desc nulls last, ${named ? 'd.value collate "C" nulls last, ' : ""}id`;
  return [
    `ranked as materialized (
    select id, row_number() over (order by ${order}) as place
    from (select k0 as id, (${metric.sql})::numeric as m from (${totals}) t where rows <> 0) v ${named ? "left join dimension_value d using (id)" : ""}
    order by ${order} limit ${Math.trunc(count) + 1}
  )`,
    `largest as materialized (select id from ranked where place <= ${Math.trunc(count)})`,
    `further as materialized (select exists (select from ranked where place > ${Math.trunc(count)}) as "any")`,
  ];
}

/** Sums of the relation `cells`, which holds each value apart, over the one key at `index`. */
export function totalsOf(index: number, measures: readonly string[]): string {
  return `select k${index} as k0, ${measures.map((name) => `sum(${name}) as ${name}`).join(", ")} from cells group by 1`;
}

/** The same cells by all keys, with the values that are not among the largest as REST. */
export function foldedCells(keys: readonly Key[], measures: readonly string[]): string {
  const columns = keys.map((key, i) => `${isGrainKey(key) || !key.top ? `k${i}` : topSql(`k${i}`)} as k${i}`);
  const sums = measures.map((name) => `sum(${name}) as ${name}`);
  return `select ${[...columns, ...sums].join(", ")} from cells group by ${keys.map((_, i) => i + 1).join(", ")}`;
}

/** The values of an answer with `top`: the largest, and the rest where there is any. */
export const TOP_VALUES = `select id from largest union all select ${REST} from further where "any"`;

/** Keys without a fold. */
export const unfolded = (keys: readonly Key[]): Key[] => keys.map((key) => (isGrainKey(key) ? key : { ...key, top: false }));
