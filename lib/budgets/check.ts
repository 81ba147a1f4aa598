import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { isSum, type Metric, metricById } from "../metrics";
import type { Budget } from "./budget";
import { checkUsers } from "./row";

/** The budget's metric. Throws `invalid` where there is none of that id. */
export function metricOf({ metric }: Pick<Budget, "metric">): Metric {
  const known = metricById(metric);
  if (!known) throw new AppError("invalid", `There is no metric "${metric}". The list is at /api/v1/metrics.`);
  return known;
}

/** What goes together. Throws `invalid`. */
export function checkRules(budget: Pick<Budget, "metric" | "fallbackPrice" | "forecastThresholds">): void {
  const { label } = metricOf(budget);
  if (budget.fallbackPrice != null && budget.metric !== "cost")
    throw new AppError("invalid", `A fallback price is for budgets of cost; ${label} has no use for one.`);
  if (budget.forecastThresholds.length > 0 && !isSum(metricOf(budget)))
    throw new AppError(
      "invalid",
      `${label} does not add up over days, so there is no forecast to hold against. Leave forecastThresholds empty.`,
    );
}

/** Throws `invalid` where a recipient doesn't exist. */
export async function checkRecipients(tx: Tx, { users, channels }: Pick<Budget["recipients"], "users" | "channels">): Promise<void> {
  await checkUsers(tx, users);
  if (channels.length === 0) return;
  const known = await tx<{ id: string }[]>`select id from channel where id = any(${channels}::uuid[]) and ended_at is null`;
  const unknown = channels.filter((id) => !known.some((row) => row.id === id));
  if (unknown.length > 0) throw new AppError("invalid", `There is no channel with the id ${unknown.join(", ")}.`);
}

/** Throws `invalid` for a parent that can't be one. Budgets are put within each other one at a time, so that no two changes make a circle. */
export async function checkParent(tx: Sql | Tx, budget: Pick<Budget, "metric" | "period" | "parent"> & { id?: string }): Promise<void> {
  const { parent, metric, period, id = null } = budget;
  if (parent == null) return;
  await tx`select pg_advisory_xact_lock(hashtext('budget.parent'))`;
  const above = await tx<{ id: string; name: string; metric: string; period: string; archived: boolean }[]>`
    with recursive above as (
      select b.*, 1 as height from budget b where b.id = ${parent}
      union all
      select b.*, a.height + 1 from budget b join above a on b.id = a.parent where a.height < 100
    )
    select id, name, metric, period, archived_at is not null as archived from above order by height`;
  const [direct] = above;
  if (!direct) throw new AppError("invalid", "The budget above (parent) does not exist.");
  if (direct.archived) throw new AppError("invalid", `The budget “${direct.name}” is archived, so no other can be a part of it.`);
  if (direct.metric !== metric || direct.period !== period)
    throw new AppError(
      "invalid",
      `A budget is part of one with the same metric and period; “${direct.name}” is of ${direct.metric} by the ${direct.period}.`,
    );
  if (above.some((entry) => entry.id === id))
    throw new AppError("invalid", `“${direct.name}” is itself part of this budget, so it can't be above it.`);
}
