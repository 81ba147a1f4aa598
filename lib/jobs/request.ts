import type { Sql, Tx } from "../../db/client";
import { DELIVER_MAIL, EVALUATE_BUDGETS, EVALUATE_RULES, POLL, REPRICE, UNDO_RUNS } from "./names";

/**
 * Asks the worker for a job; asked for several times before it starts, it runs once, and asked for while it runs, it runs once more. Inside a
 * transaction it stands or falls with it. Before any worker ran on this database it does nothing: the worker's first minute brings every job. `at`: not before.
 */
export async function requestJob(sql: Sql | Tx, name: string, at: Date | null = null): Promise<void> {
  const [schema] = await sql<{ ready: boolean }[]>`select to_regclass('graphile_worker._private_known_crontabs') is not null as ready`;
  if (!schema?.ready) return;
  await sql`select graphile_worker.add_job(${name}::text, job_key => ${name}::text, max_attempts => 1, run_at => ${at}::timestamptz)`;
}

/** After an ingest, a price, a budget or a rule changed: budgets and rules are evaluated within seconds. */
export async function requestEvaluation(sql: Sql | Tx): Promise<void> {
  await requestJob(sql, EVALUATE_BUDGETS);
  await requestJob(sql, EVALUATE_RULES);
}

/** After a mail was put back into the outbox. */
export const requestDelivery = (sql: Sql | Tx): Promise<void> => requestJob(sql, DELIVER_MAIL);

/** After a run or source was marked to be taken back. */
export const requestUndoing = (sql: Sql | Tx): Promise<void> => requestJob(sql, UNDO_RUNS);

/** After a price was entered or retired. */
export const requestRepricing = (sql: Sql | Tx): Promise<void> => requestJob(sql, REPRICE);

/** After a poll was set, or where one has more to read. */
export const requestPolling = (sql: Sql | Tx): Promise<void> => requestJob(sql, POLL);
