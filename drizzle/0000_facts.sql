-- Instance settings: the reporting zone and whatever an admin changes. One row each.
create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- A named connection of a kind. `num` is what facts carry.
create table source (
  id text primary key,
  num smallint generated always as identity unique,
  kind text not null,
  label text not null,
  role text not null check (role in ('gateway', 'tracer', 'provider')),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table ingest_run (
  id integer generated always as identity primary key,
  source text not null,
  file text not null,
  origin text not null check (origin in ('file', 'stdin', 'upload', 'push')),
  state text not null check (state in ('running', 'done', 'failed', 'interrupted', 'deleting')),
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  bytes bigint not null default 0,
  read bigint not null default 0,
  accepted bigint not null default 0,
  duplicate bigint not null default 0,
  revised bigint not null default 0,
  ignored bigint not null default 0,
  rejected bigint not null default 0,
  cost numeric(24, 12),
  from_at timestamptz,
  to_at timestamptz,
  ignored_reasons jsonb not null default '{}',
  rejected_reasons jsonb not null default '{}',
  error text
);
create index ingest_run_source on ingest_run (source, started_at desc);

create table rejected_record (
  id bigint generated always as identity primary key,
  run integer not null,
  line bigint not null,
  reason text not null,
  detail text not null,
  record text not null,
  created_at timestamptz not null default now()
);
create index rejected_record_run on rejected_record (run, line);

-- Values of dimensions; facts and rollups hold the id, 0 is unknown.
create table dimension_value (
  id integer generated always as identity primary key,
  dimension text not null,
  value text not null,
  label text,
  unique (dimension, value)
);

-- A price as it was when rows were priced with it. Append-only; `key` is a hash of the content.
create table price (
  id integer generated always as identity primary key,
  key text not null unique,
  provider text not null,
  model text not null,
  tier text not null,
  geo text,
  lines jsonb not null,
  valid_from timestamptz,
  valid_to timestamptz,
  source text not null,
  source_url text,
  checked_on date,
  created_at timestamptz not null default now()
);

-- Prices that people entered. A mistake is retired and entered anew, never overwritten.
create table price_entry (
  id integer generated always as identity primary key,
  provider text not null,
  model text not null,
  tier text not null default 'standard',
  geo text,
  lines jsonb not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  source text not null,
  source_url text,
  checked_on date not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

-- Who a fact is: one row for each identity, whatever its time. `content` is the hash of the newest version.
create table identity (
  id uuid primary key,
  content bigint not null,
  occurred_at timestamptz not null,
  as_of timestamptz not null,
  versions smallint not null default 1
);

-- One call of a model. Codes of status, kind, tier and gateway_cache: lib/facts/codes.ts.
create table attempt (
  id uuid not null,
  occurred_at timestamptz not null,
  session_key bigint,
  call uuid,
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
  source smallint not null,
  status smallint not null,
  kind smallint not null,
  tier smallint not null,
  gateway_cache smallint not null default 0,
  priced smallint not null,
  attempt_no smallint not null default 1,
  attempts smallint not null default 1,
  hidden smallint,
  final boolean not null default true,
  counted boolean not null default true,
  cost numeric(24, 12),
  cost_input_uncached numeric(24, 12),
  cost_cache_read numeric(24, 12),
  cost_cache_write_5m numeric(24, 12),
  cost_cache_write_1h numeric(24, 12),
  cost_output numeric(24, 12),
  cost_other numeric(24, 12),
  reported_cost numeric(24, 12),
  record_id text not null,
  response_id text,
  trace text,
  span text,
  parent text,
  extra jsonb
) partition by range (occurred_at);
create index attempt_time on attempt (occurred_at);
create index attempt_trace on attempt using hash (trace);
create index attempt_response on attempt using hash ((coalesce(response_id, record_id)));
create index attempt_failure on attempt (occurred_at) where status = 1;

-- All versions of a record that came in more than one, as the source told them.
create table attempt_version (
  id uuid not null,
  content bigint not null,
  as_of timestamptz not null,
  run integer not null,
  fact jsonb not null,
  primary key (id, content)
);
create index attempt_version_run on attempt_version (run);

-- Records that a run brought again: what keeps them when the run that brought them first is undone.
create table sighting (
  run integer not null,
  seq integer generated always as identity,
  ids uuid[] not null,
  contents bigint[] not null
);
create index sighting_run on sighting (run);

-- Parent edges of spans that are no calls; expire after 7 days.
create table span_link (
  trace text not null,
  span text not null,
  parent text,
  run integer not null,
  seen_at timestamptz not null default now(),
  primary key (trace, span)
);
create index span_link_seen on span_link (seen_at);

-- The sources' own session ids; facts and totals hold their 63-bit hash.
create table session_name (
  key bigint primary key,
  id text not null
);

create table session (
  key bigint primary key,
  first_at timestamptz not null,
  last_at timestamptz not null,
  first_id uuid not null,
  day date not null,
  requests integer not null,
  attempts integer not null,
  unpriced integer not null,
  rows integer not null,
  cost numeric(24, 12) not null,
  source smallint not null,
  team integer not null,
  project integer not null,
  feature integer not null,
  environment integer not null,
  api_key integer not null,
  user_id integer not null,
  customer integer not null
);
create index session_day on session (day, feature);

-- A provider's own counts. Every version and every grouping is kept; `counted` marks the ones in the totals.
create table usage_bucket (
  id uuid not null,
  content bigint not null,
  run integer not null,
  source smallint not null,
  as_of timestamptz not null,
  endpoint text not null,
  account text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  snapped_at timestamptz not null,
  utc_day date not null,
  width text not null,
  variant text not null,
  provider integer not null,
  model integer not null default 0,
  model_name integer not null default 0,
  kind smallint not null,
  tier smallint not null,
  project integer not null default 0,
  api_key integer not null default 0,
  user_id integer not null default 0,
  requests bigint,
  input_uncached bigint,
  cache_read bigint,
  cache_write_5m bigint,
  cache_write_1h bigint,
  output bigint,
  cost numeric(24, 12),
  cost_input_uncached numeric(24, 12),
  cost_cache_read numeric(24, 12),
  cost_cache_write_5m numeric(24, 12),
  cost_cache_write_1h numeric(24, 12),
  cost_output numeric(24, 12),
  cost_other numeric(24, 12),
  price integer,
  unpriced integer,
  units jsonb,
  extra jsonb,
  record_id text not null,
  counted boolean not null default false,
  /* Why it is not: 'version', 'grouping', 'overlap' (unsettled), 'covered' (settled: reconciliation only). */
  uncounted text,
  primary key (id, content)
);
create index usage_bucket_day on usage_bucket (utc_day, provider);
create index usage_bucket_run on usage_bucket (run);

-- What a provider charges, in FOCUS terms.
create table bill_line (
  id uuid not null,
  content bigint not null,
  run integer not null,
  source smallint not null,
  as_of timestamptz not null,
  provider integer not null,
  account text,
  charge_period_start timestamptz not null,
  charge_period_end timestamptz not null,
  utc_day date not null,
  variant text not null,
  billed_cost numeric(30, 18) not null,
  billing_currency text not null,
  charge_category text not null,
  charge_description text,
  project integer not null default 0,
  api_key integer not null default 0,
  consumed_quantity numeric,
  consumed_unit text,
  record_id text not null,
  counted boolean not null default false,
  uncounted text,
  primary key (id, content)
);
create index bill_line_day on bill_line (utc_day);
create index bill_line_run on bill_line (run);

-- Which gateway covers which account from when to when: buckets of a covered account serve reconciliation only.
create table coverage (
  id integer generated always as identity primary key,
  source text not null,
  provider text not null,
  account text not null default '*',
  from_day date not null,
  to_day date,
  /* true: the gateway sees this traffic; false: the two are different traffic and both count. */
  covered boolean not null,
  created_by text not null,
  created_at timestamptz not null default now()
);

-- Who changed what.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
create index audit_entry_at on audit_entry (at desc);

-- Adds two arrays of log-bucket counts; the shorter counts as padded with zeros.
create function histogram_add(a integer[], b integer[]) returns integer[] language sql immutable parallel safe as $$
  select array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) with ordinality as t(x, y, i) order by i)
$$;

-- A dense array of counts from (bucket, count) pairs; empty for none.
create function histogram_of(buckets integer[], counts integer[]) returns integer[] language sql immutable parallel safe as $$
  select coalesce(array(
    select coalesce(sum(n), 0)::integer
    from generate_series(0, (select max(b) from unnest(buckets) as u(b))) as i
    left join unnest(buckets, counts) as t(b, n) on b = i
    group by i
    order by i
  ), '{}')
$$;
