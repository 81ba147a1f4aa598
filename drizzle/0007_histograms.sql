-- Histograms keep no zeros before their first count: an array begins at the place of that bucket (its index + 1), so '[198:200]={1,0,2}' are three sessions
-- in the buckets 197 and 199. A subscript still is the bucket's index + 1.

-- Adds two arrays of log-bucket counts, wherever each begins.
create or replace function histogram_add(a integer[], b integer[]) returns integer[] language sql immutable parallel safe as $$
  select case
    when cardinality(a) = 0 then b
    when cardinality(b) = 0 then a
    else (
      select format('[%s:%s]={%s}', min(i), max(i), string_agg((coalesce(a[i], 0) + coalesce(b[i], 0))::text, ',' order by i))::integer[]
      from generate_series(least(array_lower(a, 1), array_lower(b, 1)), greatest(array_upper(a, 1), array_upper(b, 1))) as i
    )
  end
$$;

-- An array of counts from (bucket, count) pairs; empty for none.
create or replace function histogram_of(buckets integer[], counts integer[]) returns integer[] language sql immutable parallel safe as $$
  select case
    when cardinality(buckets) > 0 then (
      select format('[%s:%s]={%s}', min(i) + 1, max(i) + 1, string_agg(n::text, ',' order by i))::integer[]
      from (
        select i, coalesce(sum(n), 0) as n
        from generate_series((select min(b) from unnest(buckets) as u(b)), (select max(b) from unnest(buckets) as u(b))) as i
        left join unnest(buckets, counts) as t(b, n) on b = i
        group by i
      ) summed
    )
    else '{}'
  end
$$;
