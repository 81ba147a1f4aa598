import type { Sql } from "../../db/client";
import type { Env } from "../env";
import type { Logger } from "../log";

export interface JobContext {
  sql: Sql;
  env: Pick<Env, "smtpUrl" | "mailFrom" | "url" | "home" | "nextAuthSecret" | "allowPrivateWebhooks">;
  log: Logger;
  now: () => Date;
  /** Runs another job as soon as a worker is free; asked for twice before it starts, it runs once. */
  request: (job: string) => Promise<void>;
}

/** Something the worker does by itself. Each run must be safe to repeat and safe beside another run. */
export interface Job {
  name: string;
  /** When it runs, as a crontab pattern in UTC. */
  cron: string;
  run: (context: JobContext) => Promise<void>;
}
