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
  const stored: StoredFilter[] = [];
  for (const { dimension: id, values } of filters) {
    const dimension = dimensionById(id);
    if (!dimension) throw new AppError("internal", `Unknown dimension ${id}.`);
    const named = values.filter((value) => value != null);
    const unknown = values.includes(null) ? [UNKNOWN] : [];
    if (dimension.stored === "code") {
      const all = dimension.values ?? [];
      const wrong = named.find((value) => !all.includes(value));
      if (wrong != null) throw new AppError("invalid", `${id} has no value "${wrong}". Values: ${all.join(", ")}.`);
      // Codes of a list without an unknown start at 0, so null matches nothing there.
      const offset = dimension.decode(0) == null ? 1 : 0;
      stored.push({
        column: dimension.column,
        ids: [...named.map((value) => all.indexOf(value) + offset), ...(offset === 1 ? unknown : [])],
      });
    } else if (dimension.stored === "source") {
      stored.push({ column: dimension.column, ids: sources.filter((source) => named.includes(source.id)).map((source) => source.num) });
    } else {
      const rows =
        named.length === 0
          ? []
          : await tx<{ id: number }[]>`select id from dimension_value where dimension = ${id} and value = any(${named}::text[])`;
      stored.push({ column: dimension.column, ids: [...rows.map((row) => row.id), ...unknown] });
    }
  }
  return stored;
}
