import { pollDue } from "../polls";
import { instanceKey } from "../secrets/instance-key";
import type { Job } from "./job";
import { POLL } from "./names";
import { requestJob } from "./request";

/** A round takes no new poll after this long; the next one goes on. */
const ROUND_MS = 45_000;

/**
 * Reads every source that is due, and asks for itself again when the next one is: intervals may be shorter than the queue's minute. Budgets and rules are
 * not evaluated for each: their own minute is soon enough for what is measured each minute.
 */
export const pollJob: Job = {
  name: POLL,
  cron: "* * * * *",
  async run({ sql, env, log, now }) {
    const { nextAt, ...done } = await pollDue(sql, {
      key: () => instanceKey(env, "seal"),
      clock: () => now().getTime(),
      roundMs: ROUND_MS,
    });
    if (done.polls > 0) log.debug(done, "polled");
    for (const { source, problem } of done.problems) log.warn({ source }, problem);
    if (nextAt) await requestJob(sql, POLL, nextAt);
  },
};
