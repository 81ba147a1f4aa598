import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { activitySql } from "../gpu/signal";
import { bucketsIn, dayOf } from "../time";
import type { Metric } from "./define";
import { machineRows } from "./machine-rows";
import { ACTIVITY, hourly, keyList, named } from "./machines";
import type { Params } from "./params";
import { filterSql, groupBy, type Key, type Scope } from "./scope";
import { spannedColumns, spanOn } from "./spanned";

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
 * card costs from its first sample to its last, through gaps and for slices that no instance has; those belong to its host and model, and to no pod.
 */
export function gpuCostSql(scope: Scope, metrics: readonly Metric[], keys: readonly Key[], params: Params): string {
  const byHour = hourly(keys);
  const same = byHour ? "using (card, day, hour)" : "using (card, day)";
  const buckets = bucketRows(scope, byHour, params);
  const dollars = (ms: string, name: string) => `sum(${ms} * usd / 3.6e6) as ${name}`;
  const isUnallocated = named(metrics, "unallocated_cost");
  const isInactive = named(metrics, "inactive_cost");
  const read = [
    "slot_ms",
    "idle_ms",
    "free_ms",
    ...(isUnallocated ? ["allocation_ms", "allocated_ms", "measured_ms"] : []),
    ...(isInactive ? ACTIVITY : []),
  ];
  const unallocated = isUnallocated ? "m.slot_ms::numeric * (m.allocation_ms - m.allocated_ms) / nullif(m.measured_ms, 0)" : "0";
  const inactive = isInactive ? `m.slot_ms * (1 - ${activitySql("m")} / 1e6)` : "0";
  const columns = GPU_FAMILY.names;
  const spanned = spannedColumns(GPU_FAMILY, scope, keys);
  return `with machine as materialized (${machineRows(GPU_FAMILY, read, { ...scope, filters: [] }, byHour, params)}),
    held as materialized (
      select m.day, ${byHour ? "m.hour" : "null::timestamptz as hour"}, ${columns.map((name) => `m.${name}`).join(", ")}, d.card, d.slices, d.slices_of,
        m.slot_ms as ms, m.idle_ms, m.free_ms, ${unallocated} as unallocated_ms, ${inactive} as inactive_ms
      from machine m join gpu_device d on d.id = m.subject
    ),
    life as (
      select card, date_bin('5 minutes', min(first_at), 'epoch') as first, date_bin('5 minutes', max(last_at), 'epoch') + interval '5 minutes' as last
      from gpu_device where first_at is not null group by card
    ),
    lived as (
      select b.day, b.hour, l.card, extract(epoch from least(b."to", l.last) - greatest(b."from", l.first)) * 1000 as ms
      from (${buckets}) b join life l on l.first < b."to" and l.last > b."from"
    ),
    told as (
      select card, day, hour, sum(case when slices = slices_of then ms else ms * slices::numeric / slices_of end) as ms, max(array[host, gpu_model]) as names
      from held group by card, day, hour
    ),
    gap as (
      select l.day, l.hour, l.card, l.ms - coalesce(t.ms, 0) as ms, t.names[1] as host, t.names[2] as gpu_model
      from lived l left join told t ${same} where l.ms - coalesce(t.ms, 0) > 0.5
    ),
    spent as materialized (
      select day, hour, ${columns.join(", ")}, slices, slices_of, sum(ms) as ms, sum(idle_ms) as idle_ms, sum(free_ms) as free_ms, sum(unallocated_ms) as unallocated_ms,
        sum(inactive_ms) as inactive_ms
      from held where ms > 0 group by day, hour, ${columns.join(", ")}, slices, slices_of
      union all
      select day, hour, host, gpu_model, 0, 0, 1, 1, sum(ms), 0, 0, 0, 0
      from (
        select g.day, g.hour, coalesce(g.host, b.host, 0) as host, coalesce(g.gpu_model, b.gpu_model, 0) as gpu_model, g.ms
        from gap g left join lateral (
          select x.host, x.gpu_model from gpu_day x join gpu_device d on d.id = x.subject
          where g.host is null and d.card = g.card and x.day <= g.day order by x.day desc limit 1
        ) b on true
      ) g group by day, hour, host, gpu_model
    )
    select ${keyList(keys)}count(*) as rows, sum(ms * part) as ms, sum(ms * part) filter (where usd is not null) as rated_ms,
      ${["", "idle_", "free_", "unallocated_", "inactive_"].map((what) => dollars(`${what}ms * part`, `${what}cost`)).join(", ")}
    from (
      select p.*, s.usd_per_hour as usd, ${spanned.map((name) => `coalesce(s.${name}, 0) as ${name}, `).join("")}p.slices::numeric / p.slices_of as part
      from spent p left join gpu_span s on ${spanOn(GPU_FAMILY, "p")}
    ) s
    where ${filterSql(scope.filters, "s", params)} ${groupBy(keys)}`;
}
