import { readEnv } from "../env";
import { AppError, errorMessage } from "../errors";
import { createLog } from "../log";
import { jobs } from "./list";
import { startWorker } from "./run-worker";

/** The worker process: runs the jobs until SIGTERM or SIGINT, then lets those that run come to their end. */
async function main(): Promise<void> {
  const env = readEnv();
  if (!env.databaseUrl) throw new AppError("invalid", "The worker needs DATABASE_URL. npm start sets it.");
  const log = createLog("worker", env.logLevel);
  const worker = await startWorker({ databaseUrl: env.databaseUrl, env, log, jobs });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "worker stops");
    void worker.stop();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
  // Not only at the next full minute: what came while no worker ran is told at once.
  await worker.evaluate();
  log.info({ jobs: jobs.map((job) => job.name), mail: env.smtpUrl ? "SMTP_URL" : "as in Settings, else the outbox only" }, "worker ready");
  await worker.ended;
  log.info("worker stopped");
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    createLog("worker").fatal({ err: error }, errorMessage(error));
    process.exit(1);
  },
);
