import { followBills, lacksSpans, settleSpans } from "../gpu";
import type { Job } from "./job";
import { EVALUATE_BUDGETS, EVALUATE_RULES } from "./names";

/** Brings GPU rates that come from bill lines up to what lines and samples say now. Spans that are missing altogether are made. */
export const followBillsJob: Job = {
  name: "follow-bills",
  cron: "*/5 * * * *",
  async run({ sql, log, now, request }) {
    // Days from before there were spans.
    if (await lacksSpans(sql)) await settleSpans(sql);
    const { changed } = await followBills(sql, now());
    if (!changed) return;
    log.info("GPU rates followed their bills");
    await request(EVALUATE_BUDGETS);
    await request(EVALUATE_RULES);
  },
};
