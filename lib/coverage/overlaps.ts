import type { Sql, Tx } from "../../db/client";

/** Traffic that a gateway (or tracer) and the provider itself both counted, and nobody has said yet whether it is the same. */
export interface Overlap {
  provider: string;
  /** The provider's account or organization, null where the export names none. */
  account: string | null;
  /** First and last UTC day in question, and how many of them have both. */
  firstDay: string;
  lastDay: string;
  days: number;
  /** What the provider counted on those days and stays out of the totals meanwhile; cost in USD, null where none of it is priced. */
  keptOut: { cost: string | null; requests: number; sources: string[] };
  /** What gateways and tracers saw of this provider on the same days; it is in the totals. */
  metered: { cost: string | null; requests: number; sources: { id: string; label: string }[] };
}

/** Unsettled overlaps, the largest amount first. */
export async function listOverlaps(sql: Sql | Tx): Promise<Overlap[]> {
  return sql<Overlap[]>`
    with kept as (
      select b.provider, b.account, b.utc_day, sum(b.cost) as cost, sum(b.requests) as requests, array_agg(distinct s.label) as sources
      from usage_bucket b join source s on s.num = b.source
      where b.uncounted = 'overlap'
      group by 1, 2, 3
    ), overlap as (
      select provider, account, min(utc_day) as first_day, max(utc_day) as last_day, count(*)::integer as days,
        trim_scale(sum(cost))::text as cost, coalesce(sum(requests), 0)::float8 as requests, array_agg(utc_day) as in_days
      from kept group by 1, 2
    )
    select p.value as provider, o.account, o.first_day as "firstDay", o.last_day as "lastDay", o.days,
      jsonb_build_object('cost', o.cost, 'requests', o.requests, 'sources',
        (select array_agg(distinct name order by name) from kept k, unnest(k.sources) as name where k.provider = o.provider and k.account is not distinct from o.account)) as "keptOut",
      jsonb_build_object('cost', m.cost, 'requests', m.requests, 'sources', m.sources) as metered
    from overlap o
    join dimension_value p on p.id = o.provider
    cross join lateral (
      select case when sum(r.cost_rows) > 0 then trim_scale(sum(r.cost))::text end as cost, coalesce(sum(r.requests), 0)::float8 as requests,
        coalesce(jsonb_agg(distinct jsonb_build_object('id', s.id, 'label', s.label)), '[]') as sources
      from rollup_utc_day r join source s on s.num = r.source
      where r.provider = o.provider and r.day = any(o.in_days)
    ) m
    order by o.cost::numeric desc nulls last, p.value, o.account`;
}
