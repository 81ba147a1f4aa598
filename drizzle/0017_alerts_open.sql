-- True of an alert that somebody acknowledged, or that is not what its rule and subject stand at any more: what may still be open is found without reading
-- the rest. lib/alerts/standing-event.ts keeps it; false says nothing.
alter table alert_event add column over boolean not null default false;
create index rule_transition_event on rule_transition (event_id);

with standing as (
  select distinct on (rule_id, subject) event_id, change
  from rule_transition
  where withdrawn_at is null
  order by rule_id, subject, at desc, change
)
update alert_event e
set over = true
where exists (select from alert_response a where a.event_id = e.id and a.kind = 'acknowledged')
  or e.rule_id is not null and not exists (select from standing s where s.event_id = e.id and s.change = e.change);

create index alert_event_standing on alert_event (rule_id, subject) where change = 'fired' and not over;
create index alert_event_began on alert_event ((coalesce(at, created_at))) where change = 'fired';
