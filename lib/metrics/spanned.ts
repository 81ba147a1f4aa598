import type { AskedColumn } from "../../db/schema/rollup-tables";
import { GPU_FAMILY, type SampleFamily } from "../../db/schema/sample-tables";
import { touchedDays } from "../time";
import { machineRows } from "./machine-rows";
import type { Params } from "./params";
import { filterSql, isGrainKey, type Key, type Scope, type StoredFilter } from "./scope";

/** Columns that spans add to the names of a family. The model of a server's row is the name that calls have. */
const SPANNED: Record<SampleFamily["name"], readonly AskedColumn[]> = {
  gpu: ["pool", "model", "team", "feature"],
  serving: ["model", "team", "feature"],
};

export const isSpanned = (family: SampleFamily, column: AskedColumn): boolean => SPANNED[family.name].includes(column);

/** The columns of spans that a question names. */
export function spannedColumns(family: SampleFamily, scope: Scope, keys: readonly Key[]): AskedColumn[] {
  const asked = [...keys.flatMap((key) => (isGrainKey(key) ? [] : [key.dimension.column])), ...scope.filters.map(({ column }) => column)];
  return SPANNED[family.name].filter((column) => asked.includes(column));
}

/** Filters that rows as measured answer, and those that need their spans. */
export function splitFilters(
  family: SampleFamily,
  filters: readonly StoredFilter[],
): { measured: StoredFilter[]; spanned: StoredFilter[] } {
  return {
    measured: filters.filter(({ column }) => !isSpanned(family, column)),
    spanned: filters.filter(({ column }) => isSpanned(family, column)),
  };
}

const sameNames = (family: SampleFamily, alias: string): string =>
  family.names.map((name) => `s.${family === GPU_FAMILY || name !== "model" ? name : "served"} = ${alias}.${name}`).join(" and ");

/** SQL condition that joins span `s` to a row with the family's names and `day`. */
export const spanOn = (family: SampleFamily, alias: string): string =>
  `${sameNames(family, alias)} and s.from_day <= ${alias}.day and s.to_day > ${alias}.day`;

/**
 * SQL of the spans that touch a range, as a relation of their own (`offset 0`), so that they are hashed: a row has one of them, and the planner, which takes
 * a range of days to be rare, would look them up for each of 30,000 rows.
 */
export function spansWithin(family: SampleFamily, { range, zone }: Scope, params: Params): string {
  const { from, to } = touchedDays(range, zone);
  return `select * from ${family.name}_span where from_day < ${params.day(to)} and to_day > ${params.day(from)} offset 0`;
}

/** The same as `machineRows`, with what spans say where the question names it, filtered by it. */
export function spannedRows(
  family: SampleFamily,
  measures: readonly string[],
  scope: Scope,
  keys: readonly Key[],
  byHour: boolean,
  params: Params,
): string {
  const added = spannedColumns(family, scope, keys);
  const { measured, spanned } = splitFilters(family, scope.filters);
  const rows = machineRows(family, measures, { ...scope, filters: measured }, byHour, params);
  if (added.length === 0) return rows;
  const kept = ["day", "hour", "subject", ...family.names.filter((name) => !added.some((column) => column === name)), ...measures];
  return `select * from (
      select ${kept.map((name) => `r.${name}`).join(", ")}, ${added.map((name) => `coalesce(s.${name}, 0) as ${name}`).join(", ")}
      from (${rows}) r left join (${spansWithin(family, scope, params)}) s on ${spanOn(family, "r")}
    ) t where ${filterSql(spanned, "t", params)}`;
}

/** SQL of filters by what spans say, over span `s`, which a row may lack. */
export const filterSpanSql = (filters: readonly StoredFilter[], params: Params): string =>
  filters.map(({ column, ids }) => `coalesce(s.${column}, 0) = any(${params.integers(ids)})`).join(" and ") || "true";

/** GPUs as `machineRows` gives them, each with its `pool` and its rate (`usd`, null where none is known), filtered by names and by what spans say. */
export function ratedRows(measures: readonly string[], scope: Scope, params: Params): string {
  const { measured, spanned } = splitFilters(GPU_FAMILY, scope.filters);
  const rows = machineRows(GPU_FAMILY, measures, { ...scope, filters: measured }, false, params);
  return `select * from (
      select r.*, s.usd_per_hour as usd, ${SPANNED.gpu.map((name) => `coalesce(s.${name}, 0) as ${name}`).join(", ")}
      from (${rows}) r
        left join (${spansWithin(GPU_FAMILY, scope, params)}) s on ${spanOn(GPU_FAMILY, "r")}
    ) t where ${filterSql(spanned, "t", params)}`;
}
