import { z } from "zod";

export const MAIL_SECURITY = ["none", "starttls", "tls"] as const;
export type MailSecurity = (typeof MAIL_SECURITY)[number];

const line = (most: number, error: string) =>
  z
    .string()
    .trim()
    .max(most, error)
    .regex(/^[^\r\n]*$/, error);

/** What an admin enters. */
export const newMailSettingsSchema = z.object({
  host: line(253, "The server is a name such as smtp.example.com.").regex(
    /^[\w.-]+$|^[\da-f:]+$/i,
    "The server is a name such as smtp.example.com, without smtp:// before it.",
  ),
  port: z.coerce.number<number | string>("The port is a number such as 587.").int().min(1).max(65535),
  /** none: never encrypted. starttls: must be upgraded, else nothing is sent. tls: from the first byte. */
  security: z.enum(MAIL_SECURITY),
  user: line(200, "The user name has at most 200 characters.")
    .regex(/^[^:]*$/, "A user name can't hold a colon.")
    .nullable()
    .default(null),
  /** Absent: the one on record stays, where server and user are the same. */
  password: z.string().max(1000, "The password has at most 1,000 characters.").nullable().optional(),
  sender: line(300, "The sender has at most 300 characters.").regex(
    /^[^<>]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/,
    "The sender is an address such as Permille <permille@example.com>.",
  ),
});
export type NewMailSettings = z.output<typeof newMailSettingsSchema>;

/** How mail leaves, for the page: no passwords. environment: SMTP_URL rules, whatever is stored. */
export const shownMailSettingsSchema = z.object({
  source: z.enum(["environment", "settings", "none"]),
  /** What is in use; null where nothing is. */
  inUse: z.object({ server: z.string(), from: z.string() }).nullable(),
  /** What is stored, in use or not. */
  stored: z
    .object({
      host: z.string(),
      port: z.number(),
      security: z.enum(MAIL_SECURITY),
      user: z.string().nullable(),
      hasPassword: z.boolean(),
      sender: z.string(),
      changedBy: z.string(),
      changedAt: z.iso.datetime(),
    })
    .nullable(),
});
export type ShownMailSettings = z.infer<typeof shownMailSettingsSchema>;
