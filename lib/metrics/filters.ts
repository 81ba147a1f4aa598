import type { Tx } from "../../db/client";
import { AppError } from "../errors";
import type { SourceCoverage } from "./coverage";
import { dimensionById } from "./dimensions";
import type { Filter } from "./query";
import type { StoredFilter } from "./scope";

const UNKNOWN = 0;

/** Turns values into stored ids. A value that no fact has matches nothing; one that a closed list lacks throws `invalid`. */
export async function storeFilters(
  tx: Tx,
  filters: readonly Filter[],
  sources: readonly Pick<SourceCoverage, "num" | "id">[],
): Promise<StoredFilter[]> {
  const ids = await readIds(tx, filters);
  return filters.map(({ dimension: id, values }): StoredFilter => {
    const dimension = dimensionById(id);
    if (!dimension) throw new AppError("internal", `Unknown dimension ${id}.`);
    const { column } = dimension;
    const named = values.filter((value) => value != null);
    const unknown = values.includes(null) ? [UNKNOWN] : [];
    if (dimension.stored === "value") return { column, ids: [...(ids.get(id) ?? []), ...unknown] };
    if (dimension.stored === "source")
      return { column, ids: sources.filter((source) => named.includes(source.id)).map((source) => source.num) };
    const all = dimension.values ?? [];
    const wrong = named.find((value) => !all.includes(value));
    if (wrong != null) throw new AppError("invalid", `${id} has no value "${wrong}". Values: ${all.join(", ")}.`);
    // Codes of a list without an unknown start at 0, so null matches nothing there.
    const offset = dimension.decode(0) == null ? 1 : 0;
    return { column, ids: [...named.map((value) => all.indexOf(value) + offset), ...(offset === 1 ? unknown : [])] };
  });
}

/** Ids of the values that are stored as such, by dimension. */
async function readIds(tx: Tx, filters: readonly Filter[]): Promise<Map<string, number[]>> {
  const pairs = filters.flatMap(({ dimension, values }) =>
    dimensionById(dimension)?.stored === "value" ? values.flatMap((value) => (value == null ? [] : [{ dimension, value }])) : [],
  );
  const ids = new Map<string, number[]>();
  if (pairs.length === 0) return ids;
  const rows = await tx<{ dimension: string; id: number }[]>`
    select d.dimension, d.id
    from unnest(${pairs.map((pair) => pair.dimension)}::text[], ${pairs.map((pair) => pair.value)}::text[]) as asked(dimension, value)
    join dimension_value d using (dimension, value)`;
  for (const { dimension, id } of rows) ids.set(dimension, [...(ids.get(dimension) ?? []), id]);
  return ids;
}
