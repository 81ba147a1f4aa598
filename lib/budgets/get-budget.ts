import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { StandingBudget } from "./budget";
import { budgetColumns, toBudget } from "./row";
import { standings } from "./standing";

/** One budget, archived or not, and how it stands now. Throws `not_found`. */
export async function getBudget(sql: Sql, { id, now }: { id: string; now: Date }): Promise<StandingBudget> {
  const [row] = await sql`select ${budgetColumns(sql)} from budget where id = ${id}`;
  const [budget] = row ? await standings(sql, [toBudget(row)], now) : [];
  if (!budget) throw new AppError("not_found", "There is no such budget.");
  return budget;
}
