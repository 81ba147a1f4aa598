-- Sessions of a whole day in one cell, team and feature -1: percentiles over everything read 30 rows a month instead of one for each team, feature and day.
insert into rollup_day_session (day, team, feature, sessions, priced_sessions, priced_cost, cost_histogram)
select d.day, -1, -1, d.sessions, d.priced_sessions, d.priced_cost, coalesce(h.cost_histogram, '{}')
from (
  select day, sum(sessions) as sessions, sum(priced_sessions) as priced_sessions, sum(priced_cost) as priced_cost from rollup_day_session group by day
) d left join (
  select day, histogram_of(array_agg(bucket), array_agg(n)) as cost_histogram
  from (
    select day, bucket, sum(n)::integer as n
    from (select day, generate_subscripts(cost_histogram, 1) - 1 as bucket, unnest(cost_histogram) as n from rollup_day_session) u
    where n <> 0 group by day, bucket
  ) b group by day
) h using (day);
