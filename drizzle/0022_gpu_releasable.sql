-- GPU time that a scheduler could have given back: whole clock hours in which a GPU was idle in each slot (lib/gpu/levels.ts).
alter table gpu_hour add column free_ms bigint not null default 0;
alter table gpu_day add column free_ms bigint not null default 0;

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
