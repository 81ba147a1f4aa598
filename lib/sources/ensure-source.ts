import type { Sql, Tx } from "../../db/client";
import type { Collector } from "../collectors";
import { AppError } from "../errors";
import { findSource } from "./find-source";
import { type Source, sourceId } from "./source";

/**
 * The source with this id, made for the collector's kind when it does not exist. Throws `invalid` for an impossible id, `conflict` when the id
 * belongs to another kind.
 */
export async function ensureSource(sql: Sql | Tx, collector: Collector, id: string, label?: string): Promise<Source> {
  const valid = sourceId.safeParse(id);
  if (!valid.success) throw new AppError("invalid", `"${id}" can't be a source id. ${valid.error.issues[0]?.message ?? ""}`);
  await sql`
    insert into source (id, kind, label, role)
    values (${id}, ${collector.kind}, ${label ?? (id === collector.kind ? collector.label : id)}, ${collector.role})
    on conflict (id) do nothing`;
  const source = await findSource(sql, id);
  if (!source) throw new AppError("internal", `Source ${id} vanished while it was made.`);
  if (source.kind !== collector.kind) {
    throw new AppError(
      "conflict",
      `Source "${id}" is a ${source.kind} source, but this is ${collector.label} data. Name another source with --source.`,
    );
  }
  return source;
}
