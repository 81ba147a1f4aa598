import type { Sql } from "../../db/client";
import { type Budget, readSeries } from "../budgets";
import type { BudgetSnapshot, Contributor } from "../budgets/snapshot";
import { type DimensionId, metricById, runQuery } from "../metrics";
import { type Amount, add, compare, isZero, subtract } from "../money";
import { addDays, bucketsIn, dayOf, formatEnd, type Grain, type Period, previousRange } from "../time";
import { tellChange } from "./change-sentence";
import type { BudgetPeriod } from "./periods";

/** What a mail tells beside the crossing itself. */
export type Story = Pick<BudgetSnapshot, "series" | "previous" | "contributors" | "change">;

const GRAIN_OF: Record<Period, Grain> = { day: "hour", week: "day", month: "day", quarter: "week", year: "month" };
const BREAKDOWNS: readonly DimensionId[] = ["feature", "model", "team", "project", "api_key", "pool", "namespace", "host"];
const SHOWN = 3;

/** Reads how the period went, what it is compared with and what drives it. `now` is epoch ms. */
export async function readStory(
  sql: Sql,
  budget: Budget,
  period: BudgetPeriod,
  { now, zone }: { now: number; zone: string },
): Promise<Story> {
  const range = { from: period.fromDay, to: addDays(dayOf(Math.min(now, period.to - 1), zone), 1) };
  const compared = previousRange({ from: period.from, to: period.to }, now, zone);
  const previous = { from: formatEnd(compared.from, zone), to: formatEnd(compared.to, zone) };
  const ask = { metric: budget.metric, where: budget.scope };
  const grain = GRAIN_OF[budget.period];

  const days = await readSeries(sql, budget, range, grain, now);
  const before = compared.from < compared.to ? await runQuery(sql, { ...ask, ...previous }, { now }) : null;
  const beforeCost = before?.data[0]?.[budget.metric] ?? null;
  return {
    series: {
      grain,
      buckets: bucketsIn({ from: period.from, to: Math.min(period.to, now + 1) }, grain, zone).map(({ key, to }) => ({
        key,
        cost: days.get(key) ?? null,
        partial: now < to,
      })),
    },
    previous: { ...previous, cost: beforeCost },
    change:
      compared.from < compared.to
        ? await tellChange(sql, { metric: budget.metric, scope: budget.scope, after: range, before: previous }, { now })
        : null,
    contributors: await readContributors(sql, budget, { range, previous: beforeCost == null || isZero(beforeCost) ? null : previous, now }),
  };
}

interface Span {
  from: string;
  to: string;
}

/** By the first dimension that the scope leaves open and the calls or machines tell. Without `previous` there is nothing to compare with. */
async function readContributors(
  sql: Sql,
  { metric, scope }: Budget,
  { range, previous, now }: { range: Span; previous: Span | null; now: number },
): Promise<Story["contributors"]> {
  const allowed = metricById(metric)?.only?.dimensions;
  const open = BREAKDOWNS.filter(
    (by) => (allowed == null || allowed.includes(by)) && !scope.some((entry) => entry.dimension === by && entry.values.length === 1),
  );
  for (const by of open) {
    const { data, meta } = await runQuery(sql, { metric, where: scope, ...range, by }, { now });
    if (!data.some((row) => row[by] != null && row[metric] != null && !isZero(row[metric] ?? "0"))) continue;
    const past = previous && (await runQuery(sql, { metric, where: scope, ...previous, by }, { now })).data;
    const values = data.map((row): Contributor => {
      const value = row[by] ?? null;
      const earlier = past?.find((other) => (other[by] ?? null) === value);
      // The days compared with are covered, so a value without calls there cost nothing.
      return {
        value,
        label: meta.labels[by]?.[value ?? ""] ?? null,
        cost: row[metric] ?? null,
        before: past ? (earlier ? (earlier[metric] ?? null) : "0") : null,
      };
    });
    return { by, values: rankContributors(values).slice(0, SHOWN) };
  }
  return { by: null, values: [] };
}

/** By what each added, where that is known, else by cost. */
function rankContributors(values: readonly Contributor[]): Contributor[] {
  const added = ({ cost, before }: Contributor): Amount => (cost == null ? "0" : before == null ? cost : subtract(cost, before));
  return values.filter((value) => value.cost != null).sort((a, b) => compare(added(b), added(a)) || compare(b.cost ?? "0", a.cost ?? "0"));
}

/** The day on which the sum of days reached `line`; null for other grains and where it never does. */
export function crossedOn({ grain, buckets }: BudgetSnapshot["series"], line: Amount): string | null {
  if (grain !== "day") return null;
  let sum: Amount = "0";
  for (const { key, cost } of buckets) {
    sum = add(sum, cost ?? "0");
    if (compare(sum, line) >= 0) return key;
  }
  return null;
}
