import { actorName } from "@/lib/auth/actor";
import { changeMailSettings, forgetMailSettings, showMailSettings } from "@/lib/email/settings";
import { readEnv } from "@/lib/env";
import { changeMailSettingsOperation, forgetMailSettingsOperation, getMailSettingsOperation } from "@/lib/http/operations/mail";
import { route } from "@/lib/http/route";
import { requestDelivery } from "@/lib/jobs";

export const GET = route(getMailSettingsOperation, ({ sql }) => showMailSettings(sql, readEnv()));

export const PUT = route(changeMailSettingsOperation, async ({ sql, input, actor, now }) => {
  const env = readEnv();
  await changeMailSettings(sql, { settings: input, by: actorName(actor), now, env });
  await requestDelivery(sql);
  return showMailSettings(sql, env);
});

export const DELETE = route(forgetMailSettingsOperation, async ({ sql, actor }) => {
  await forgetMailSettings(sql, { by: actorName(actor) });
  return showMailSettings(sql, readEnv());
});
