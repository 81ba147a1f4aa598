-- What GPUs and model servers mean: which pool, model, team and feature they belong to, by dated rules, and what they cost. Rollups keep names as measured;
-- the spans below are joined to them, so that a corrected rule holds for all history at once.

/* Append-only: a mistake is retired and entered anew. Precedence: lib/gpu/attribute.ts. */
create table gpu_rule (
  id integer generated always as identity primary key,
  field text not null check (field in ('host', 'gpu_model', 'pool', 'namespace', 'pod', 'model')),
  /* A name, or the beginning of names and "*". */
  subject text not null,
  sets text not null check (sets in ('pool', 'model', 'team', 'feature', 'alternative')),
  /* Null: from then on none. */
  value text,
  /* Null: always. */
  from_day date,
  note text,
  created_by text not null,
  created_at timestamptz not null default now(),
  retired_by text,
  retired_at timestamptz,
  check (sets <> 'pool' or field in ('host', 'gpu_model')),
  check (sets <> 'alternative' or field = 'model')
);

alter table gpu_rate drop constraint gpu_rate_field_check;
alter table gpu_rate add constraint gpu_rate_field_check check (field in ('any', 'gpu_model', 'pool', 'host'));
alter table gpu_rate drop constraint gpu_rate_terms_check;
alter table gpu_rate add constraint gpu_rate_terms_check check (terms in ('on_demand', 'reserved', 'owned', 'billed'));
/* What an owned card cost and the months of use that spread it. */
alter table gpu_rate add column purchase_usd numeric(24, 6);
alter table gpu_rate add column months integer;
/* Which bill lines a billed rate is made of: source, description, project. */
alter table gpu_rate add column bill jsonb;

-- What a billed rate comes to by charge period, in days of the reporting zone: dollars of its lines ÷ hours of its cards.
create table gpu_billed (
  rate integer not null references gpu_rate (id),
  from_day date not null,
  to_day date not null,
  lines integer not null,
  billed_usd numeric(30, 12) not null,
  card_hours numeric(30, 9) not null,
  usd_per_hour numeric(30, 18) not null,
  primary key (rate, from_day, to_day)
);

-- Every combination of names that a GPU was measured under, over all days, cut where something changes. Ids of dimension_value; 0 = unknown.
create table gpu_span (
  host integer not null,
  gpu_model integer not null,
  namespace integer not null,
  pod integer not null,
  from_day date not null,
  to_day date not null,
  pool integer not null,
  model integer not null,
  team integer not null,
  feature integer not null,
  usd_per_hour numeric(30, 18),
  /* gpu_rate.id */
  rate integer,
  primary key (host, gpu_model, namespace, pod, from_day)
);
create index gpu_span_pod on gpu_span (pod, namespace);

-- Which model the servers of a pod serve from a day on, under the server's name for it.
create table serving_tie (
  namespace integer not null,
  pod integer not null,
  from_day date not null,
  served integer not null,
  primary key (namespace, pod, from_day)
);
create index serving_day_pod on serving_day (pod, namespace, day);

-- The same as gpu_span for the names that model servers were measured under.
create table serving_span (
  served integer not null,
  namespace integer not null,
  pod integer not null,
  from_day date not null,
  to_day date not null,
  /* Under the name that calls have. */
  model integer not null,
  team integer not null,
  feature integer not null,
  primary key (served, namespace, pod, from_day)
);
