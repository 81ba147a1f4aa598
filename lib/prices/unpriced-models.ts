import type { Sql } from "../../db/client";

/** A model whose requests are missing from totals. */
export interface UnpricedModel {
  provider: string | null;
  /** Canonical name; null where the records name no model. */
  model: string | null;
  requests: number;
  tokens: number;
  firstDay: string;
  lastDay: string;
  /** `no_model`, `no_usage`, `no_price:<class>`: those of the last day it was seen, the most frequent first. */
  reasons: string[];
}

/** Models with requests outside the priced share, the most frequent first. Counts come from rollups, reasons from the facts of the last day. */
export async function unpricedModels(sql: Sql): Promise<UnpricedModel[]> {
  return sql<UnpricedModel[]>`
    with unpriced as (
      select provider, model, sum(share_requests - priced_requests)::float8 as requests,
        sum(input_uncached_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens - priced_tokens)::float8 as tokens,
        min(day) as first_day, max(day) as last_day
      from rollup_day_model where share_requests > priced_requests group by 1, 2
    )
    select p.value as provider, m.value as model, u.requests, u.tokens, u.first_day as "firstDay", u.last_day as "lastDay",
      array(
        select d.value from (
          select unpriced, 1::bigint as n from attempt a
          where a.provider = u.provider and a.model = u.model and a.counted and a.priced = 0
            and a.occurred_at >= u.last_day - interval '1 day' and a.occurred_at < u.last_day + interval '2 days'
          union all
          select unpriced, coalesce(requests, 1) from usage_bucket b
          where b.provider = u.provider and b.model = u.model and b.counted and b.cost is null and b.utc_day between u.last_day - 1 and u.last_day + 1
        ) f join dimension_value d on d.id = f.unpriced
        group by d.value order by sum(f.n) desc, d.value
      ) as reasons
    from unpriced u left join dimension_value p on p.id = u.provider left join dimension_value m on m.id = u.model
    order by u.requests desc, 1, 2`;
}

/** A model whose cost as its source reports it differs from ours by more than 1 %. USD, decimal strings; ratio = (reported − priced) ÷ priced. */
export interface PriceDifference {
  provider: string | null;
  model: string | null;
  reported: string;
  priced: string;
  difference: string;
  ratio: string | null;
}

/**
 * Over the last `days` days; the largest amount first. A source that reports 0 for what we price is listed too: the gap of the totals counts it, and this list
 * explains that gap.
 */
export async function priceDifferences(sql: Sql, now: Date, days = 30): Promise<PriceDifference[]> {
  return sql<PriceDifference[]>`
    select p.value as provider, m.value as model, trim_scale(reported)::text as reported, trim_scale(priced)::text as priced,
      trim_scale(reported - priced)::text as difference, trim_scale(round((reported - priced) / nullif(priced, 0), 6))::text as ratio
    from (
      select provider, model, sum(reported_cost) as reported, sum(compared_cost) as priced
      from rollup_day_model where day >= ${new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)} group by 1, 2
    ) r left join dimension_value p on p.id = r.provider left join dimension_value m on m.id = r.model
    where abs(reported - priced) > 0.01 * priced
    order by abs(reported - priced) desc, 1, 2`;
}
