/* A source of outcomes tells what the calls of others achieved; it has none of its own. */
alter table source drop constraint source_role_check;
alter table source add constraint source_role_check check (role in ('gateway', 'tracer', 'provider', 'outcomes'));

alter table outcome
  /* What it judges did not arrive yet. */
  add column waits boolean not null default true;
create index outcome_held on outcome (source, counted, waits);
/* A request that was escalated is joined with what followed: whether there is any must be told at once. */
create index outcome_escalated on outcome (id) where counted and scope = 0 and result = 3;
/* Outcomes may name the call that a source says its rows belong to. */
create index attempt_call_id on attempt using hash ((extra ->> 'callId')) where extra ? 'callId';
