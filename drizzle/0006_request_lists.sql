-- Which values each four pages of calls hold: lists of calls with rare values, or with values that never meet, skip the pages that can't have them.
-- About 7 bytes a call, where a tree for each dimension would be 8 to 20 each. Pages are summed up by vacuum and by the job summarize-calls; until
-- then they are read.
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
  status, kind, tier, priced, gateway_cache, (final::integer)
) with (pages_per_range = 4);
