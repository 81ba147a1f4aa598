import type { Sql } from "../../db/client";
import { createBudget, newBudgetSchema, readSpend } from "../budgets";
import { compare, multiply, round } from "../money";
import { readZone } from "../settings";
import { periodAt } from "../time";
import { OWNERS } from "./company";

const NAME = "Support chat";

/** A monthly budget that support chat has just overrun: nine tenths of what it spent this month. None in the first hours of a month, which have no spend. */
export async function addDemoBudget(sql: Sql, now: Date): Promise<void> {
  const known = await sql`select 1 from budget where name = ${NAME}`;
  if (known.length > 0) return;
  const scope = [{ dimension: "feature" as const, values: [OWNERS.supportChat.feature] }];
  const { fromDay, toDay } = periodAt("month", now.getTime(), await readZone(sql));
  const { spent } = await readSpend(sql, { metric: "cost", scope, fallbackPrice: null }, { from: fromDay, to: toDay }, now.getTime());
  const amount = spent === null ? "0" : round(multiply(spent, "0.9"), compare(spent, "100") > 0 ? 0 : 2);
  if (compare(amount, "0") <= 0) return;
  await createBudget(sql, { budget: newBudgetSchema.parse({ name: NAME, scope, amount }), by: "engineer@demo.permille.dev", now });
}
