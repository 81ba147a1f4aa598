import { z } from "zod";
import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { type ForecastInput, shapeOfPeriod } from "../forecast";
import { isSum } from "../metrics";
import { type Amount, add, divide, multiply, subtract } from "../money";
import { type Bucket, bucketsIn, periodAt } from "../time";
import { type Budget, budgetStateSchema, type StandingBudget } from "./budget";
import { metricOf } from "./check";
import { readCrossings } from "./crossings";
import { readForecastInputs } from "./forecasts";
import { readGrouped } from "./grouped";
import type { BudgetHistory } from "./history";
import { budgetColumns, toBudget } from "./row";
import { asksOf, readSpend, spentOf } from "./spend";
import { standings } from "./standing";

type Point = BudgetHistory["series"]["points"][number];
const PAST = 12;

/** A budget, how its period went so far and will go on, the periods before as they were last evaluated, and what it told. Throws `not_found`. */
export async function budgetHistory(sql: Sql, { id, now }: { id: string; now: Date }): Promise<BudgetHistory> {
  const [row] = await sql`select ${budgetColumns(sql)} from budget where id = ${id}`;
  if (!row) throw new AppError("not_found", "There is no such budget.");
  const [budget] = await standings(sql, [toBudget(row)], now);
  if (!budget) throw new AppError("not_found", "There is no such budget.");
  const [series, periods, events] = await Promise.all([readSeries(sql, budget, now.getTime()), readPast(sql, budget), readEvents(sql, id)]);
  return { budget, series, periods, events };
}

async function readSeries(sql: Sql, budget: StandingBudget, now: number): Promise<BudgetHistory["series"]> {
  const { zone, from, to } = budget.current;
  const metric = metricOf(budget);
  const grain = budget.period === "day" && metric.hourly ? "hour" : "day";
  const period = periodAt(budget.period, now, zone);
  const span = { from, to };
  const reading = await readSpend(sql, budget, span, now);
  const [[answer], [input]] = await Promise.all([
    readGrouped(sql, [asksOf(budget, span, grain)], now),
    readForecastInputs(sql, [{ budget, period, reading }], { now, zone }),
  ]);
  const buckets = bucketsIn(period, grain, zone);
  const cell = (key: string): Amount | null => {
    const found = answer?.cells.get(key);
    return found ? spentOf(found, budget.fallbackPrice).spent : null;
  };
  if (!isSum(metric)) {
    const points = buckets.map(
      ({ key, from: start, to: end }): Point => ({
        key,
        actual: start > now ? null : cell(key),
        expected: null,
        forecast: null,
        partial: start <= now && now < end,
      }),
    );
    return { grain, points };
  }
  return { grain, points: burnDown(buckets, { budget, now, cell, input: input ?? null }) };
}

interface Drawn {
  budget: StandingBudget;
  now: number;
  cell: (key: string) => Amount | null;
  input: ForecastInput | null;
}

function burnDown(buckets: readonly Bucket[], { budget, now, cell, input }: Drawn): Point[] {
  const { from, to, zone, forecast } = budget.current;
  const { amount, period } = budget;
  // Without a history the line is straight.
  const shape = shapeOfPeriod(
    input ?? { period, fromDay: from, toDay: to, zone, now, spent: "0", line: amount, days: [], hours: [], dataThrough: null },
  );
  const expectedBy = (at: number): Amount => multiply(amount, shape.by(at).toFixed(9));
  const ahead = aheadOf(budget, buckets, now, shape);
  let sum: Amount | null = null;
  return buckets.map(({ key, from: start, to: end }): Point => {
    const value = start > now ? null : cell(key);
    if (value != null) sum = add(sum ?? "0", value);
    const rest = end > now && forecast ? ahead(key, end) : null;
    return {
      key,
      actual: start > now ? null : sum,
      expected: expectedBy(end),
      forecast: rest == null || !forecast ? null : bandAt(forecast, budget.current.spent ?? "0", rest),
      partial: start <= now && now < end,
    };
  });
}

/** The share of the forecast rest that will have come by the end of a bucket, from 0 to 1. */
function aheadOf(budget: StandingBudget, buckets: readonly Bucket[], now: number, shape: { by(at: number): number }) {
  const days = budget.current.forecast?.days ?? [];
  const total = add("0", ...days.map(({ value }) => value));
  const last = buckets.at(-1)?.key;
  return (key: string, end: number): Amount => {
    if (key === last) return "1";
    if (budget.period === "day") {
      const [by, already] = [shape.by(end), shape.by(now)];
      return already < 1 ? Math.min(1, Math.max(0, (by - already) / (1 - already))).toFixed(9) : "1";
    }
    return divide(add("0", ...days.filter(({ day }) => day <= key).map(({ value }) => value)), total) ?? "1";
  };
}

function bandAt({ value, low, high }: { value: Amount; low: Amount; high: Amount }, spent: Amount, rest: Amount): Point["forecast"] {
  const at = (end: Amount) => add(spent, multiply(subtract(end, spent), rest));
  return { value: at(value), low: at(low), high: at(high) };
}

const pastRow = z.object({
  period_start: z.string(),
  period_end: z.string(),
  amount: z.string(),
  spent: z.string().nullable(),
  state: budgetStateSchema,
});

async function readPast(sql: Sql, { id, current }: StandingBudget): Promise<BudgetHistory["periods"]> {
  const rows = await sql`
    select period_start, period_end, trim_scale(amount)::text as amount, trim_scale(spent)::text as spent, state
    from budget_period
    where budget_id = ${id} and period_start < ${current.from}
    order by period_start desc
    limit ${PAST}`;
  const periods = rows.map((row) => pastRow.parse(row));
  const crossings = await readCrossings(
    sql,
    [id],
    periods.map(({ period_start }) => period_start),
  );
  return periods.map(({ period_start: from, period_end: to, amount, spent, state }) => ({
    from,
    to,
    amount,
    spent,
    share: spent == null ? null : divide(spent, amount),
    state,
    crossings: crossings.flatMap((row) => (row.from === from ? [row.crossing] : [])),
  }));
}

const eventRow = z.object({
  id: z.string(),
  kind: z.enum(["budget", "forecast"]),
  severity: z.enum(["info", "warning", "critical"]),
  title: z.string(),
  at: z.date().nullable(),
  created_at: z.date(),
  period_start: z.string(),
  threshold: z.string(),
  line: z.string(),
});

async function readEvents(sql: Sql, budget: Budget["id"]): Promise<BudgetHistory["events"]> {
  const rows = await sql`
    select id, kind, severity, title, at, created_at, period_start, trim_scale(threshold)::text as threshold, trim_scale(line)::text as line
    from alert_event
    where budget_id = ${budget}
    order by created_at desc, id
    limit 100`;
  return rows.map((raw) => {
    const row = eventRow.parse(raw);
    return {
      id: row.id,
      kind: row.kind,
      severity: row.severity,
      title: row.title,
      at: (row.at ?? row.created_at).toISOString(),
      createdAt: row.created_at.toISOString(),
      period: row.period_start,
      threshold: row.threshold,
      line: row.line,
    };
  });
}
