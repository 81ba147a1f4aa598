import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Budget } from "./budget";
import { budgetColumns, lockBudget, toBudget } from "./row";

/** Ends a budget; what it told stays on record, and mails that wait are still sent. Throws `not_found` and `conflict` where it is archived already. */
export async function archiveBudget(sql: Sql, { id, by, now }: { id: string; by: string; now: Date }): Promise<Budget> {
  return sql.begin(async (tx) => {
    const { name } = await lockBudget(tx, id);
    const [row] = await tx`update budget set archived_at = ${now}, revision = revision + 1 where id = ${id} returning ${budgetColumns(tx)}`;
    await recordAudit(tx, { actor: by, action: "budget.archive", subject: name });
    return toBudget(row);
  });
}
