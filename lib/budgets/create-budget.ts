import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { readZone } from "../settings";
import { periodAt } from "../time";
import type { Budget, NewBudget } from "./budget";
import { budgetColumns, checkUsers, toBudget } from "./row";
import { readSpend } from "./spend";

/** Sets a budget that counts from the period that runs now. Throws `invalid` for a scope that can't be asked or recipients that don't exist. */
export async function createBudget(sql: Sql, { budget, by, now }: { budget: NewBudget; by: string; now: Date }): Promise<Budget> {
  const { fromDay, toDay } = periodAt(budget.period, now.getTime(), await readZone(sql));
  // Asks once what each evaluation will ask, so that a scope that can't be answered is refused now.
  await readSpend(sql, budget, { from: fromDay, to: toDay }, now.getTime());
  return sql.begin(async (tx) => {
    await checkUsers(tx, budget.recipients.users);
    const [row] = await tx`
      insert into budget (name, metric, scope, period, amount, thresholds, recipients, created_by, created_at)
      values (${budget.name}, ${budget.metric}, ${tx.json(budget.scope)}, ${budget.period}, ${budget.amount}, ${budget.thresholds}::numeric[],
        ${tx.json(budget.recipients)}, ${by}, ${now})
      returning ${budgetColumns(tx)}`;
    const { name, amount, period, thresholds, scope } = budget;
    const detail = {
      amount,
      period,
      thresholds: thresholds.join(", "),
      scope: JSON.stringify(scope),
      recipients: JSON.stringify(budget.recipients),
    };
    await recordAudit(tx, { actor: by, action: "budget.create", subject: name, detail });
    return toBudget(row);
  });
}
