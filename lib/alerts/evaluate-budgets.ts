import { z } from "zod";
import type { Sql } from "../../db/client";
import { type Budget, budgetColumns, readSpend, toBudget } from "../budgets";
import { readZone } from "../settings";
import { type BudgetPeriod, periodsToEvaluate } from "./periods";
import { readStory } from "./story";
import { applyThresholds } from "./thresholds";
import { readCrossings, writeEvaluation } from "./write-evaluation";

export interface EvaluationReport {
  budgets: number;
  /** Budget periods read. */
  periods: number;
  /** Events written. */
  events: number;
  /** Budgets that could not be evaluated; the others were. */
  failures: { budget: string; error: unknown }[];
}

interface Due {
  budget: Budget;
  revision: number;
  evaluatedAt: number | null;
}

const rowSchema = z.object({ revision: z.number(), evaluated_at: z.date().nullable() });

/** What came is noted before its transaction ends. */
const COMMIT_MARGIN_MS = 3_600_000;

/**
 * Evaluates every budget over every period that data, a price or a settled overlap came to since its last evaluation. Safe to run any number of times, also at once.
 * `mailHost` is what Message-IDs end in.
 */
export async function evaluateBudgets(sql: Sql, { now, mailHost }: { now: Date; mailHost: string }): Promise<EvaluationReport> {
  const zone = await readZone(sql);
  const rows =
    await sql`select ${budgetColumns(sql)}, revision, evaluated_at from budget where archived_at is null order by created_at, id`;
  const report: EvaluationReport = { budgets: rows.length, periods: 0, events: 0, failures: [] };
  for (const row of rows) {
    const { revision, evaluated_at } = rowSchema.parse(row);
    const due = { budget: toBudget(row), revision, evaluatedAt: evaluated_at?.getTime() ?? null };
    try {
      const periods = await periodsOf(sql, due, { now: now.getTime(), zone });
      for (const period of periods) report.events += await evaluatePeriod(sql, due, period, { now, zone, mailHost });
      report.periods += periods.length;
      await sql`update budget set evaluated_at = greatest(evaluated_at, ${now}) where id = ${due.budget.id}`;
    } catch (error) {
      report.failures.push({ budget: due.budget.name, error });
    }
  }
  return report;
}

async function periodsOf(sql: Sql, { budget, evaluatedAt }: Due, { now, zone }: { now: number; zone: string }): Promise<BudgetPeriod[]> {
  const createdAt = Date.parse(budget.createdAt);
  const since = new Date((evaluatedAt ?? createdAt) - COMMIT_MARGIN_MS);
  const [touched] = await sql<{ at: Date | null }[]>`
    select min(at) as at
    from (
      select from_at as at from ingest_run where updated_at >= ${since}
      union all
      select p.valid_from from repricing r join price_entry p on p.id = r.entry where r.updated_at >= ${since}
      union all
      select from_day::timestamp at time zone 'UTC' from coverage where created_at >= ${since}
    ) touched`;
  return periodsToEvaluate(budget.period, { createdAt, touchedFrom: touched?.at?.getTime() ?? null, now, zone });
}

interface Context {
  now: Date;
  zone: string;
  mailHost: string;
}

/** Reads without a lock, since questions can take seconds, and writes under one. */
async function evaluatePeriod(
  sql: Sql,
  { budget, revision }: Due,
  period: BudgetPeriod,
  { now, zone, mailHost }: Context,
): Promise<number> {
  const at = now.getTime();
  const reading = await readSpend(sql, budget, { from: period.fromDay, to: period.toDay }, at);
  const change = applyThresholds(await readCrossings(sql, budget.id, period), budget, reading.spent);
  const tells = change.crossed.some((crossing) => !crossing.superseded);
  const story = tells ? await readStory(sql, budget, period, { now: at, zone }) : null;
  return writeEvaluation(sql, { budget, revision, period, reading, story, now, zone, mailHost });
}
