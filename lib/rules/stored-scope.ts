import type { Tx } from "../../db/client";
import { type DimensionId, dimensionById, type Instance, type StoredFilter } from "../metrics";
import type { Rule } from "./rule";

type Scope = Rule["scope"];

/** Turns the values of many scopes into stored ids with one question; filters come in the order of their columns. */
export async function storedScopes(
  tx: Tx,
  scopes: readonly Scope[],
  { sources }: Pick<Instance, "sources">,
): Promise<(scope: Scope) => StoredFilter[]> {
  const pairs = new Map<string, { dimension: DimensionId; value: string }>();
  for (const { dimension, values } of scopes.flat())
    if (dimensionById(dimension)?.stored === "value")
      for (const value of values) if (value != null) pairs.set(`${dimension}\n${value}`, { dimension, value });
  const asked = [...pairs.values()];
  const rows =
    asked.length === 0
      ? []
      : await tx<{ dimension: string; value: string; id: number }[]>`
          select d.dimension, d.value, d.id
          from unnest(${asked.map((pair) => pair.dimension)}::text[], ${asked.map((pair) => pair.value)}::text[]) as asked(dimension, value)
          join dimension_value d using (dimension, value)`;
  const ids = new Map(rows.map(({ dimension, value, id }) => [`${dimension}\n${value}`, id]));

  const idOf = (id: DimensionId, value: string | null): number[] => {
    const dimension = dimensionById(id);
    const some = (found: number | undefined) => (found == null ? [] : [found]);
    if (dimension?.stored === "value") return value == null ? [0] : some(ids.get(`${id}\n${value}`));
    if (dimension?.stored === "source") return some(sources.find((source) => source.id === value)?.num);
    // Codes of a list without an unknown start at 0.
    const offset = dimension?.decode(0) == null ? 1 : 0;
    if (value == null) return offset === 1 ? [0] : [];
    const index = dimension?.values?.indexOf(value) ?? -1;
    return index < 0 ? [] : [index + offset];
  };
  return (scope) =>
    scope
      .flatMap(({ dimension, values }) => {
        const column = dimensionById(dimension)?.column;
        return column ? [{ column, ids: [...new Set(values.flatMap((value) => idOf(dimension, value)))] }] : [];
      })
      .sort((a, b) => (a.column < b.column ? -1 : 1));
}
