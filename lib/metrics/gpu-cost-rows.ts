import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { cardTime } from "../gpu/card-time";
import { activitySql } from "../gpu/signal";
import { bucketsIn, dayOf } from "../time";
import type { Metric } from "./define";
import { machineRows } from "./machine-rows";
import { ACTIVITY, hourly, keyList, named } from "./machines";
import type { Params } from "./params";
import { filterSql, groupBy, type Key, type Scope } from "./scope";
import { spannedColumns, spanOn, spansWithin } from "./spanned";

/** Days, or hours, of a range, cut to it: rows of (day, hour, from, to). */
function bucketRows({ range, zone }: Scope, byHour: boolean, params: Params): string {
  const buckets = bucketsIn(range, byHour ? "hour" : "day", zone);
  const instants = (at: (bucket: (typeof buckets)[number]) => number) =>
    params.list(
      buckets.map((bucket) => new Date(at(bucket)).toISOString()),
      "timestamptz",
    );
  const days = params.list(
    buckets.map((bucket) => dayOf(bucket.from, zone)),
    "date",
  );
  return `select day, ${byHour ? "hour" : "null::timestamptz as hour"}, "from", "to"
    from unnest(${days}, ${instants(({ from }) => from)}, ${instants(({ from }) => Math.max(from, range.from))},
      ${instants(({ to }) => Math.min(to, range.to))}) as b(day, hour, "from", "to")`;
}

/** Measures that the reading of costs has anyway. */
const WITH_COST: ReadonlySet<string> = new Set(["idle_ms", "free_ms"]);
const measuresIn = ({ sql }: Metric): string[] => sql.match(/\b[a-z]+_(ms|uw|uj|w)\b/g) ?? [];

/**
 * The same metrics, with idle and releasable hours told by the reading of costs where a cost is asked for too, so that the rows of GPUs are read once; as
 * they are where another metric needs the rows of GPUs.
 */
export function toldWithCost(metrics: readonly Metric[]): readonly Metric[] {
  const isTold = (metric: Metric) => measuresIn(metric).length > 0 && measuresIn(metric).every((name) => WITH_COST.has(name));
  const own = metrics.filter(({ family }) => family === "gpu");
  if (!metrics.some(({ family }) => family === "gpu_cost") || !own.every(isTold)) return metrics;
  // As over the rows of GPUs: unknown where there is no sample, whatever time passed.
  return metrics.map((metric) =>
    metric.family === "gpu" ? { ...metric, family: "gpu_cost", sql: `case when samples > 0 then ${metric.sql} end` } : metric,
  );
}

/**
 * What GPUs cost by key: `rows`, `ms` of cards, `rated_ms` of those with a rate, and dollars: `cost`, `idle_cost`, `free_cost`, `unallocated_cost`, `inactive_cost`; `samples`, `idle_ms`
 * and `free_ms` where a metric names samples (toldWithCost). A card costs from its first sample to its last; the rate is that of the span its names have that day. Whole numbers are summed by rate before any is
 * multiplied: exact fractions are slow.
 */
export function gpuCostSql(scope: Scope, metrics: readonly Metric[], keys: readonly Key[], params: Params): string {
  const byHour = hourly(keys);
  const buckets = bucketRows(scope, byHour, params);
  const isUnallocated = named(metrics, "unallocated_cost");
  const isSampled = named(metrics, "samples");
  const isFree = isSampled || named(metrics, "free_cost");
  const isInactive = named(metrics, "inactive_cost");
  const read = [
    "slot_ms",
    "idle_ms",
    ...(isSampled ? ["samples"] : []),
    ...(isFree ? ["free_ms"] : []),
    ...(isUnallocated ? ["allocation_ms", "allocated_ms", "measured_ms"] : []),
    ...(isInactive ? ACTIVITY : []),
  ];
  const times = {
    idle: "m.idle_ms",
    free: isFree ? "m.free_ms" : null,
    unallocated: isUnallocated ? "m.slot_ms::numeric * (m.allocation_ms - m.allocated_ms) / nullif(m.measured_ms, 0)" : null,
    inactive: isInactive ? `m.slot_ms * (1 - ${activitySql("m")} / 1e6)` : null,
  };
  const samples = isSampled ? ["samples"] : [];
  const kinds = Object.entries(times).flatMap(([kind, ms]) => (ms === null ? [] : [{ kind, ms: `${ms} as ${kind}_ms` }]));
  const machine = machineRows(GPU_FAMILY, read, { ...scope, filters: [] }, byHour, params);
  const names = ["day", "hour", ...GPU_FAMILY.names];
  const spent = (own: string, from: string, filter: string) =>
    `select ${names.map((name) => `p.${name}`).join(", ")}, ${own} from ${from} p where ${filter}`;
  const spanned = spannedColumns(GPU_FAMILY, scope, keys);
  const sums = ["ms", ...kinds.map(({ kind }) => `${kind}_ms`), ...samples];
  const measured = ["slices", "slices_of", ...sums].map((name) => `p.${name}`).join(", ");
  const dollars = Object.keys(times).map((kind) =>
    kinds.some((entry) => entry.kind === kind) ? `sum(${kind}_ms * part * usd) / 3.6e6 as ${kind}_cost` : `null::numeric as ${kind}_cost`,
  );
  return `with ${cardTime({ machine, buckets, byHour, measures: [...kinds.map(({ ms }) => ms), ...samples.map((name) => `m.${name}`)] })},
    spent as (
      ${spent(measured, "held", isSampled ? "(p.ms > 0 or p.samples > 0)" : "p.ms > 0")}
      union all
      ${spent(
        `1, 1, p.ms${sums
          .slice(1)
          .map(() => ", 0")
          .join("")}`,
        "(select *, 0 as namespace, 0 as pod from gap)",
        "true",
      )}
    ),
    rated as (
      select ${keyList(keys)}usd, slices::numeric / slices_of as part, count(*) as rows, ${sums.map((name) => `sum(${name}) as ${name}`).join(", ")}
      from (
        select p.*, s.usd_per_hour as usd${spanned.map((name) => `, coalesce(s.${name}, 0) as ${name}`).join("")}
        from spent p left join (${spansWithin(GPU_FAMILY, scope, params)}) s on ${spanOn(GPU_FAMILY, "p")}
      ) s
      where ${filterSql(scope.filters, "s", params)} group by ${[...keys.map((_, i) => `k${i}`), "usd", "slices", "slices_of"].join(", ")}
    )
    select ${keys.map((_, i) => `k${i}, `).join("")}sum(rows) as rows, sum(ms * part) as ms, sum(ms * part) filter (where usd is not null) as rated_ms,
      sum(ms * part * usd) / 3.6e6 as cost, ${dollars.join(", ")}${isSampled ? ", sum(samples) as samples, sum(idle_ms * part) as idle_ms, sum(free_ms * part) as free_ms" : ""}
    from rated ${groupBy(keys)}`;
}
