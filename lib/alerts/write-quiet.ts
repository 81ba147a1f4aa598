import type { Sql, Tx } from "../../db/client";
import type { Evaluation } from "./evaluation";
import { type PeriodRow, periodRow } from "./period-row";

const BATCH = 500;

/** Writes how budgets stand that have nothing to tell, many at once. One that changed since it was read, or was read later by another evaluation, keeps what it has. */
export async function writeQuiet(sql: Sql, evaluations: readonly Evaluation[], now: Date): Promise<void> {
  for (let i = 0; i < evaluations.length; i += BATCH) {
    const batch = evaluations.slice(i, i + BATCH);
    const revisions = new Map(batch.map(({ budget, revision }) => [budget.id, revision]));
    await sql.begin(async (tx) => {
      // Budgets first and in one order, as every evaluation does.
      const locked = await tx<{ id: string; revision: number }[]>`
        select id, revision from budget where id = any(${[...revisions.keys()]}::uuid[]) and archived_at is null order by id for update`;
      const current = new Set(locked.flatMap(({ id, revision }) => (revisions.get(id) === revision ? [id] : [])));
      const rows = batch.filter(({ budget }) => current.has(budget.id)).map((evaluation) => periodRow(evaluation, now));
      await writePeriods(tx, rows);
    });
  }
}

/** What a row leaves open of the forecast stays as it was. A row that says nothing new is left alone. */
export async function writePeriods(tx: Tx, rows: readonly PeriodRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into budget_period ${tx(rows as PeriodRow[])}
    on conflict (budget_id, period_start) do update set
      period_end = excluded.period_end, state = excluded.state, amount = excluded.amount, spent = excluded.spent,
      priced_share = excluded.priced_share, data_through = excluded.data_through,
      forecast = coalesce(excluded.forecast, budget_period.forecast), forecast_low = coalesce(excluded.forecast_low, budget_period.forecast_low),
      forecast_high = coalesce(excluded.forecast_high, budget_period.forecast_high),
      forecast_through = coalesce(excluded.forecast_through, budget_period.forecast_through), evaluated_at = excluded.evaluated_at
    where budget_period.evaluated_at <= excluded.evaluated_at
      and (budget_period.period_end, budget_period.state, budget_period.amount, budget_period.spent, budget_period.priced_share, budget_period.data_through, budget_period.forecast_through)
        is distinct from (excluded.period_end, excluded.state, excluded.amount, excluded.spent, excluded.priced_share, excluded.data_through,
          coalesce(excluded.forecast_through, budget_period.forecast_through))`;
}
