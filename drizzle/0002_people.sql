-- People who sign in. `session_epoch` is raised when a password is reset, which ends every older session.
create table app_user (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  name text,
  role text not null check (role in ('admin', 'finance', 'engineer', 'manager')),
  password_hash text not null,
  session_epoch integer not null default 1,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  last_sign_in_at timestamptz
);

-- Bearer keys of the HTTP API. Only the hash of the secret is kept; `prefix` is what people recognize it by.
create table api_key (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  scope text not null check (scope in ('ingest', 'query', 'admin')),
  prefix text not null,
  secret_hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Sign-ins that are being checked or failed, so that the limit holds through restarts; a success removes its own.
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  email_hash bytea not null,
  ip text
);
create index sign_in_attempt_email on sign_in_attempt (email_hash, at);
create index sign_in_attempt_ip on sign_in_attempt (ip, at);
create index sign_in_attempt_at on sign_in_attempt (at);
