import { z } from "zod";
import type { Sql } from "../../db/client";
import { metricById, type QueryResult, runQuery } from "../metrics";
import { divide } from "../money";
import { PERIODS } from "../time";
import { type Asked, previousPeriod, readCommon } from "./read-common";
import type { ReportParts } from "./report-parts";
import type { MonthlyReport } from "./snapshot";

const TEAMS = 10;

/** The month for finance: metered and billed by provider, showback by team, budgets against actual, what is not priced. */
export async function readMonthly(sql: Sql, asked: Asked, parts: ReportParts): Promise<MonthlyReport> {
  const common = await readCommon(sql, asked, parts);
  const bills = await readBilled(sql, asked);
  return {
    kind: "monthly",
    ...common,
    billed: bills.total,
    budgets: await budgetsOf(sql, asked),
    providers: await readProviders(sql, asked, bills.byProvider),
    teams: await readTeams(sql, asked),
  };
}

/** Providers bill by no other dimension than their own: of a narrower scope nothing is known. */
async function readBilled(sql: Sql, asked: Asked): Promise<{ total: MonthlyReport["billed"]; byProvider: QueryResult | null }> {
  const allowed = metricById("billed_cost")?.only?.dimensions ?? [];
  if (asked.scope.some(({ dimension }) => !allowed.includes(dimension))) return { total: { now: null, before: null }, byProvider: null };
  const ask = { metric: "billed_cost", where: asked.scope };
  const { from, to, now } = asked;
  const current = await runQuery(sql, { ...ask, from, to }, { now });
  const before = await runQuery(sql, { ...ask, ...previousPeriod(asked) }, { now });
  return {
    total: { now: current.data[0]?.billed_cost ?? null, before: before.data[0]?.billed_cost ?? null },
    byProvider: await runQuery(sql, { ...ask, by: "provider", from, to }, { now }),
  };
}

async function readProviders(sql: Sql, { scope, from, to, now }: Asked, bills: QueryResult | null): Promise<MonthlyReport["providers"]> {
  const metered = await runQuery(sql, { metric: "cost", by: "provider", where: scope, from, to }, { now });
  const keys = [...new Set([...metered.data, ...(bills?.data ?? [])].map((row) => row.provider ?? null))];
  return keys.map((value) => {
    const cost = metered.data.find((row) => (row.provider ?? null) === value);
    const billed = bills?.data.find((row) => (row.provider ?? null) === value);
    const label = value == null ? null : (metered.meta.labels.provider?.[value] ?? null);
    return { value, label, cost: cost?.cost ?? null, billed: billed?.billed_cost ?? null };
  });
}

/** The largest teams, and all others in one line, so that the table adds up. */
async function readTeams(sql: Sql, asked: Asked): Promise<MonthlyReport["teams"]> {
  const { scope, from, to, now } = asked;
  const ask = { metric: "cost", by: "team", where: scope };
  const current = await runQuery(sql, { ...ask, from, to, top: TEAMS }, { now });
  const past = await runQuery(sql, { ...ask, ...previousPeriod(asked) }, { now });
  const values = current.data.map((row) => {
    const value = row.team ?? null;
    const earlier = past.data.find((other) => (other.team ?? null) === value);
    return {
      value,
      label: value == null ? null : (current.meta.labels.team?.[value] ?? null),
      cost: row.cost ?? null,
      // The month before is covered, so a team without calls there cost nothing.
      before: earlier ? (earlier.cost ?? null) : past.data.length > 0 ? "0" : null,
    };
  });
  const rest = current.meta.other ? current.rest?.[0] : undefined;
  return { values, rest: rest ? { cost: rest.cost ?? null, before: null } : null };
}

const budgetRow = z.object({
  id: z.string(),
  name: z.string(),
  metric: z.string(),
  period: z.enum(PERIODS),
  amount: z.string(),
  spent: z.string().nullable(),
});

/** Budgets of the month as they were last evaluated: what their pages say. */
async function budgetsOf(sql: Sql, { from, to }: Asked): Promise<MonthlyReport["budgets"]> {
  const rows = await sql`
    select b.id, b.name, b.metric, b.period, trim_scale(p.amount)::text as amount, trim_scale(p.spent)::text as spent
    from budget_period p
    join budget b on b.id = p.budget_id
    where p.period_start = ${from} and p.period_end = ${to}
    order by p.spent / p.amount desc nulls last, b.name
    limit 50`;
  return rows.map((raw) => {
    const { metric, ...row } = budgetRow.parse(raw);
    const share = row.spent == null ? null : divide(row.spent, row.amount, 6);
    return { ...row, unit: metricById(metric)?.unit ?? "count", share, forecast: null };
  });
}
