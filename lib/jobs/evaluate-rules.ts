import { evaluateRules } from "../alerts";
import { mailHost } from "../email/settings";
import { AppError } from "../errors";
import type { Job } from "./job";
import { DELIVER_MAIL, EVALUATE_RULES } from "./names";

/** Throws `internal` where a rule could not be evaluated, after all others were. */
export const evaluateRulesJob: Job = {
  name: EVALUATE_RULES,
  cron: "* * * * *",
  async run({ sql, env, log, now, request }) {
    const { failures, ...counts } = await evaluateRules(sql, { now: now(), mailHost: mailHost(env) });
    if (counts.events > 0) {
      log.info(counts, "rules have something to tell");
      await request(DELIVER_MAIL);
    }
    if (failures.length === 0) return;
    const names = failures.map(({ rule }) => `“${rule}”`).join(", ");
    throw new AppError("internal", `${names} could not be evaluated; the next round tries again.`, { cause: failures[0]?.error });
  },
};
