/* What takes a changed price to the past takes what is set about routing there too, and, once, the savings ledger itself. */
alter table repricing
  alter column entry drop not null,
  /* The routing setting that changed; null for a price, and where everything is computed anew. */
  add column setting integer,
  /* What the touched requests saved by routing, before and after. */
  add column routing_before numeric(24, 12) not null default 0,
  add column routing_after numeric(24, 12) not null default 0,
  drop constraint repricing_change_check,
  add constraint repricing_change_check check (change in ('added', 'retired', 'ledger')),
  add constraint repricing_of check ((entry is null or setting is null) and (change = 'ledger') = (entry is null and setting is null));
create index repricing_setting on repricing (setting) where setting is not null;

-- Requests from before there was a savings ledger get theirs from the worker.
insert into repricing (change, state, actor, started_at, updated_at)
select 'ledger', 'running', 'permille', now(), now()
where exists (select from attempt);
