import { evaluateBudgets } from "../alerts";
import { mailHost } from "../email/settings";
import { AppError } from "../errors";
import type { Job } from "./job";
import { DELIVER_MAIL, EVALUATE_BUDGETS } from "./names";

/** Throws `internal` where a budget could not be evaluated, after all others were. */
export const evaluateBudgetsJob: Job = {
  name: EVALUATE_BUDGETS,
  cron: "* * * * *",
  async run({ sql, env, log, now, request }) {
    const { failures, ...counts } = await evaluateBudgets(sql, { now: now(), mailHost: mailHost(env) });
    if (counts.events > 0) {
      log.info(counts, "budgets crossed a threshold");
      await request(DELIVER_MAIL);
    }
    if (failures.length === 0) return;
    const names = failures.map(({ budget }) => `“${budget}”`).join(", ");
    throw new AppError("internal", `${names} could not be evaluated; the next round tries again.`, { cause: failures[0]?.error });
  },
};
