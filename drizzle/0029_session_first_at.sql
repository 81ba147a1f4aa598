-- A range that ends within a day reads the sessions that began on the other side of its end, not all of that day's.
create index session_first_at on session (first_at);
drop index session_day;
