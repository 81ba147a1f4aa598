import { undoRequested } from "../runs";
import type { Job } from "./job";
import { EVALUATE_BUDGETS, EVALUATE_RULES, UNDO_RUNS } from "./names";

/** Takes back runs and sources that somebody undid. */
export const undoRunsJob: Job = {
  name: UNDO_RUNS,
  cron: "* * * * *",
  async run({ sql, request }) {
    const [asked] =
      await sql`select 1 from ingest_run where state = 'deleting' union all select 1 from source where removed_by is not null limit 1`;
    if (!asked) return;
    await undoRequested(sql);
    await request(EVALUATE_BUDGETS);
    await request(EVALUATE_RULES);
  },
};
