import { Logger, type ParsedCronItem, parseCronItems, type Runner, run, runMigrations, type TaskList } from "graphile-worker";
import { connect } from "../../db/client";
import type { Logger as Log } from "../log";
import type { Job, JobContext } from "./job";
import { keepFolding } from "./keep-folding";
import { requestEvaluation, requestJob } from "./request";

export interface WorkerOptions {
  databaseUrl: string;
  env: JobContext["env"];
  log: Log;
  jobs: readonly Job[];
  now?: () => Date;
}

export interface RunningWorker {
  /** Takes no more jobs, waits for those that run, and closes every connection. */
  stop(): Promise<void>;
  /** Asks for a round of budgets and rules now. */
  evaluate(): Promise<void>;
  /** Settles when the worker ended, also by itself. */
  ended: Promise<void>;
}

/** Makes or updates the tables of the job queue. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: quietLogger });
}

/** Starts a worker: every job at its time, and when it is asked for; and folds what pushes left pending. Any number of workers share the work; each job's time counts once for all. */
export async function startWorker({ databaseUrl, env, log, jobs, now = () => new Date() }: WorkerOptions): Promise<RunningWorker> {
  const sql = connect(databaseUrl, { name: "permille worker", max: 6 });
  const context: JobContext = { sql, env, log, now, request: (job) => requestJob(sql, job) };
  let runner: Runner;
  try {
    runner = await run({
      connectionString: databaseUrl,
      concurrency: 4,
      pollInterval: 2000,
      noHandleSignals: true,
      logger: graphileLogger(log),
      taskList: taskList(jobs, context),
      parsedCronItems: cronItems(jobs),
    });
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
  const folding = new AbortController();
  const folded = keepFolding(sql, log, folding.signal);
  const ended = runner.promise.finally(async () => {
    folding.abort();
    await folded;
    await sql.end({ timeout: 5 });
  });
  return {
    ended,
    evaluate: () => requestEvaluation(sql),
    stop: async () => {
      await runner.stop();
      await ended;
    },
  };
}

function taskList(jobs: readonly Job[], context: JobContext): TaskList {
  return Object.fromEntries(jobs.map((job) => [job.name, () => job.run({ ...context, log: context.log.child({ job: job.name }) })]));
}

/** The key makes sure that rounds don't pile up while no worker runs. A round that fails waits for the next one. */
function cronItems(jobs: readonly Job[]): ParsedCronItem[] {
  return parseCronItems(
    jobs.map(({ name, cron }) => ({
      task: name,
      match: cron,
      identifier: name,
      options: { backfillPeriod: 0, jobKey: name, jobKeyMode: "replace", maxAttempts: 1 },
    })),
  );
}

const quietLogger = new Logger(() => () => {});

function graphileLogger(log: Log): Logger {
  return new Logger(({ taskIdentifier }) => (level, message, meta) => {
    const fields = { job: taskIdentifier, err: meta?.error };
    if (level === "error") log.error(fields, message);
    else if (level === "warning") log.warn(fields, message);
    else log.debug(fields, message);
  });
}
