-- GPU time that a scheduler could have given back: whole clock hours in which a GPU was idle in each slot (lib/gpu/levels.ts).
alter table gpu_hour add column free_ms bigint not null default 0;
alter table gpu_day add column free_ms bigint not null default 0;
-- Activity by hour of the day (db/schema/sample-tables.ts): a month of a thousand GPUs by hour are 720,000 rows, too many for one picture.
alter table gpu_day add column engine_course double precision[];
alter table gpu_day add column sm_course double precision[];
alter table gpu_day add column util_course double precision[];

update gpu_hour t set free_ms = t.slot_ms
from (
  select hour, subject from gpu_hour group by hour, subject
  having sum(idle_ms) = sum(slot_ms) and sum(measured_ms) >= 3300000
) free
where free.hour = t.hour and free.subject = t.subject and t.slot_ms > 0;

update gpu_day t set free_ms = f.free_ms
from (
  select (h.hour at time zone z.zone)::date as day, h.subject, h.host, h.gpu_model, h.namespace, h.pod, sum(h.free_ms) as free_ms
  from gpu_hour h cross join (select coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC') as zone) z
  where h.free_ms > 0
  group by 1, 2, 3, 4, 5, 6
) f
where f.day = t.day and f.subject = t.subject and f.host = t.host and f.gpu_model = t.gpu_model and f.namespace = t.namespace and f.pod = t.pod;

update gpu_day t set engine_course = c.engine, sm_course = c.sm, util_course = c.util
from (
  select day, subject, host, gpu_model, namespace, pod,
    case when sum(engine_ms) > 0 then (array_agg(engine_uw order by nth) || array_agg(engine_ms order by nth))::double precision[] end as engine,
    case when sum(sm_ms) > 0 then (array_agg(sm_uw order by nth) || array_agg(sm_ms order by nth))::double precision[] end as sm,
    case when sum(util_ms) > 0 then (array_agg(util_uw order by nth) || array_agg(util_ms order by nth))::double precision[] end as util
  from (
    select d.day, d.subject, d.host, d.gpu_model, d.namespace, d.pod, n.nth,
      coalesce(sum(h.engine_uw), 0)::bigint as engine_uw, coalesce(sum(h.engine_ms), 0)::bigint as engine_ms,
      coalesce(sum(h.sm_uw), 0)::bigint as sm_uw, coalesce(sum(h.sm_ms), 0)::bigint as sm_ms,
      coalesce(sum(h.util_uw), 0)::bigint as util_uw, coalesce(sum(h.util_ms), 0)::bigint as util_ms
    from gpu_day d cross join generate_series(0, 24) as n(nth)
    cross join (select coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC') as zone) z
    left join gpu_hour h on h.subject = d.subject and h.host = d.host and h.gpu_model = d.gpu_model and h.namespace = d.namespace and h.pod = d.pod
      and h.hour >= d.day::timestamp at time zone z.zone + n.nth * interval '1 hour'
      and h.hour < d.day::timestamp at time zone z.zone + (n.nth + 1) * interval '1 hour'
      and (h.hour at time zone z.zone)::date = d.day
    group by d.day, d.subject, d.host, d.gpu_model, d.namespace, d.pod, n.nth
  ) cell
  group by day, subject, host, gpu_model, namespace, pod
) c
where c.day = t.day and c.subject = t.subject and c.host = t.host and c.gpu_model = t.gpu_model and c.namespace = t.namespace and c.pod = t.pod;
