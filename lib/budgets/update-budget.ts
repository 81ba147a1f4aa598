import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Budget, BudgetChange } from "./budget";
import { checkParent, checkRecipients, checkRules } from "./check";
import { differences } from "./detail";
import { budgetColumns, lockBudget, toBudget } from "./row";

/**
 * Changes anything but metric, scope and period. A threshold that told already tells again only where the new amount puts its line above what is spent.
 * Throws `not_found`, `conflict` for an archived one and `invalid` for recipients that don't exist or a parent that can't be one.
 */
export async function updateBudget(sql: Sql, { id, change, by }: { id: string; change: BudgetChange; by: string }): Promise<Budget> {
  return sql.begin(async (tx) => {
    // The one above first: two changes at once wait for each other in the same order.
    if (change.parent != null) await tx`select pg_advisory_xact_lock(hashtext('budget.parent'))`;
    const before = await lockBudget(tx, id);
    const changed = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    const after = { ...changed, mutedUntil: changed.mutedUntil && new Date(changed.mutedUntil).toISOString() };
    const detail = differences(before, after);
    if (Object.keys(detail).length === 0) return before;
    checkRules(after);
    if (change.recipients) await checkRecipients(tx, change.recipients);
    if (change.parent !== undefined) await checkParent(tx, after);
    const [row] = await tx`
      update budget
      set name = ${after.name}, amount = ${after.amount}, thresholds = ${after.thresholds}::numeric[],
        forecast_thresholds = ${after.forecastThresholds}::numeric[], parent = ${after.parent}, fallback_price = ${after.fallbackPrice},
        recipients = ${tx.json(after.recipients)}, muted_until = ${after.mutedUntil}, revision = revision + 1
      where id = ${id}
      returning ${budgetColumns(tx)}`;
    await recordAudit(tx, { actor: by, action: "budget.update", subject: before.name, detail });
    return toBudget(row);
  });
}
