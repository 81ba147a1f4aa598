-- Calls take less room: fixed columns first and widest first, a list of tags as one name instead of JSON, ids packed, no index of
-- responses for calls whose record is the response. The table is
-- written anew, month by month and in flat memory; until this is committed it needs the room of both.

-- Ids as calls hold them: a byte that says how, then the id. The same rules: db/packed-id.ts. Patterns only where no cheaper test will do.
create function pack_id(id text) returns bytea language sql stable parallel safe as $$
  select case
    when right(id, 36) like '________-____-____-____-____________' and left(id, -36) in ('', 'chatcmpl-', 'call:', 'resp_', 'msg_', 'req_', 'cmpl-', 'gen-')
        and length(replace(right(id, 36), '-', '')) = 32 and ltrim(replace(right(id, 36), '-', ''), '0123456789abcdef') = ''
      then set_byte('\x00', 0, 1 + 2 * coalesce(array_position('{chatcmpl-,call:,resp_,msg_,req_,cmpl-,gen-}'::text[], left(id, -36)), 0))
        || decode(replace(right(id, 36), '-', ''), 'hex')
    when id like '________________________________:________________' and ltrim(left(id, 32) || right(id, 16), '0123456789abcdef') = ''
      then '\xff' || decode(left(id, 32) || right(id, 16), 'hex')
    when id <> '' and length(id) % 2 = 0 and ltrim(id, '0123456789abcdef') = ''
      then '\x02' || decode(id, 'hex')
    when id ~ '^(chatcmpl-|call:|resp_|msg_|req_|cmpl-|gen-)([0-9a-f]{2})+$'
      then set_byte('\x00', 0, 2 + 2 * array_position('{chatcmpl-,call:,resp_,msg_,req_,cmpl-,gen-}'::text[],
          substring(id from '^(chatcmpl-|call:|resp_|msg_|req_|cmpl-|gen-)')))
        || decode(regexp_replace(id, '^(chatcmpl-|call:|resp_|msg_|req_|cmpl-|gen-)', ''), 'hex')
    else '\x00' || convert_to(id, 'UTF8')
  end
$$;
create function id_text(packed bytea) returns text language sql stable parallel safe as $$
  select case get_byte(packed, 0)
    when 0 then convert_from(substr(packed, 2), 'UTF8')
    when 255 then encode(substr(packed, 2, 16), 'hex') || ':' || encode(substr(packed, 18), 'hex')
    else ('{"",chatcmpl-,call:,resp_,msg_,req_,cmpl-,gen-}'::text[])[(get_byte(packed, 0) + 1) / 2]
      || case when get_byte(packed, 0) % 2 = 1 then encode(substr(packed, 2), 'hex')::uuid::text else encode(substr(packed, 2), 'hex') end
  end
$$;
-- Nothing but the database's encoding, which never changes, keeps this from being immutable; as such a list is packed once for a statement.
create function pack_ids(ids text[]) returns bytea[] language sql immutable parallel safe as $$
  select array(select pack_id(id) from unnest(ids) as i (id))
$$;

-- The tags of a call: `attempt.tags` names a list of their ids ("12,7"); a list too long for a name stands in `extra`.
create function tag_names(tags integer, extra jsonb) returns text[] language sql stable parallel safe as $$
  select array(
    select d.value
    from jsonb_array_elements_text(coalesce((select to_jsonb(string_to_array(l.value, ',')) from dimension_value l where l.id = tags), extra -> 'tags'))
      with ordinality as t (id, n)
    join dimension_value d on d.id = t.id::integer
    order by n
  )
$$;

alter table attempt rename to attempt_before;
drop index attempt_time, attempt_trace, attempt_response, attempt_failure, attempt_waste, attempt_judged, attempt_call_id, attempt_escalated,
  attempt_routed_judged, attempt_values;
-- One call of a model. Codes of status, kind, tier and gateway_cache: lib/facts/codes.ts; of ledger: lib/savings/roles.ts.
create table attempt (
  id uuid not null,
  occurred_at timestamptz not null,
  session_key bigint,
  prompt_hash bigint,
  run integer not null,
  duration_ms real,
  ttft_ms real,
  input_uncached integer,
  cache_read integer,
  cache_write_5m integer,
  cache_write_1h integer,
  output integer,
  reasoning integer,
  provider integer not null default 0,
  model integer not null default 0,
  model_name integer not null default 0,
  requested_model integer not null default 0,
  route integer not null default 0,
  team integer not null default 0,
  project integer not null default 0,
  feature integer not null default 0,
  environment integer not null default 0,
  api_key integer not null default 0,
  user_id integer not null default 0,
  customer integer not null default 0,
  error_class integer,
  geo integer,
  price integer,
  unpriced integer,
  tags integer,
  source smallint not null,
  status smallint not null,
  kind smallint not null,
  tier smallint not null,
  /* Null, which takes no room: no cache of the gateway answered. */
  gateway_cache smallint,
  priced smallint not null,
  /* Place among the attempts of the request; null, which takes no room: the first. */
  attempt_no smallint,
  attempts smallint not null default 1,
  hidden smallint,
  ledger smallint not null default 0,
  ledger_reason smallint,
  /* 1 success, 2 failure, 3 escalated, on one attempt of what the outcome judges; 0 on the others it judges; null: no outcome. */
  outcome smallint,
  final boolean not null default true,
  counted boolean not null default true,
  estimable boolean not null default false,
  call uuid,
  cost numeric(24, 12),
  cost_input_uncached numeric(24, 12),
  cost_cache_read numeric(24, 12),
  cost_cache_write_5m numeric(24, 12),
  cost_cache_write_1h numeric(24, 12),
  cost_output numeric(24, 12),
  cost_other numeric(24, 12),
  reported_cost numeric(24, 12),
  saved_cache numeric(24, 12),
  saved_context numeric(24, 12),
  /* Null: the baseline itself answered. */
  saved_routing numeric(24, 12),
  saved_prompt_cache numeric(24, 12),
  saved_tier numeric(24, 12),
  /* What a failure cost: as told with the outcome, else as set for the feature. */
  outcome_cost numeric(24, 12),
  outcome_value numeric(24, 12),
  record_id bytea not null,
  response_id bytea,
  trace bytea,
  span bytea,
  parent bytea,
  extra jsonb
) partition by range (occurred_at);

