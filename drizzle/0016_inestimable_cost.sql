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
/* What failures of routed requests cost by a dimension that no rollup holds beside the feature. */
create index attempt_routed_judged on attempt (occurred_at) where outcome > 0 and saved_routing is not null;

-- Lists behind a step of the savings ledger or an outcome skip the pages that have none: the index of values learns of these columns.
drop index attempt_values;
create index attempt_values on attempt using brin (
  occurred_at,
  api_key int4_bloom_ops (n_distinct_per_range = 120),
  user_id int4_bloom_ops (n_distinct_per_range = 120),
  customer int4_bloom_ops (n_distinct_per_range = 120),
  feature int4_bloom_ops (n_distinct_per_range = 48),
  model int4_bloom_ops (n_distinct_per_range = 24),
  requested_model int4_bloom_ops (n_distinct_per_range = 24),
  team int4_bloom_ops (n_distinct_per_range = 24),
  project int4_bloom_ops (n_distinct_per_range = 24),
  environment int4_bloom_ops (n_distinct_per_range = 16),
  provider int4_bloom_ops (n_distinct_per_range = 16),
  source int2_minmax_multi_ops,
  status, kind, tier, priced, gateway_cache, (final::integer), (estimable::integer),
  ledger int2_minmax_multi_ops,
  outcome int2_minmax_multi_ops,
  saved_cache, saved_context, saved_routing, saved_prompt_cache, saved_tier
) with (pages_per_range = 4);
