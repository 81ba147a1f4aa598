import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { readZone } from "../settings";
import { periodAt } from "../time";
import type { Budget, NewBudget } from "./budget";
import { checkParent, checkRecipients, checkRules } from "./check";
import { detailOf } from "./detail";
import { budgetColumns, toBudget } from "./row";
import { readSpend } from "./spend";

/**
 * Sets a budget that counts from the period that runs now. Throws `invalid` for a metric or scope that can't be asked, recipients that don't exist and a
 * parent of another metric or period.
 */
export async function createBudget(sql: Sql, { budget, by, now }: { budget: NewBudget; by: string; now: Date }): Promise<Budget> {
  checkRules(budget);
  const { fromDay, toDay } = periodAt(budget.period, now.getTime(), await readZone(sql));
  // Asks once what each evaluation will ask, so that a scope that can't be answered is refused now.
  await readSpend(sql, budget, { from: fromDay, to: toDay }, now.getTime());
  return sql.begin(async (tx) => {
    await checkRecipients(tx, budget.recipients);
    await checkParent(tx, budget);
    const [row] = await tx`
      insert into budget (name, metric, scope, period, amount, thresholds, forecast_thresholds, parent, fallback_price, recipients, created_by, created_at)
      values (${budget.name}, ${budget.metric}, ${tx.json(budget.scope)}, ${budget.period}, ${budget.amount}, ${budget.thresholds}::numeric[],
        ${budget.forecastThresholds}::numeric[], ${budget.parent}, ${budget.fallbackPrice}, ${tx.json(budget.recipients)}, ${by}, ${now})
      returning ${budgetColumns(tx)}`;
    const made = toBudget(row);
    await recordAudit(tx, { actor: by, action: "budget.create", subject: made.name, detail: detailOf(made) });
    return made;
  });
}
