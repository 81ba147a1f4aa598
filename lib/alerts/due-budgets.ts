import { z } from "zod";
import type { Sql } from "../../db/client";
import { type Budget, budgetColumns, metricOf, toBudget } from "../budgets";
import { type BudgetPeriod, periodsToEvaluate } from "./periods";

export interface DueBudget {
  budget: Budget;
  /** As it was when the budget was read. */
  revision: number;
  periods: BudgetPeriod[];
  /** Epoch ms of the earliest fact that came since its last evaluation. */
  touchedFrom: number | null;
}

const rowSchema = z.object({ id: z.string(), name: z.string(), revision: z.number(), evaluated_at: z.date().nullable() });

/** What came is noted before its transaction ends. */
const COMMIT_MARGIN_MS = 3_600_000;

/** Every budget that is not archived, with the periods to look at; those that no longer can be asked stand apart. */
export async function readDueBudgets(
  sql: Sql,
  { now, zone }: { now: Date; zone: string },
): Promise<{ dues: DueBudget[]; failures: { id: string; budget: string; error: unknown }[] }> {
  const rows =
    await sql`select ${budgetColumns(sql)}, revision, evaluated_at from budget where archived_at is null order by created_at, id`;
  const touched = new Map<number, Promise<number | null>>();
  const dues: DueBudget[] = [];
  const failures: { id: string; budget: string; error: unknown }[] = [];
  for (const row of rows) {
    const { id, name, revision, evaluated_at } = rowSchema.parse(row);
    try {
      const budget = toBudget(row);
      metricOf(budget);
      const createdAt = Date.parse(budget.createdAt);
      const since = (evaluated_at?.getTime() ?? createdAt) - COMMIT_MARGIN_MS;
      const known = touched.get(since) ?? touchedSince(sql, since);
      touched.set(since, known);
      const touchedFrom = await known;
      dues.push({
        budget,
        revision,
        touchedFrom,
        periods: periodsToEvaluate(budget.period, { createdAt, touchedFrom, now: now.getTime(), zone }),
      });
    } catch (error) {
      failures.push({ id, budget: name, error });
    }
  }
  return { dues, failures };
}

/** The earliest fact that came, was priced anew or settled since; epoch ms. */
async function touchedSince(sql: Sql, since: number): Promise<number | null> {
  const at = new Date(since);
  const [touched] = await sql<{ at: Date | null }[]>`
    select min(at) as at
    from (
      select from_at as at from ingest_run where updated_at >= ${at}
      union all
      select case when r.entry is not null then p.valid_from
          when r.setting is not null then coalesce(s.from_day, (select min(day) from rollup_day_core))::timestamp at time zone 'UTC' end
        from repricing r left join price_entry p on p.id = r.entry left join routing_setting s on s.id = r.setting where r.updated_at >= ${at}
      union all
      select from_day::timestamp at time zone 'UTC' from coverage where created_at >= ${at}
    ) touched`;
  return touched?.at?.getTime() ?? null;
}

export async function markEvaluated(sql: Sql, budgets: readonly string[], now: Date): Promise<void> {
  await sql`
    with locked as (select id from budget where id = any(${[...budgets]}::uuid[]) order by id for update)
    update budget set evaluated_at = greatest(evaluated_at, ${now}) from locked where budget.id = locked.id`;
}
