import { settleSpans } from "../gpu";
import { pendingRepricings, runRepricing } from "../repricing";
import type { Job } from "./job";
import { EVALUATE_BUDGETS, EVALUATE_RULES, REPRICE } from "./names";

/** Takes changed prices to the facts of the past. One that failed is tried again after five minutes. */
export const repriceJob: Job = {
  name: REPRICE,
  cron: "* * * * *",
  async run({ sql, log, request }) {
    const pending = await pendingRepricings(sql);
    for (const id of pending) {
      const { changed, requests, costBefore, costAfter } = await runRepricing(sql, id);
      log.info({ id, changed, requests, costBefore, costAfter }, "re-priced");
      await request(EVALUATE_BUDGETS);
      await request(EVALUATE_RULES);
    }
    // A price can give a model that GPUs serve the name that its calls have.
    if (pending.length > 0) await settleSpans(sql);
  },
};
