-- Nearly every record is told when its run was: null, which takes no room, says so, and the run says when. Rows of before keep their own time.
alter table identity alter column as_of drop not null;
-- When everything in the run's input was told that states no time of its own. Null: other inputs add to the run (pushes of an hour, readings of an
-- hour), or it is of a release before this; the identities of what it brought have their own times then.
alter table ingest_run add column told_at timestamptz;

-- The same of two codes of calls: null says what nearly every call says, 1. Rows of before keep their 1.
alter table attempt
  alter column attempts drop default,
  alter column attempts drop not null,
  alter column priced drop not null;
