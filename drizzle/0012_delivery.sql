/* Why it ended, where nobody ended it: the address said that it is gone. */
alter table channel add column end_reason text;

/* Attempts from before a person sent it again: those after count towards giving up. */
alter table delivery add column attempts_before integer not null default 0;

create index delivery_channel on delivery (channel_id, created_at desc) where channel_id is not null;
create index delivery_digest on delivery (digest) where digest is not null;
create index delivery_unread on delivery (recipient) where channel = 'inbox' and read_at is null;
