import type { Sql } from "../../db/client";
import { listBudgets } from "../budgets";
import { type DimensionId, metricById, runQuery } from "../metrics";
import type { WatchedScope } from "../metrics/scope-schema";
import { type Amount, compare, isZero, negate, subtract } from "../money";
import { type Asked, previousPeriod, readCommon } from "./read-common";
import type { ReportParts } from "./report-parts";
import type { WeeklyReport } from "./snapshot";

const MOVERS = 5;
const BUDGETS = 10;
const BREAKDOWNS: readonly DimensionId[] = ["feature", "model", "team", "project", "api_key"];

/** The week for a manager: what it cost, what moved, how budgets stand, what is open. */
export async function readWeekly(sql: Sql, asked: Asked, parts: ReportParts): Promise<WeeklyReport> {
  return {
    kind: "weekly",
    ...(await readCommon(sql, asked, parts)),
    budgets: await budgetsNow(sql, asked),
    movers: await readMovers(sql, asked),
  };
}

/** A budget belongs to a report where it watches nothing outside of the report's scope. */
function isWithin(budget: WatchedScope, report: WatchedScope): boolean {
  return report.every(({ dimension, values }) => {
    const own = budget.find((entry) => entry.dimension === dimension);
    return own?.values.every((value) => values.includes(value)) ?? false;
  });
}

async function budgetsNow(sql: Sql, { scope, now }: Asked): Promise<WeeklyReport["budgets"]> {
  const budgets = await listBudgets(sql, { now: new Date(now) });
  return budgets
    .filter((budget) => isWithin(budget.scope, scope))
    .sort((a, b) => compare(b.current.share ?? "0", a.current.share ?? "0"))
    .slice(0, BUDGETS)
    .map(({ id, name, metric, period, amount, current }) => ({
      id,
      name,
      unit: metricById(metric)?.unit ?? "count",
      period,
      amount,
      spent: current.spent,
      share: current.share,
      forecast: current.forecast?.value ?? null,
    }));
}

/** The parts whose cost changed most, up or down, by the first dimension that the scope leaves open and calls name. */
async function readMovers(sql: Sql, asked: Asked): Promise<WeeklyReport["movers"]> {
  const { scope, from, to, now } = asked;
  const open = BREAKDOWNS.filter((by) => !scope.some((entry) => entry.dimension === by && entry.values.length === 1));
  for (const by of open) {
    const current = await runQuery(sql, { metric: "cost", where: scope, by, from, to }, { now });
    const past = await runQuery(sql, { metric: "cost", where: scope, by, ...previousPeriod(asked) }, { now });
    const keys = new Set([...current.data, ...past.data].map((row) => row[by] ?? null));
    if (![...keys].some((key) => key != null)) continue;
    const of = (result: typeof current, key: string | null): Amount | null => {
      const row = result.data.find((each) => (each[by] ?? null) === key);
      return row ? (row.cost ?? null) : "0";
    };
    const values = [...keys].flatMap((value) => {
      const [cost, before] = [of(current, value), of(past, value)];
      if (cost == null || before == null || compare(cost, before) === 0) return [];
      const label = (value == null ? null : (current.meta.labels[by]?.[value] ?? past.meta.labels[by]?.[value])) ?? null;
      return [{ value, label, cost, before }];
    });
    return { by, values: values.sort((a, b) => compare(moved(b), moved(a))).slice(0, MOVERS) };
  }
  return { by: null, values: [] };
}

function moved({ cost, before }: { cost: Amount; before: Amount }): Amount {
  const step = subtract(cost, before);
  return isZero(step) || compare(step, "0") > 0 ? step : negate(step);
}
