import type { AskedColumn } from "../../db/schema/rollup-tables";
import { bucketSql, LATENCY_SCALE, type LogScale, SESSION_COST_SCALE, sessionCostBucketSql, valueSql } from "../facts/histogram";
import { LATENCY_DIMENSIONS, LATENCY_ROWS } from "../rollups/latency";
import { EVERY } from "../rollups/whole-day";
import { addDays, type Day, type Range, startOfDay, touchedDays, wholeDays } from "../time";
import { QUANTILES } from "./latency";
import type { Params } from "./params";
import { cutDays, edges } from "./plan";
import { filterSql, groupBy, type Key, keyHead, keySql, type Scope } from "./scope";

/** Percentiles by key (p50, p95, p99, rows) over a relation with the keys, `bucket` and `n`. */
function percentilesSql(counts: string, keys: readonly Key[], scale: LogScale, places: number): string {
  const head = keyHead(keys);
  const partition = keys.length > 0 ? `partition by ${head.slice(0, -2)}` : "";
  const columns = Object.entries(QUANTILES).map(
    ([name, q]) => `${valueSql(`min(bucket) filter (where seen >= ceil(${q} * total))`, scale, places)} as ${name}`,
  );
  return `select ${head}max(total) as rows, ${columns.join(", ")}
    from (
      select ${head}bucket, sum(n) over (${partition} order by bucket) as seen, sum(n) over (${partition}) as total
      from (select ${head}bucket, sum(n) as n from (${counts}) counts group by ${head}bucket having sum(n) > 0) summed
    ) ranked ${groupBy(keys)}`;
}

const keyList = (keys: readonly Key[]): string => keys.map((key, i) => `${keySql(key)} as k${i}, `).join("");
const daily = (keys: readonly Key[]): boolean => !keys.some((key) => "grain" in key && key.grain === "hour");

/** Latency or time to first token. Whole days from the day's counts where they hold the dimension, the rest of the range from calls. */
export function latencySql(
  what: "latency" | "ttft",
  scope: Scope,
  columns: readonly AskedColumn[],
  keys: readonly Key[],
  params: Params,
): string {
  const dimension = LATENCY_DIMENSIONS.find((name) => columns.every((column) => column === name));
  const days = dimension && daily(keys) ? wholeDays(scope.range, scope.zone) : null;
  if (!dimension || !days) return percentilesSql(measured(scope.range), keys, LATENCY_SCALE, 1);
  const { cuts, facts } = cutDays(edges(scope.range, startOfDay(days.from, scope.zone), startOfDay(days.to, scope.zone)), scope.zone);
  const counts = [
    counted(dimension, days),
    ...cuts.flatMap(({ day, beyond }) => [counted(dimension, { from: day, to: addDays(day, 1) }), measured(beyond, -1)]),
    ...facts.map((range) => measured(range)),
  ];
  return percentilesSql(counts.join(" union all "), keys, LATENCY_SCALE, 1);

  function counted(dimension: string, { from, to }: { from: Day; to: Day }): string {
    const value = dimension === "all" ? "" : `, r.value as ${dimension}`;
    return `select ${keyList(keys)}bucket, n from (
        select r.day${value}, ${unnested(`r.${what}`)}
        from rollup_day_latency r
        where r.dimension = '${dimension}' and r.day >= ${params.day(from)} and r.day < ${params.day(to)}
      ) r where n <> 0 and ${filterSql(scope.filters, "r", params)}`;
  }

  function measured({ from, to }: Range, n: 1 | -1 = 1): string {
    params.reads({ from, to });
    const zone = params.text(scope.zone);
    const value = what === "latency" ? "a.duration_ms" : "a.ttft_ms";
    return `select ${keyList(keys)}bucket, ${n} as n from (
      select (a.occurred_at at time zone ${zone})::date as day, date_trunc('hour', a.occurred_at, ${zone}) as hour${columns
        .map((column) => `, a.${column}::integer as ${column}`)
        .join("")}, ${bucketSql(value)} as bucket
      from attempt a
      where ${LATENCY_ROWS} and ${value} is not null
        and a.occurred_at >= ${params.instant(from)} and a.occurred_at < ${params.instant(to)} and ${filterSql(scope.filters, "a", params)}
    ) a`;
  }
}

