import type { Tx } from "../../db/client";
import { latencyBucketSql } from "../facts/histogram";
import { PREPARED } from "./prepared";

/** Dimensions that keep latency counts; others are answered from facts. `all` has the one value 0. */
export const LATENCY_DIMENSIONS = ["all", "feature", "model"] as const;

/** Rows whose duration counts: successful upstream calls of clients. */
export const LATENCY_ROWS =
  "a.counted and a.status = 0 and a.gateway_cache is null and a.kind not in (9, 10) and (a.duration_ms is not null or a.ttft_ms is not null)";

function countsSql(relation: string, sign: string): string {
  return `select (a.occurred_at at time zone $1)::date as day, a.feature, a.model,
      ${latencyBucketSql("a.duration_ms")} as latency, ${latencyBucketSql("a.ttft_ms")} as ttft, (${sign})::integer as n
    from ${relation} a where ${LATENCY_ROWS}`;
}

/** Dense histograms for each (day, dimension, value) of a relation with the columns of `attempt`; `$1` is the zone. */
export function latencyCells(relation: string, sign = "1"): string {
  const perDimension = LATENCY_DIMENSIONS.map(
    (dimension) =>
      `select day, '${dimension}' as dimension, ${dimension === "all" ? "0" : dimension} as value, latency, ttft, sum(n) as n from counts group by 1, 2, 3, 4, 5`,
  );
  return `with counts as materialized (
      select day, feature, model, latency, ttft, sum(n)::integer as n from (${countsSql(relation, sign)}) c group by 1, 2, 3, 4, 5
    ), split as (
      select day, dimension, value, 'l' as what, latency as bucket, sum(n)::integer as n from (${perDimension.join(" union all ")}) d where latency is not null group by 1, 2, 3, 4, 5
      union all
      select day, dimension, value, 't', ttft, sum(n)::integer from (${perDimension.join(" union all ")}) d where ttft is not null group by 1, 2, 3, 4, 5
    )
    select day, dimension, value,
      histogram_of(array_agg(bucket) filter (where what = 'l'), array_agg(n) filter (where what = 'l')) as latency,
      histogram_of(array_agg(bucket) filter (where what = 't'), array_agg(n) filter (where what = 't')) as ttft
    from split group by day, dimension, value`;
}

/** Adds the signed rows of a relation to the latency counts, inside the caller's transaction. */
export async function foldLatency(tx: Tx, zone: string, changes: string, removes: boolean): Promise<void> {
  await tx.unsafe(
    `insert into rollup_day_latency as r (day, dimension, value, latency, ttft)
    select * from (${latencyCells(changes, "a.sign")}) cells order by day, dimension, value
    on conflict (day, dimension, value) do update
    set latency = histogram_add(r.latency, excluded.latency), ttft = histogram_add(r.ttft, excluded.ttft)`,
    [zone],
    PREPARED,
  );
  if (removes) await tx`delete from rollup_day_latency where 0 = all (latency) and 0 = all (ttft)`;
}
