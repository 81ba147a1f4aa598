import type { Tx } from "../../db/client";
import { packedIds } from "../../db/packed-id";

/**
 * SQL of the attempts that have one of these ids, to be looked up by its index and by nothing else: whatever else is asked of them (a time, a source), a
 * planner without statistics may find by the summary index instead, and then reads the whole month in every push.
 */
export const attemptsBy = (tx: Tx, column: "trace" | "response_id", ids: readonly string[]) =>
  tx`(select * from attempt where ${tx(column)} = any(${packedIds(ids)}::text[]::bytea[]) offset 0)`;
