import { type AskedColumn, MEASURES, type RollupTable } from "../../db/schema/rollup-tables";
import { addDays, type Day, dayOf, type Range } from "../time";
import type { Params } from "./params";
import { factsLength, type Plan } from "./plan";
import { filterSql, groupBy, isGrainKey, type Key, keyHead, keySql, type Scope } from "./scope";

/** Dimensions that a usage bucket has; the others are unknown there. */
const BUCKET_COLUMNS = new Set<AskedColumn>(["source", "provider", "model", "tier", "kind", "project", "api_key", "user_id"]);
export const bucketHas = (column: AskedColumn): boolean => BUCKET_COLUMNS.has(column);

/** "-": the rows are taken away from what a rollup holds. */
type Sign = "" | "-";

interface Rows {
  scope: Scope;
  plan: Plan;
  columns: readonly AskedColumn[];
  measures: readonly string[];
  /** A further condition on attempts `a`, outside of which the measures are zero: then facts are few, and no provider count is one. */
  only?: string;
}

/**
 * SQL of single contributions (rollup cells, calls, counted provider counts): `day` and `hour` where they are known, the columns, the measures.
 * One `union all` over the parts of the plan, so that parts always add up to the whole.
 */
export function callRows({ scope, plan, columns, measures, only }: Rows, params: Params): string {
  const parts: string[] = [];
  const list = (of: (column: AskedColumn) => string) => columns.map((column) => `, ${of(column)}::integer as ${column}`).join("");
  const wanted = MEASURES.filter((measure) => measures.includes(measure.name));
  if (plan.rollup && plan.days) {
    const { from, to } = plan.days;
    parts.push(cells(plan.rollup, "r.day, null::timestamptz as hour", `r.day >= ${params.day(from)} and r.day < ${params.day(to)}`));
  }
  if (plan.rollup && plan.hours) parts.push(hourCells(plan.rollup, plan.hours));
  for (const range of plan.ends?.ranges ?? []) if (plan.ends) parts.push(hourCells(plan.ends.rollup, range));
  for (const { day, beyond } of plan.cuts) {
    if (plan.rollup) parts.push(cells(plan.rollup, "r.day, null::timestamptz as hour", `r.day = ${params.day(day)}`));
    parts.push(attempts(beyond, "-"));
    if (!only) parts.push(fineBuckets(beyond, "-"), dayBuckets({ from: day, to: addDays(day, 1) }, "-"));
  }
  for (const range of plan.less) {
    parts.push(attempts(range, "-"));
    if (!only) parts.push(fineBuckets(range, "-"));
  }
  for (const range of plan.facts) {
    parts.push(attempts(range));
    if (!only) parts.push(fineBuckets(range));
  }
  if (plan.bucketDays && !only) parts.push(dayBuckets(plan.bucketDays));
  return parts.join("\n    union all\n    ");

  function cells(rollup: RollupTable, time: string, within: string): string {
    return `select ${time}${list((column) => `r.${column}`)}${wanted.map(({ name }) => `, r.${name}`).join("")}
      from ${rollup.name} r where ${within} and ${filterSql(scope.filters, "r", params)}`;
  }

  function hourCells(rollup: RollupTable, { from, to }: Range): string {
    const time = `(r.hour at time zone ${params.text(scope.zone)})::date as day, r.hour`;
    return cells(rollup, time, `r.hour >= ${params.instant(from)} and r.hour < ${params.instant(to)}`);
  }

  function attempts({ from, to }: Range, sign: Sign = ""): string {
    params.reads({ from, to });
    const zone = params.text(scope.zone);
    return `select (a.occurred_at at time zone ${zone})::date as day, date_trunc('hour', a.occurred_at, ${zone}) as hour${list((column) => `a.${column}`)}${wanted
      .map(({ name, attempt, type }) => `, ${sign}(${attempt})::${type} as ${name}`)
      .join("")}
      from attempt a where a.counted${only ? ` and ${only}` : ""} and a.occurred_at >= ${params.instant(from)} and a.occurred_at < ${params.instant(to)} and ${filterSql(scope.filters, "a", params)}`;
  }

  function fineBuckets({ from, to }: Range, sign: Sign = ""): string {
    const zone = params.text(scope.zone);
    const days = `b.utc_day >= ${params.day(addDays(dayOf(from, "UTC"), -1))} and b.utc_day <= ${params.day(dayOf(to, "UTC"))}`;
    return buckets(
      `(b.snapped_at at time zone ${zone})::date as day, date_trunc('hour', b.snapped_at, ${zone}) as hour`,
      `b.width <> '1d' and ${days} and b.snapped_at >= ${params.instant(from)} and b.snapped_at < ${params.instant(to)}`,
      sign,
    );
  }

  function dayBuckets({ from, to }: { from: Day; to: Day }, sign: Sign = ""): string {
    const days = `b.utc_day >= ${params.day(from)} and b.utc_day < ${params.day(to)}`;
    return buckets("b.utc_day as day, null::timestamptz as hour", `b.width = '1d' and ${days}`, sign);
  }

  function buckets(time: string, where: string, sign: Sign): string {
    return `select ${time}${list((column) => (bucketHas(column) ? `b.${column}` : "0"))}${wanted
      .map(({ name, bucket, type }) => `, ${sign}(${bucket})::${type} as ${name}`)
      .join("")}
      from usage_bucket b where b.counted and ${where} and ${filterSql(scope.filters, "b", params, bucketHas)}`;
  }
}

/** Aggregated calls by key: one column for each measure. */
export function callsSql(rows: Rows, keys: readonly Key[], params: Params): string {
  const sums = rows.measures.map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(", ");
  return `select ${keys.map((key, i) => `${keySql(key)} as k${i}, `).join("")}${sums}
    from (${callRows(rows, params)}) c ${groupBy(keys)}`;
}

/** Distinct people by key, with the cost of the calls that name one: rows, people and the measures of cost. */
export function peopleSql(rows: Rows, column: "user_id" | "customer", keys: readonly Key[], params: Params): string {
  const head = keyHead(keys);
  const { rollup, days, ends } = rows.plan;
  // Each row of that rollup is one person on one day.
  const isPerson = rollup?.dimensions.join() === column && days != null && !ends && factsLength(rows.plan) === 0;
  if (isPerson && keys.length === 1 && keys.every((key) => isGrainKey(key) && key.grain === "day")) {
    return `select ${keys.map((key, i) => `${keySql(key)} as k${i}, `).join("")}sum(rows) as rows,
      count(*) filter (where requests > 0) as people, coalesce(sum(cost), 0) as cost, sum(cost_rows) as cost_rows,
      sum(share_requests) as share_requests, sum(priced_requests) as priced_requests
    from (${callRows(rows, params)}) c where ${column} <> 0 ${groupBy(keys)}`;
  }
  return `select ${head}sum(rows) as rows, count(*) filter (where requests > 0) as people, sum(cost) as cost, sum(cost_rows) as cost_rows,
      sum(share_requests) as share_requests, sum(priced_requests) as priced_requests
    from (
      select ${keys.map((key, i) => `${keySql(key)} as k${i}, `).join("")}${column} as person,
        sum(rows) as rows, sum(requests) as requests, coalesce(sum(cost), 0) as cost, sum(cost_rows) as cost_rows,
        sum(share_requests) as share_requests, sum(priced_requests) as priced_requests
      from (${callRows(rows, params)}) c where ${column} <> 0 group by ${head}person
    ) p ${groupBy(keys)}`;
}