/** A column of counts as rows (bucket, n), zeros included: in the select list, since a function in `from` keeps each array in a table of its own first. */
const unnested = (column: string): string => `generate_subscripts(${column}, 1) - 1 as bucket, unnest(${column}) as n`;

const SESSION_ROLLUP: readonly AskedColumn[] = ["team", "feature"];

/**
 * SQL of session totals (`whole`) or of their cost counts; a relation with `day`, `hour` and the columns. Whole days come from the day's totals where
 * they hold the columns (one row a day where none is asked for), the rest of the range from the sessions themselves: of a day that the range cuts by
 * less than half, those beyond the range are taken away from its totals.
 */
function sessionRows(whole: boolean, scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  const list = (alias: string) => columns.map((column) => `, ${alias}.${column}::integer as ${column}`).join("");
  const days = wholeDays(scope.range, scope.zone);
  if (!days || !daily(keys) || !columns.every((column) => SESSION_ROLLUP.includes(column))) return started(scope.range);
  const { cuts, facts } = cutDays(edges(scope.range, startOfDay(days.from, scope.zone), startOfDay(days.to, scope.zone)), scope.zone);
  const parts = [
    totals(days),
    ...cuts.flatMap(({ day, beyond }) => [totals({ from: day, to: addDays(day, 1) }), started(beyond, -1)]),
    ...facts.map((range) => started(range)),
  ];
  return parts.join(" union all ");

  function totals({ from, to }: { from: Day; to: Day }): string {
    const values = whole ? "r.sessions, r.priced_sessions, r.priced_cost" : unnested("r.cost_histogram");
    return `select r.day, null::timestamptz as hour${list("r")}, ${values}
      from rollup_day_session r
      where r.day >= ${params.day(from)} and r.day < ${params.day(to)} and r.team ${columns.length > 0 ? ">" : "="} ${EVERY}
        and ${filterSql(scope.filters, "r", params)}`;
  }

  function started({ from, to }: Range, n: 1 | -1 = 1): string {
    params.reads({ from, to });
    const { from: first, to: last } = touchedDays({ from, to }, scope.zone);
    const values = whole
      ? `${n} as sessions, case when s.unpriced = 0 then ${n} else 0 end as priced_sessions, case when s.unpriced = 0 then ${n} * s.cost else 0 end as priced_cost`
      : `${sessionCostBucketSql("s.cost")} as bucket, ${n} as n`;
    return `select s.day, date_trunc('hour', s.first_at, ${params.text(scope.zone)}) as hour${list("s")}, ${values}
      from session s
      where s.day >= ${params.day(first)} and s.day < ${params.day(last)} and s.first_at >= ${params.instant(from)} and s.first_at < ${params.instant(to)}
        and ${filterSql(scope.filters, "s", params)}${whole ? "" : " and s.unpriced = 0"}`;
  }
}

/** Sessions by key: rows, sessions, priced_sessions, priced_cost. */
export function sessionsSql(scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  return `select ${keyList(keys)}sum(sessions) as rows, sum(sessions) as sessions, sum(priced_sessions) as priced_sessions, sum(priced_cost) as priced_cost
    from (${sessionRows(true, scope, columns, keys, params)}) s ${groupBy(keys)}`;
}

/** Percentiles of the cost of priced sessions by key. */
export function sessionCostSql(scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  const counts = `select ${keyList(keys)}bucket, n from (${sessionRows(false, scope, columns, keys, params)}) s where n <> 0`;
  return percentilesSql(counts, keys, SESSION_COST_SCALE, 9);
}

/** Bill lines by key: rows, billed. The range must be whole days. */
export function billsSql(scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  const { from, to } = touchedDays(scope.range, scope.zone);
  return `select ${keyList(keys)}count(*) as rows, sum(billed_cost) as billed
    from (
      select l.utc_day as day${columns.map((column) => `, l.${column}::integer as ${column}`).join("")}, l.billed_cost
      from bill_line l
      where l.counted and l.utc_day >= ${params.day(from)} and l.utc_day < ${params.day(to)} and ${filterSql(scope.filters, "l", params)}
    ) l ${groupBy(keys)}`;
}
