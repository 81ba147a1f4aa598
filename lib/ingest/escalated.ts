import type { Tx } from "../../db/client";
import { attemptsOfRequests } from "./judged-rows";
import { settle } from "./settle-traces";

/** Settles the traces of the calls that these subjects name: an escalated call is joined with what followed, or no longer is. */
export async function settleEscalated(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  const rows = await attemptsOfRequests(tx, subjects);
  await settle(tx, [...new Set(rows.flatMap((row) => row.trace ?? []))]);
}
