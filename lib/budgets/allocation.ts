import type { Sql } from "../../db/client";
import { compare, subtract } from "../money";
import type { Budget, StandingBudget } from "./budget";

/** What the budgets directly below each one add up to, and by how much that is more than it has. Archived ones don't count. */
export async function readAllocations(sql: Sql, budgets: readonly Budget[]): Promise<Map<string, StandingBudget["allocation"]>> {
  const rows = await sql<{ parent: string; children: number; amount: string }[]>`
    select parent, count(*)::integer as children, trim_scale(sum(amount))::text as amount
    from budget
    where parent = any(${budgets.map(({ id }) => id)}::uuid[]) and archived_at is null
    group by parent`;
  return new Map(
    rows.map(({ parent, children, amount }) => {
      const has = budgets.find(({ id }) => id === parent)?.amount ?? "0";
      return [parent, { children, amount, over: compare(amount, has) > 0 ? subtract(amount, has) : "0" }];
    }),
  );
}
