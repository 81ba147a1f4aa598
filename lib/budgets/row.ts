import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { type Budget, budgetSchema } from "./budget";

export const budgetColumns = (sql: Sql | Tx) => sql`
  id, name, metric, scope, period, trim_scale(amount)::text as amount,
  array(select trim_scale(t)::text from unnest(thresholds) t order by t) as thresholds,
  array(select trim_scale(t)::text from unnest(forecast_thresholds) t order by t) as forecast_thresholds,
  parent, trim_scale(fallback_price)::text as fallback_price, recipients, created_by, created_at, archived_at, muted_until`;

const rowSchema = budgetSchema
  .omit({ forecastThresholds: true, fallbackPrice: true, mutedUntil: true, createdBy: true, createdAt: true, archivedAt: true })
  .extend({
    forecast_thresholds: z.array(z.string()),
    fallback_price: z.string().nullable(),
    muted_until: z.date().nullable(),
    created_by: z.string(),
    created_at: z.date(),
    archived_at: z.date().nullable(),
  });

export function toBudget(raw: unknown): Budget {
  const { created_by, created_at, archived_at, forecast_thresholds, fallback_price, muted_until, ...budget } = rowSchema.parse(raw);
  return {
    ...budget,
    forecastThresholds: forecast_thresholds,
    fallbackPrice: fallback_price,
    mutedUntil: muted_until?.toISOString() ?? null,
    createdBy: created_by,
    createdAt: created_at.toISOString(),
    archivedAt: archived_at?.toISOString() ?? null,
  };
}

/** The budget, locked until the transaction ends. Throws `not_found`, and `conflict` for an archived one. */
export async function lockBudget(tx: Tx, id: string): Promise<Budget> {
  const [row] = await tx`select ${budgetColumns(tx)} from budget where id = ${id} for update`;
  if (!row) throw new AppError("not_found", "There is no such budget.");
  const budget = toBudget(row);
  if (budget.archivedAt) throw new AppError("conflict", `The budget “${budget.name}” is archived.`);
  return budget;
}

/** Throws `invalid` where an id is nobody's. */
export async function checkUsers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await tx<{ id: string }[]>`select id from app_user where id = any(${[...ids]}::uuid[]) and disabled_at is null`;
  const unknown = ids.filter((id) => !known.some((row) => row.id === id));
  if (unknown.length > 0) throw new AppError("invalid", `Nobody with an active account has the id ${unknown.join(", ")}.`);
}
