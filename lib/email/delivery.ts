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

/** A mail in the outbox, as its page and the API show it; instants are ISO strings. */
export const deliverySchema = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  budgetId: z.uuid(),
  budget: z.string(),
  subject: z.string(),
  recipient: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  /** Why it is not sent, as a sentence; null where there is nothing to say. */
  reason: z.string().nullable(),
  possibleDuplicate: z.boolean(),
  messageId: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** 1 minute after the first failed attempt, twice as long after each further one, at most 1 hour. */
export function pauseMs(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
}
