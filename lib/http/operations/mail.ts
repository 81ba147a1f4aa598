import { z } from "zod";
import { deliverySchema, deliveryStateSchema } from "../../email/delivery";
import { emailSchema } from "../../people/person";
import { operation } from "../operation";

export const listOutboxOperation = operation("listOutbox", {
  summary: "Mails that were sent, wait or failed, the newest first",
  permission: "view_outbox",
  input: z.object({ state: deliveryStateSchema.optional(), limit: z.coerce.number<number | string>().int().min(1).max(1000).default(100) }),
  output: z.object({
    deliveries: z.array(deliverySchema),
    counts: z.record(deliveryStateSchema, z.number()),
    mail: z.object({ server: z.string(), from: z.string() }).nullable().describe("The mail server; null where none is configured"),
  }),
});

export const getMailOperation = operation("getMail", {
  summary: "What one mail says, as plain text",
  permission: "view_outbox",
  input: z.object({ id: z.uuid() }),
  output: z.object({ subject: z.string(), recipient: z.string(), text: z.string() }),
});

export const retryMailOperation = operation("retryMail", {
  summary: "Put a failed or expired mail back, to be sent with the next round",
  permission: "manage_budgets",
  input: z.object({ id: z.uuid() }),
  output: z.object({ ok: z.literal(true) }),
});

export const sendTestMailOperation = operation("sendTestMail", {
  summary: "Send a mail that says that mail works",
  permission: "manage_settings",
  input: z.object({ to: emailSchema }),
  output: z.object({ ok: z.literal(true) }),
});
