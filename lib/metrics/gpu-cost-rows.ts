import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { cardTime } from "../gpu/card-time";
import { activitySql } from "../gpu/signal";
import { bucketsIn, dayOf } from "../time";
import type { Metric } from "./define";
import { machineRows } from "./machine-rows";
import { ACTIVITY, hourly, keyList, named } from "./machines";
import type { Params } from "./params";
import { filterSql, groupBy, type Key, type Scope } from "./scope";
import { spannedColumns, spanOn, spansOf } from "./spanned";

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

/**
 * What GPUs cost by key: `rows`, `ms` of cards, `rated_ms` of those with a rate, and dollars: `cost`, `idle_cost`, `free_cost`, `unallocated_cost`, `inactive_cost`. A
 * card costs from its first sample to its last; the rate is that of the span its names have that day. Whole numbers are summed by rate before any is
 * multiplied: exact fractions are slow.
 */
export function gpuCostSql(scope: Scope, metrics: readonly Metric[], keys: readonly Key[], params: Params): string {
  const byHour = hourly(keys);
  const buckets = bucketRows(scope, byHour, params);
  const isUnallocated = named(metrics, "unallocated_cost");
  const isFree = named(metrics, "free_cost");
  const isInactive = named(metrics, "inactive_cost");
  const read = [
    "slot_ms",
    "idle_ms",
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
  const kinds = Object.entries(times).flatMap(([kind, ms]) => (ms === null ? [] : [{ kind, ms: `${ms} as ${kind}_ms` }]));
  const machine = machineRows(GPU_FAMILY, read, { ...scope, filters: [] }, byHour, params);
  const names = ["day", "hour", ...GPU_FAMILY.names];
  const spent = (own: string, from: string, filter: string) =>
    `select ${names.map((name) => `p.${name}`).join(", ")}, ${own} from ${from} p where ${filter}`;
  const spanned = spannedColumns(GPU_FAMILY, scope, keys);
  const measured = `p.slices, p.slices_of, p.ms${kinds.map(({ kind }) => `, p.${kind}_ms`).join("")}`;
  const dollars = Object.keys(times).map((kind) =>
    kinds.some((entry) => entry.kind === kind) ? `sum(${kind}_ms * part * usd) / 3.6e6 as ${kind}_cost` : `null::numeric as ${kind}_cost`,
  );
  return `with ${cardTime({ machine, buckets, byHour, measures: kinds.map(({ ms }) => ms) })},
    spent as (
      ${spent(measured, "held", "p.ms > 0")}
      union all
      ${spent(`1, 1, p.ms${kinds.map(() => ", 0").join("")}`, "(select *, 0 as namespace, 0 as pod from gap)", "true")}
    ),
    span as materialized (${spansOf(GPU_FAMILY, "(select host, gpu_model, namespace, pod from held union all select host, gpu_model, 0, 0 from gap) k")}),
    rated as (
      select ${keyList(keys)}usd, slices::numeric / slices_of as part, count(*) as rows, sum(ms) as ms${kinds.map(({ kind }) => `, sum(${kind}_ms) as ${kind}_ms`).join("")}
      from (
        select p.*, s.usd_per_hour as usd${spanned.map((name) => `, coalesce(s.${name}, 0) as ${name}`).join("")}
        from spent p left join span s on ${spanOn(GPU_FAMILY, "p")}
      ) s
      where ${filterSql(scope.filters, "s", params)} group by ${[...keys.map((_, i) => `k${i}`), "usd", "slices", "slices_of"].join(", ")}
    )
    select ${keys.map((_, i) => `k${i}, `).join("")}sum(rows) as rows, sum(ms * part) as ms, sum(ms * part) filter (where usd is not null) as rated_ms,
      sum(ms * part * usd) / 3.6e6 as cost, ${dollars.join(", ")}
    from rated ${groupBy(keys)}`;
}
