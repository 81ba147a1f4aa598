-- What pushes added to facts but not yet to rollups and sessions: sums, packed, in the order of commits. Whoever changes rollups or sessions otherwise folds
-- them first. A migration that computes rollups or sessions from facts empties this table: the facts of what is pending are there already.
create table pending_sums (
  id bigint generated always as identity primary key,
  source smallint not null,
  /* Attempts that are summed here, and the first of their times. */
  rows integer not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  /* Names of what is packed, in its order: a newer release reads what an older one left. */
  layout text not null,
  sums bytea not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000);
-- Bytes that are small as they are and live for a second.
alter table pending_sums alter column sums set storage external;

-- The newest call of each source that was folded from there: what "data through" may claim while others wait.
create table folded_through (
  source smallint primary key,
  at timestamptz not null
);
