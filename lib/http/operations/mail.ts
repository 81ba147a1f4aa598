import { z } from "zod";
import { deliveryChannelSchema, deliverySchema, deliveryStateSchema } from "../../email/delivery";
import { newMailSettingsSchema, shownMailSettingsSchema } from "../../email/mail-settings";
import { emailSchema } from "../../people/person";
import { operation } from "../operation";

export const listOutboxOperation = operation("listOutbox", {
  summary: "Mails and messages that were sent, wait or failed, the newest first",
  permission: "view_outbox",
  input: z.object({ state: deliveryStateSchema.optional(), limit: z.coerce.number<number | string>().int().min(1).max(1000).default(100) }),
  output: z.object({
    deliveries: z.array(deliverySchema),
    counts: z.record(deliveryStateSchema, z.number()),
    mail: z.object({ server: z.string(), from: z.string() }).nullable().describe("The mail server; null where none is configured"),
  }),
});

export const getMailOperation = operation("getMail", {
  summary: "What one message says: of a mail its plain text, of a channel its JSON",
  permission: "view_outbox",
  input: z.object({ id: z.uuid() }),
  output: z.object({ subject: z.string(), recipient: z.string(), channel: deliveryChannelSchema, text: z.string() }),
});

export const retryMailOperation = operation("retryMail", {
  summary: "Put a failed or expired message back, to be sent with the next round",
  permission: "manage_budgets",
  input: z.object({ id: z.uuid() }),
  output: z.object({ ok: z.literal(true) }),
});

export const sendTestMailOperation = operation("sendTestMail", {
  summary: "Send a mail that says that mail works",
  permission: "manage_settings",
  input: z.object({ to: emailSchema }),
  output: z.object({ ok: z.literal(true), answer: z.string().describe("What the mail server said when it took the mail") }),
});

export const getMailSettingsOperation = operation("getMailSettings", {
  summary: "How mail leaves, without passwords",
  permission: "manage_settings",
  input: z.object({}),
  output: shownMailSettingsSchema,
});

export const changeMailSettingsOperation = operation("changeMailSettings", {
  summary: "Set the mail server; used where SMTP_URL is not set",
  permission: "manage_settings",
  input: newMailSettingsSchema,
  output: shownMailSettingsSchema,
});

export const forgetMailSettingsOperation = operation("forgetMailSettings", {
  summary: "Forget the stored mail server; without SMTP_URL, mails wait in the outbox",
  permission: "manage_settings",
  input: z.object({}),
  output: shownMailSettingsSchema,
});
