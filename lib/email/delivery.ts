import { z } from "zod";

/**
 * pending: waits for its time or for a mail server. sending: being handed over. sent: the mail server took it. failed: refused for good. uncertain: a
 * hand-over ended without an answer, so the next one may be a repeat. expired: too old to send by the time there was a mail server.
 */
export const DELIVERY_STATES = ["pending", "sending", "sent", "failed", "uncertain", "expired"] as const;
export const deliveryStateSchema = z.enum(DELIVERY_STATES);
export const DELIVERY_CHANNELS = ["email", "slack", "webhook", "inbox"] as const;
export const deliveryChannelSchema = z.enum(DELIVERY_CHANNELS);
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** A mail or message in the outbox, as its page and the API show it; instants are ISO strings. */
export const deliverySchema = z.object({
  id: z.uuid(),
  /** One of the two. */
  eventId: z.uuid().nullable(),
  reportId: z.uuid().nullable(),
  /** Of an event, one of the two. */
  budgetId: z.uuid().nullable(),
  ruleId: z.uuid().nullable(),
  /** Name of the budget, rule or report. */
  about: z.string(),
  channel: deliveryChannelSchema,
  subject: z.string(),
  /** An e-mail, or the name of a channel. */
  recipient: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  /** Why it is not sent, as a sentence; null where there is nothing to say. */
  reason: z.string().nullable(),
  possibleDuplicate: z.boolean(),
  /** Of the digest where it went out, or will, with others. */
  messageId: z.string(),
  digest: z.object({ id: z.uuid(), mails: z.number() }).nullable(),
  canRetry: z.boolean(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 4 * 3_600_000;
/** With the pauses below: given up after 16 hours. */
export const MOST_ATTEMPTS = 12;

/** 1 minute after the first failed attempt, twice as long after each further one, at most 4 hours. */
export function pauseMs(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
}
