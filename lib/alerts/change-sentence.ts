import type { Sql } from "../../db/client";
import type { WatchedScope } from "../metrics/scope-schema";
import { changeSentence } from "../why";

interface Span {
  from: string;
  to: string;
}

/** Metrics whose change is a change of cost. */
const OF_COST: readonly string[] = ["cost", "cost_per_1k_requests", "cost_per_session", "error_cost"];

/** Why cost changed between two spans, in a sentence; null for other metrics and where it can't be told: a sentence holds up no mail. */
export async function tellChange(
  sql: Sql,
  { metric, scope, after, before }: { metric: string; scope: WatchedScope; after: Span; before: Span },
  at: { now: number },
): Promise<string | null> {
  if (!OF_COST.includes(metric)) return null;
  return changeSentence(sql, { where: scope, after, before }, at).catch(() => null);
}