insert into dimension_value (dimension, value)
select distinct 'tags', translate((extra -> 'tags')::text, '[] ', '') from attempt_before
where extra ? 'tags' and jsonb_array_length(extra -> 'tags') between 1 and 200
on conflict do nothing;

do $$
declare
  month record;
begin
  for month in
    select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'attempt_before'::regclass order by 1
  loop
    execute format('alter table %I rename to attempt_month_before', month.name);
    execute format('create table %I partition of attempt %s', month.name, month.bounds);
    insert into attempt (
      id, occurred_at, session_key, prompt_hash, run, duration_ms, ttft_ms, input_uncached, cache_read, cache_write_5m, cache_write_1h,
      output, reasoning, provider, model, model_name, requested_model, route, team, project, feature, environment, api_key, user_id,
      customer, error_class, geo, price, unpriced, source, status, kind, tier, gateway_cache, priced, attempt_no, attempts, hidden,
      ledger, ledger_reason, outcome, final, counted, estimable, call, cost, cost_input_uncached, cost_cache_read, cost_cache_write_5m,
      cost_cache_write_1h, cost_output, cost_other, reported_cost, saved_cache, saved_context, saved_routing, saved_prompt_cache,
      saved_tier, outcome_cost, outcome_value, tags, record_id, response_id, trace, span, parent, extra
    )
    select
      a.id, a.occurred_at, a.session_key, a.prompt_hash, a.run, a.duration_ms, a.ttft_ms, a.input_uncached, a.cache_read,
      a.cache_write_5m, a.cache_write_1h, a.output, a.reasoning, a.provider, a.model, a.model_name, a.requested_model, a.route, a.team,
      a.project, a.feature, a.environment, a.api_key, a.user_id, a.customer, a.error_class, a.geo, a.price, a.unpriced, a.source,
      a.status, a.kind, a.tier, nullif(a.gateway_cache, 0), a.priced, nullif(a.attempt_no, 1), a.attempts, a.hidden, a.ledger,
      a.ledger_reason, a.outcome, a.final, a.counted, a.estimable, a.call, a.cost, a.cost_input_uncached, a.cost_cache_read,
      a.cost_cache_write_5m, a.cost_cache_write_1h, a.cost_output, a.cost_other, a.reported_cost, a.saved_cache, a.saved_context,
      a.saved_routing, a.saved_prompt_cache, a.saved_tier, a.outcome_cost, a.outcome_value, d.id, pack_id(a.record_id),
      pack_id(a.response_id), pack_id(a.trace), pack_id(a.span), pack_id(a.parent),
      case when d.id is null then a.extra else nullif(a.extra - 'tags', '{}') end
    from attempt_month_before a
    left join dimension_value d on d.dimension = 'tags' and d.value = translate((a.extra -> 'tags')::text, '[] ', '');
    drop table attempt_month_before;
  end loop;
end
$$;
drop table attempt_before;

create index attempt_time on attempt (occurred_at);
create index attempt_trace on attempt using hash (trace);
-- Of other calls the record's own id is the response's: they are found by their identity.
create index attempt_response on attempt using hash (response_id) where response_id is not null;
create index attempt_failure on attempt (occurred_at) where status = 1;
create index attempt_waste on attempt (occurred_at) where ledger in (3, 4);
create index attempt_judged on attempt (occurred_at) where outcome > 0;
create index attempt_call_id on attempt using hash ((extra ->> 'callId')) where extra ? 'callId';
/* The answers that followed another model's attempt: chains of models are read from these and attempt_waste. */
create index attempt_escalated on attempt (occurred_at) where ledger = 2;
/* What failures of routed requests cost by a dimension that no rollup holds beside the feature. */
create index attempt_routed_judged on attempt (occurred_at) where outcome > 0 and saved_routing is not null;
-- Which values each four pages of calls hold, as before.
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
analyze attempt;

-- Nearly every record comes in one version: null, which takes no room, says so.
alter table identity
  alter column versions drop default,
  alter column versions drop not null,
  alter column versions type smallint using nullif(versions, 1::smallint);
analyze identity;
