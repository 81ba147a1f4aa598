import type { Tx } from "../../db/client";
import { fold } from "../rollups";

/**
 * Which provider counts of the given days are in the totals. `$1` = days.
 * Of a record's versions the longest span wins (a bucket clipped to a query never replaces a whole one), then the newest. Of a day's groupings the
 * finest wins, unless it misses more than 5 % of the requests that another one has. Hours in which a field of the grouping is null in every row look
 * like a coarser grouping of their own: where no other grouping tells those hours too, they belong to the finest one that has all their fields. Days that a gateway or tracer saw of the same provider stay out
 * until somebody settles which traffic that is.
 */
const DESIRED = `
  with version as (
    select b.*, row_number() over (partition by b.id order by b.ends_at - b.starts_at desc, b.as_of desc, b.content desc) = 1 as newest
    from usage_bucket b where b.utc_day = any($1::date[])
  ), told as (
    select source, endpoint, account, utc_day, width, variant, string_to_array(variant, ',') as fields, array_agg(distinct snapped_at) as periods
    from version where newest group by 1, 2, 3, 4, 5, 6
  ), pull as (
    select t.source, t.endpoint, t.account, t.utc_day, t.width, t.variant, coalesce(h.variant, t.variant) as host
    from told t left join lateral (
      select o.variant from told o
      where o.source = t.source and o.endpoint = t.endpoint and o.account is not distinct from t.account and o.utc_day = t.utc_day and o.width = t.width
        and o.variant <> t.variant
      group by o.variant, o.fields having t.fields <@ o.fields and not exists (
        select from told p where p.source = t.source and p.endpoint = t.endpoint and p.account is not distinct from t.account and p.utc_day = t.utc_day
          and p.width = t.width and p.variant <> t.variant and p.periods && t.periods)
      order by cardinality(o.fields) desc, o.variant limit 1
    ) h on true
  ), hosted as (
    select v.*, p.host from version v
    join pull p on p.source = v.source and p.endpoint = v.endpoint and p.account is not distinct from v.account and p.utc_day = v.utc_day
      and p.width = v.width and p.variant = v.variant
    where v.newest
  ), variant as (
    select source, endpoint, account, utc_day, width, host, coalesce(sum(requests), 0) as requests,
      array_position(array['1m', '1h', '1d'], width) as coarseness, cardinality(string_to_array(host, ',')) as fields
    from hosted group by 1, 2, 3, 4, 5, 6
  ), ranked as (
    select v.*, row_number() over (partition by source, endpoint, account, utc_day
      order by requests * 20 < max_requests * 19, coarseness, fields desc, host) as rank
    from (select *, max(requests) over (partition by source, endpoint, account, utc_day) as max_requests from variant) v
  ), seen as (
    select distinct day as utc_day, provider from rollup_utc_day where day = any($1::date[]) and rows > 0
  ), settled as (
    select d.id as provider, c.account, c.from_day, c.to_day, bool_or(c.covered) as covered
    from coverage c join dimension_value d on d.dimension = 'provider' and d.value = c.provider group by 1, 2, 3, 4
  )
  select v.id, v.content, case
      when not v.newest then 'version'
      when r.rank > 1 then 'grouping'
      when exists (select from settled s where s.provider = v.provider and s.covered and s.account in ('*', coalesce(v.account, ''))
        and v.utc_day >= s.from_day and (s.to_day is null or v.utc_day < s.to_day)) then 'covered'
      when exists (select from seen s where s.utc_day = v.utc_day and s.provider = v.provider)
        and not exists (select from settled s where s.provider = v.provider and not s.covered and s.account in ('*', coalesce(v.account, ''))
          and v.utc_day >= s.from_day and (s.to_day is null or v.utc_day < s.to_day)) then 'overlap'
    end as uncounted
  from version v
  left join hosted h on h.id = v.id and h.content = v.content
  left join ranked r on r.source = h.source and r.endpoint = h.endpoint and r.account is not distinct from h.account
    and r.utc_day = h.utc_day and r.width = h.width and r.host = h.host`;

/** Brings `counted` of the buckets of these UTC days up to date, and the rollups with it. Call under the merge lock. */
export async function settleBuckets(tx: Tx, zone: string, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await tx.unsafe(`create temp table if not exists bucket_delta (like usage_bucket including defaults, sign integer not null) on commit delete rows;
    create temp table if not exists bucket_settled (id uuid, content bigint, uncounted text) on commit delete rows;
    truncate bucket_delta, bucket_settled`);
  const moved = await tx.unsafe(
    `insert into bucket_settled select d.id, d.content, d.uncounted from (${DESIRED}) d join usage_bucket b using (id, content)
     where b.counted is distinct from (d.uncounted is null) or b.uncounted is distinct from d.uncounted`,
    [days as string[]],
  );
  if (moved.count === 0) return;
  const remember = (sign: number) =>
    tx.unsafe(`insert into bucket_delta select b.*, ${sign} from usage_bucket b join bucket_settled using (id, content)`);
  await remember(-1);
  await tx`
    update usage_bucket b set counted = s.uncounted is null, uncounted = s.uncounted
    from bucket_settled s where s.id = b.id and s.content = b.content`;
  await remember(1);
  await fold(tx, zone, { buckets: "bucket_delta" }, true);
}

/** The same for bill lines: the newest version of each record, in the finest grouping of each (source, account, day). */
export async function settleBills(tx: Tx, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await tx`
    with version as (
      select b.*, row_number() over (partition by b.id order by b.as_of desc, b.content desc) = 1 as newest
      from bill_line b where b.utc_day = any(${days as string[]}::date[])
    ), ranked as (
      select source, account, utc_day, variant,
        row_number() over (partition by source, account, utc_day order by cardinality(string_to_array(variant, ',')) desc, variant) as rank
      from version where newest group by 1, 2, 3, 4
    ), desired as (
      select v.id, v.content, case when not v.newest then 'version' when r.rank > 1 then 'grouping' end as uncounted
      from version v join ranked r on r.source = v.source and r.account is not distinct from v.account and r.utc_day = v.utc_day and r.variant = v.variant
    )
    update bill_line b set counted = d.uncounted is null, uncounted = d.uncounted
    from desired d where d.id = b.id and d.content = b.content and (b.counted is distinct from (d.uncounted is null) or b.uncounted is distinct from d.uncounted)`;
}
