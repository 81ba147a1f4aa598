/* What requests cost whose savings can't be estimated, by reason. */
alter table rollup_day_core
  add column inestimable_price_cost numeric not null default 0,
  add column inestimable_baseline_cost numeric not null default 0,
  add column inestimable_baseline_price_cost numeric not null default 0,
  add column inestimable_other_cost numeric not null default 0;

alter table rollup_day_model
  add column inestimable_price_cost numeric not null default 0,
  add column inestimable_baseline_cost numeric not null default 0,
  add column inestimable_baseline_price_cost numeric not null default 0,
  add column inestimable_other_cost numeric not null default 0;

alter table rollup_day_feature
  add column inestimable_price_cost numeric not null default 0,
  add column inestimable_baseline_cost numeric not null default 0,
  add column inestimable_baseline_price_cost numeric not null default 0,
  add column inestimable_other_cost numeric not null default 0;

alter table rollup_day_ledger
  add column inestimable_price_cost numeric not null default 0,
  add column inestimable_baseline_cost numeric not null default 0,
  add column inestimable_baseline_price_cost numeric not null default 0,
  add column inestimable_other_cost numeric not null default 0;

alter table rollup_hour_feature
  add column inestimable_price_cost numeric not null default 0,
  add column inestimable_baseline_cost numeric not null default 0,
  add column inestimable_baseline_price_cost numeric not null default 0,
  add column inestimable_other_cost numeric not null default 0;

/* The answers that followed another model's attempt: chains of models are read from these and attempt_waste. */
create index attempt_escalated on attempt (occurred_at) where ledger = 2;
