import { followBills } from "../gpu";
import type { Job } from "./job";
import { EVALUATE_BUDGETS, EVALUATE_RULES } from "./names";

/** Brings GPU rates that come from bill lines up to what lines and samples say now. */
export const followBillsJob: Job = {
  name: "follow-bills",
  cron: "*/5 * * * *",
  async run({ sql, log, now, request }) {
    const { changed } = await followBills(sql, now());
    if (!changed) return;
    log.info("GPU rates followed their bills");
    await request(EVALUATE_BUDGETS);
    await request(EVALUATE_RULES);
  },
};
