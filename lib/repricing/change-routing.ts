import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { type RoutingField, type RoutingInput, retireRouting, setRouting } from "../savings";
import { noteRepricing } from "./start";

/** Fields that stored figures depend on; the others are read when a question is asked. */
const STORED: ReadonlySet<RoutingField> = new Set<RoutingField>(["baseline", "context_tokens", "failure_cost", "alias"]);

/**
 * Sets something about routing and notes that the past must take it, both or neither. Returns the ids of both; `recomputation` is null where no stored
 * figure depends on it. `runRepricing` does the work. Throws `invalid`, saying what to do.
 */
export async function changeRouting(
  sql: Sql,
  input: RoutingInput,
  actor: string,
  now: Date,
): Promise<{ setting: number; recomputation: number | null }> {
  return sql.begin(async (tx) => {
    const setting = await setRouting(tx, input, actor, now);
    return { setting, recomputation: STORED.has(input.field) ? await noteRepricing(tx, { setting, change: "added", actor, now }) : null };
  });
}

/** Takes a setting out of use, for the past too, both or neither. Throws `not_found` where it is not in use. */
export async function withdrawRouting(sql: Sql, setting: number, actor: string, now: Date): Promise<{ recomputation: number | null }> {
  return sql.begin(async (tx) => {
    const field = await retireRouting(tx, setting, actor, now);
    if (field === null)
      throw new AppError("not_found", `There is no routing setting ${setting} in use. Load the list again: somebody may have retired it.`);
    return { recomputation: STORED.has(field) ? await noteRepricing(tx, { setting, change: "retired", actor, now }) : null };
  });
}
