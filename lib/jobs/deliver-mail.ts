import { deliverDue } from "../alerts/deliver";
import { mailSettings } from "../email/settings";
import { createMailer } from "../email/transport";
import type { Job } from "./job";
import { DELIVER_MAIL } from "./names";

export const deliverMailJob: Job = {
  name: DELIVER_MAIL,
  cron: "* * * * *",
  async run({ sql, env, log, now }) {
    const settings = mailSettings(env);
    const mailer = settings && createMailer(settings);
    try {
      const report = await deliverDue(sql, { mailer, url: env.url, clock: now });
      if (report.sent + report.failed + report.waiting > 0) log.info(report, "mail");
    } finally {
      mailer?.close();
    }
  },
};
