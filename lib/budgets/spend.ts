import type { Sql } from "../../db/client";
import { runQuery } from "../metrics";
import type { Day } from "../time";
import type { Budget, BudgetScope } from "./budget";
import type { Reading } from "./level";

/** The metric of a budget over dates [from, to), as every screen and export computes it. `now` is epoch ms. */
export async function readSpend(
  sql: Sql,
  { metric, scope }: { metric: Budget["metric"]; scope: BudgetScope },
  { from, to }: { from: Day; to: Day },
  now: number,
): Promise<Reading> {
  const { data, meta } = await runQuery(sql, { metric, where: scope, from, to }, { now });
  return {
    spent: data[0]?.[metric] ?? null,
    pricedShare: meta.pricedShare,
    dataThrough: meta.dataThrough == null ? null : Date.parse(meta.dataThrough),
  };
}
