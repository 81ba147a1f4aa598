-- Sources that Permille reads by itself on a schedule: an exporter's /metrics, or Prometheus' query_range.
alter table ingest_run drop constraint ingest_run_origin_check;
alter table ingest_run add constraint ingest_run_origin_check check (origin in ('file', 'stdin', 'upload', 'push', 'poll'));

create table poll (
  source text primary key,
  mode text not null check (mode in ('exporter', 'prometheus')),
  /* The page itself of an exporter; of Prometheus what its addresses begin with. */
  url text not null,
  /* Label matchers that narrow what is asked of Prometheus; "" for all. */
  selector text not null default '',
  interval_s integer not null check (interval_s between 15 and 3600),
  step_s integer not null check (step_s between 1 and 3600),
  /* Sealed with the instance's secret. */
  token text,
  paused boolean not null default false,
  /* The day that history was asked from, and the instant that is in the reporting zone. */
  backfill_day date,
  backfill_from timestamptz,
  /* Where reading forward began: history ends before it. */
  backfill_to timestamptz,
  /* History is read from here on; it grows towards backfill_from. */
  backfill_at timestamptz,
  /* Read through this instant. */
  cursor timestamptz,
  next_at timestamptz not null,
  /* Who reads at this moment. Whoever changes the poll takes it away, so that a late end can't write over the change. */
  lease uuid,
  lease_until timestamptz,
  last_at timestamptz,
  last_ok_at timestamptz,
  last_error text,
  warning text,
  failures integer not null default 0,
  /* Times in a row that the answer was said to be incomplete. */
  partial integer not null default 0,
  /* The other side's clock less ours. */
  skew_ms bigint,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index poll_address on poll (url, selector);
create index poll_due on poll (next_at) where not paused;
