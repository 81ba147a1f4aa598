-- Rows of the past that take a changed price, one row for each change. `position` is where to go on after an interruption.
create table repricing (
  id integer generated always as identity primary key,
  entry integer not null,
  change text not null check (change in ('added', 'retired')),
  state text not null check (state in ('running', 'done', 'failed')),
  actor text not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  /* {"table": "attempt", "at": "…", "id": "…"} */
  position jsonb,
  /* Facts looked at; those whose price changed, with the requests they stand for. */
  examined bigint not null default 0,
  changed bigint not null default 0,
  requests bigint not null default 0,
  /* Cost of the changed facts in the totals, before and after; what had no price is 0 here and counted as newly priced. */
  cost_before numeric(24, 12) not null default 0,
  cost_after numeric(24, 12) not null default 0,
  newly_priced bigint not null default 0,
  error text
);
create index repricing_entry on repricing (entry);
