import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Budget, BudgetChange } from "./budget";
import { budgetColumns, checkUsers, lockBudget, toBudget } from "./row";

/**
 * Changes name, amount, thresholds or recipients. A threshold that told already tells again only where the new amount puts its line above what is spent.
 * Throws `not_found`, `conflict` for an archived one and `invalid` for recipients that don't exist.
 */
export async function updateBudget(sql: Sql, { id, change, by }: { id: string; change: BudgetChange; by: string }): Promise<Budget> {
  return sql.begin(async (tx) => {
    const before = await lockBudget(tx, id);
    const after = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    const detail = differences(before, after);
    if (Object.keys(detail).length === 0) return before;
    await checkUsers(tx, change.recipients?.users ?? []);
    const [row] = await tx`
      update budget
      set name = ${after.name}, amount = ${after.amount}, thresholds = ${after.thresholds}::numeric[], recipients = ${tx.json(after.recipients)},
        revision = revision + 1
      where id = ${id}
      returning ${budgetColumns(tx)}`;
    await recordAudit(tx, { actor: by, action: "budget.update", subject: before.name, detail });
    return toBudget(row);
  });
}

/** "5000 → 6000" by field, for what differs. */
function differences(before: Budget, after: Budget): Record<string, string> {
  const shown = ({ name, amount, thresholds, recipients: { roles, users } }: Budget) => ({
    name,
    amount,
    thresholds: thresholds.join(", "),
    roles: roles.join(", "),
    users: users.join(", "),
  });
  const [old, now] = [shown(before), shown(after)];
  const fields = Object.keys(old) as (keyof typeof old)[];
  return Object.fromEntries(fields.filter((field) => old[field] !== now[field]).map((field) => [field, `${old[field]} → ${now[field]}`]));
}
