import { deliverDue } from "../alerts/deliver";
import { createChannelSender } from "../channels";
import { type MailSettings, readMailSettings } from "../email/settings";
import { createMailer } from "../email/transport";
import { errorMessage } from "../errors";
import { instanceKey } from "../secrets/instance-key";
import type { Job } from "./job";
import { DELIVER_MAIL } from "./names";

export const deliverMailJob: Job = {
  name: DELIVER_MAIL,
  cron: "* * * * *",
  async run({ sql, env, log, now }) {
    const channels = createChannelSender({ key: () => instanceKey(env, "seal"), allowPrivate: env.allowPrivateWebhooks });
    let settings: MailSettings | null = null;
    let withoutMailer: string | undefined;
    try {
      settings = await readMailSettings(sql, env);
    } catch (error) {
      withoutMailer = errorMessage(error);
      log.warn({ err: error }, "mail can't leave");
    }
    const mailer = settings && createMailer(settings);
    try {
      const report = await deliverDue(sql, {
        mailer,
        withoutMailer,
        channels,
        url: env.url,
        linkKey: instanceKey(env, "link"),
        clock: now,
      });
      if (report.sent + report.failed + report.waiting > 0) log.info(report, "mail");
    } finally {
      mailer?.close();
    }
  },
};
