/* Routing's own overhead, apart from guards. */
alter table rollup_day_core add column router_cost numeric not null default 0;
alter table rollup_day_model add column router_cost numeric not null default 0;
alter table rollup_day_feature add column router_cost numeric not null default 0;
alter table rollup_day_ledger add column router_cost numeric not null default 0;
alter table rollup_hour_feature add column router_cost numeric not null default 0;
