import type { Sql } from "../../db/client";
import type { StandingBudget } from "./budget";
import { budgetColumns, toBudget } from "./row";
import { standings } from "./standing";

/** Budgets that are not archived and how they stand now, the fullest first, unknown last. */
export async function listBudgets(sql: Sql, { now }: { now: Date }): Promise<StandingBudget[]> {
  const rows = await sql`select ${budgetColumns(sql)} from budget where archived_at is null order by name, id`;
  const budgets = await standings(sql, rows.map(toBudget), now);
  const fullness = ({ current: { share } }: StandingBudget) => (share == null ? -1 : Number(share));
  return budgets.sort((a, b) => fullness(b) - fullness(a));
}
