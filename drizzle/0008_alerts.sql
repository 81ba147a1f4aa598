-- Where alerts go beside mail: an address that takes Slack's format, or one of our own that checks a signature.
create table channel (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('slack', 'webhook')),
  name text not null,
  url text not null,
  /* What the signature of a webhook is made with; null for Slack, whose address is the secret. */
  secret text,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);

-- How mail leaves, where no SMTP_URL is set; the password is sealed with the instance's secret.
create table mail_settings (
  one boolean primary key default true check (one),
  host text not null,
  port integer not null,
  /* none: never encrypted; starttls: must be upgraded; tls: from the first byte. */
  security text not null check (security in ('none', 'starttls', 'tls')),
  username text,
  sealed_password text,
  sender text not null,
  changed_by text not null,
  changed_at timestamptz not null
);

-- Budgets of any metric, within each other, with lines on the forecast.
alter table budget
  drop constraint budget_metric_check,
  add column parent uuid references budget (id),
  add column forecast_thresholds numeric[] not null default '{}',
  /* USD per million tokens that calls without a price count at in this budget; null: they count nothing, and the budget says how many there are. */
  add column fallback_price numeric(24, 12) check (fallback_price >= 0),
  add column muted_until timestamptz;
alter table budget_period
  add column forecast numeric,
  add column forecast_low numeric,
  add column forecast_high numeric;
alter table budget_crossing
  add column basis text not null default 'actual' check (basis in ('actual', 'forecast')),
  drop constraint budget_crossing_pkey,
  add primary key (budget_id, period_start, basis, threshold);

-- A line that a metric should not cross; each value of `each` is watched by itself.
create table alert_rule (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  metric text not null,
  scope jsonb not null default '[]',
  each text,
  /* lib/rules/rule.ts */
  condition jsonb not null,
  window_minutes integer not null check (window_minutes > 0),
  /* For how long the condition must hold before it tells. */
  for_minutes integer not null default 0 check (for_minutes >= 0),
  /* {"metric": "requests", "value": "100"}: less than this in the window tells nothing. */
  minimum jsonb,
  /* Share of the line that the value must come back by before the alert ends. */
  hysteresis numeric not null default 0 check (hysteresis >= 0 and hysteresis < 1),
  cooldown_minutes integer not null default 0 check (cooldown_minutes >= 0),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  recipients jsonb not null,
  owner text not null,
  template text,
  muted_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  revision integer not null default 1,
  archived_at timestamptz,
  evaluated_at timestamptz
);

-- How far each rule has folded its buckets, and where it stands after the last; `subject` is a value of `each`, '' without one.
create table rule_state (
  rule_id uuid not null references alert_rule (id),
  subject text not null,
  folded_through timestamptz not null,
  state jsonb not null,
  primary key (rule_id, subject)
);

-- The end of the bucket at which an alert began or ended, with the state after it: late data is folded again from the one before.
create table rule_transition (
  rule_id uuid not null references alert_rule (id),
  subject text not null,
  at timestamptz not null,
  change text not null check (change in ('fired', 'resolved')),
  state jsonb not null,
  event_id uuid references alert_event (id),
  /* Restated data say that it did not happen. */
  withdrawn_at timestamptz,
  primary key (rule_id, subject, at, change)
);

alter table alert_event
  drop constraint alert_event_kind_check,
  add constraint alert_event_kind_check check (kind in ('budget', 'forecast', 'rule')),
  drop constraint alert_event_budget_id_period_start_threshold_line_key,
  alter column budget_id drop not null,
  alter column period_start drop not null,
  alter column threshold drop not null,
  alter column line drop not null,
  add column rule_id uuid references alert_rule (id),
  add column subject text not null default '',
  /* The end of the bucket that made it. */
  add column at timestamptz,
  add column change text not null default 'fired' check (change in ('fired', 'resolved')),
  add column severity text not null default 'warning' check (severity in ('info', 'warning', 'critical')),
  /* The mail's subject: says it all. */
  add column title text not null default '',
  add constraint alert_event_of check ((budget_id is null) <> (rule_id is null));
create unique index alert_event_crossing on alert_event (budget_id, period_start, kind, threshold, line) where budget_id is not null;
create unique index alert_event_transition on alert_event (rule_id, subject, at, change) where rule_id is not null;

-- What people did about an event: from the app, the API or the link in a mail.
create table alert_response (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references alert_event (id),
  kind text not null check (kind in ('acknowledged', 'snoozed')),
  /* Until when the rule or budget stays silent; only for snoozed. */
  until timestamptz,
  by text not null,
  via text not null check (via in ('mail', 'app', 'api')),
  at timestamptz not null
);
create index alert_response_event on alert_response (event_id);

-- A report that a person gets on their own schedule, and each one that was made.
create table report_subscription (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('weekly', 'monthly')),
  user_id uuid not null references app_user (id),
  scope jsonb not null default '[]',
  zone text not null,
  /* When it goes out, in `zone`: the hour, and the ISO weekday of a weekly or the day of the month of a monthly one. */
  hour smallint not null check (hour between 0 and 23),
  day smallint not null check (day between 1 and 28),
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create table report (
  id uuid primary key default gen_random_uuid(),
  subscription_id uuid not null references report_subscription (id),
  period_start date not null,
  period_end date not null,
  title text not null,
  /* The numbers as they were; lib/reports. */
  snapshot jsonb not null,
  /* Attached to the mail of a monthly one. */
  csv text,
  created_at timestamptz not null,
  unique (subscription_id, period_start)
);

-- The outbox holds every way out, and reports beside events.
alter table delivery
  alter column event_id drop not null,
  drop constraint delivery_channel_check,
  add constraint delivery_channel_check check (channel in ('email', 'slack', 'webhook', 'inbox')),
  add column channel_id uuid references channel (id),
  add column report_id uuid references report (id),
  /* Deliveries of one digest went out in one mail, whose Message-ID is made of it. */
  add column digest uuid,
  /* When the person opened it in the app; only for the inbox. */
  add column read_at timestamptz,
  add constraint delivery_of check ((event_id is null) <> (report_id is null)),
  add constraint delivery_report_key unique (report_id, channel, recipient);
create index delivery_inbox on delivery (recipient, created_at desc) where channel = 'inbox';
create index delivery_event on delivery (event_id);
