import type { AskedColumn } from "../../db/schema/rollup-tables";
import { dayOf, firstDay, type Grain, type Range, startOfHour } from "../time";
import type { Dimension } from "./dimensions";
import type { Params } from "./params";

/** A filter with its values as stored ids; none means that nothing can match. */
export interface StoredFilter {
  column: AskedColumn;
  ids: readonly number[];
}

/** What a question is about, without its metrics. */
export interface Scope {
  range: Range;
  zone: string;
  filters: readonly StoredFilter[];
}

/** Stands for every value that is not among the largest. Real ids are never negative. */
export const REST = -1;

/** A dimension as a column of the answer; with `top`, values that the relation `largest` lacks become REST. */
export interface DimensionKey {
  dimension: Dimension;
  top: boolean;
}
/** A column of the answer. */
export type Key = { grain: Grain } | DimensionKey;

export const isGrainKey = (key: Key): key is { grain: Grain } => "grain" in key;

/** SQL of a filter over relation `alias`. `has`: columns of the relation; a column that it lacks is unknown (0) in each of its rows. */
export function filterSql(
  filters: readonly StoredFilter[],
  alias: string,
  params: Params,
  has: (column: AskedColumn) => boolean = () => true,
): string {
  const conditions = filters.map(({ column, ids }) =>
    has(column) ? `${alias}.${column} = any(${params.integers(ids)})` : ids.includes(0) ? "true" : "false",
  );
  return conditions.length > 0 ? conditions.join(" and ") : "true";
}

/** SQL of a key over a relation with a column for each dimension and `day` or `hour`. */
export function keySql(key: Key): string {
  if (isGrainKey(key)) {
    if (key.grain === "hour" || key.grain === "day") return key.grain;
    return `date_trunc('${key.grain}', day::timestamp)::date`;
  }
  const { column } = key.dimension;
  return key.top ? topSql(column) : column;
}

/** A value, or REST where it is not among the largest. */
export const topSql = (column: string): string =>
  `case when ${column} = any(array(select id from largest)) then ${column} else ${REST} end`;

/** "k0, k1" of the keys, or "" without any. */
export const keyNames = (keys: readonly Key[]): string => keys.map((_, i) => `k${i}`).join(", ");
/** The same as the head of a longer list: "k0, k1, ". */
export const keyHead = (keys: readonly Key[]): string => keys.map((_, i) => `k${i}, `).join("");
export const groupBy = (keys: readonly Key[]): string => (keys.length > 0 ? `group by ${keyNames(keys)}` : "");

/** How the bucket that holds an instant is written in SQL parameters: its first date, or the instant where the hour starts. */
export function storedBucket(grain: Grain, at: number, zone: string): string {
  return grain === "hour" ? new Date(startOfHour(at, zone)).toISOString() : firstDay(grain, dayOf(at, zone));
}
