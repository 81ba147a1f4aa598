-- What a scope may cost in a calendar period. Scope and period never change: another scope is another budget.
create table budget (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  metric text not null check (metric = 'cost'),
  /* [{"dimension": "feature", "values": ["support-chat", null]}]; [] is the whole company. */
  scope jsonb not null default '[]',
  period text not null check (period in ('day', 'week', 'month', 'quarter', 'year')),
  amount numeric(24, 12) not null check (amount > 0),
  thresholds numeric[] not null default '{0.8,1}',
  /* {"roles": ["manager"], "users": ["<id>"]} */
  recipients jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  /* Raised with each change: an evaluation that read an older one is dropped. */
  revision integer not null default 1,
  archived_at timestamptz,
  evaluated_at timestamptz
);

-- What the last evaluation saw of a budget in one period.
create table budget_period (
  budget_id uuid not null references budget (id),
  period_start date not null,
  period_end date not null,
  state text not null check (state in ('under', 'warned', 'reached', 'late', 'unpriced', 'no_data')),
  amount numeric(24, 12) not null,
  spent numeric,
  priced_share numeric,
  data_through timestamptz,
  evaluated_at timestamptz not null,
  primary key (budget_id, period_start)
);

-- Something worth telling, with the numbers as they were. Never changed.
create table alert_event (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('budget')),
  budget_id uuid not null references budget (id),
  period_start date not null,
  threshold numeric not null,
  /* amount × threshold: a threshold tells once a period for the same line. */
  line numeric not null,
  snapshot jsonb not null,
  created_at timestamptz not null,
  unique (budget_id, period_start, threshold, line)
);
create index alert_event_created on alert_event (created_at desc);

-- A threshold that spend has reached in a period, and the event that told so (of a higher threshold where `superseded`).
create table budget_crossing (
  budget_id uuid not null references budget (id),
  period_start date not null,
  threshold numeric not null,
  line numeric not null,
  event_id uuid not null references alert_event (id),
  superseded boolean not null,
  crossed_at timestamptz not null,
  /* Set while restated data put spend below the line again. */
  below_since timestamptz,
  primary key (budget_id, period_start, threshold)
);

-- The outbox: one mail for one recipient of one event.
create table delivery (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references alert_event (id),
  channel text not null check (channel in ('email')),
  recipient text not null,
  /* Why this person: "named", or "role:manager". */
  because text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'uncertain', 'expired')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  leased_until timestamptz,
  message_id text not null unique,
  sent_at timestamptz,
  last_error text,
  /* A hand-over to the mail server ended without an answer, so the person may have two copies of this mail. */
  possible_duplicate boolean not null default false,
  created_at timestamptz not null,
  unique (event_id, channel, recipient)
);
create index delivery_due on delivery (next_attempt_at) where state in ('pending', 'uncertain', 'sending');
create index delivery_created on delivery (created_at desc);
