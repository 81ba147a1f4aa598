import { mailHost } from "../email/settings";
import { AppError } from "../errors";
import { sendReports } from "../reports";
import type { Job } from "./job";
import { DELIVER_MAIL, SEND_REPORTS } from "./names";

/** Each quarter of an hour, since some zones differ by that. Throws `internal` where a report could not be made, after all others were. */
export const sendReportsJob: Job = {
  name: SEND_REPORTS,
  cron: "*/15 * * * *",
  async run({ sql, env, log, now, request }) {
    const { made, failures } = await sendReports(sql, { now: now(), mailHost: mailHost(env) });
    if (made > 0) {
      log.info({ made }, "reports");
      await request(DELIVER_MAIL);
    }
    if (failures.length === 0) return;
    const who = failures.map(({ email }) => email).join(", ");
    throw new AppError("internal", `The report for ${who} could not be made; the next round tries again.`, { cause: failures[0]?.error });
  },
};
