-- Who asked for it; the worker does it, and goes on after an interruption.
alter table ingest_run add column undone_by text;
alter table source add column removed_by text;
