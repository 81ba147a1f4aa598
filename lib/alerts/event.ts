import { z } from "zod";
import { deliveryChannelSchema, deliveryStateSchema } from "../email/delivery";
import { SEVERITIES } from "../rules/rule";
import { snapshotSchema } from "./snapshot";

export const EVENT_KINDS = ["budget", "forecast", "rule"] as const;
export const RESPONSE_KINDS = ["acknowledged", "snoozed"] as const;
export const VIAS = ["mail", "app", "api"] as const;
export type Via = (typeof VIAS)[number];

/** What somebody did about an event; instants ISO. `until` only of a snooze. */
export const eventResponseSchema = z.object({
  id: z.uuid(),
  kind: z.enum(RESPONSE_KINDS),
  until: z.iso.datetime().nullable(),
  /** The person's e-mail, or "key <name>". */
  by: z.string(),
  via: z.enum(VIAS),
  at: z.iso.datetime(),
});
export type EventResponse = z.infer<typeof eventResponseSchema>;

/** A row of the list of alerts. Instants ISO. Exactly one of `budgetId` and `ruleId` is set. */
export const alertEventSchema = z.object({
  id: z.uuid(),
  kind: z.enum(EVENT_KINDS),
  severity: z.enum(SEVERITIES),
  /** The mail's subject. */
  title: z.string(),
  change: z.enum(["fired", "resolved"]),
  /** The end of the bucket that made it, and when it was written. */
  at: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  budgetId: z.uuid().nullable(),
  ruleId: z.uuid().nullable(),
  /** Name of the budget or rule as it is now, until when it is silent, and whether it is archived. */
  name: z.string(),
  mutedUntil: z.iso.datetime().nullable(),
  archived: z.boolean(),
  /** A value of the rule's `each`; "" without one. */
  subject: z.string(),
  subjectLabel: z.string().nullable(),
  /** Of a rule's event that began: when it ended; null while it lasts. */
  resolvedAt: z.iso.datetime().nullable(),
  /** Since when restated data say that it did not happen, or no longer holds. */
  correctedAt: z.iso.datetime().nullable(),
  /** It still holds, and nobody acknowledged it or let it rest: what the badge counts. */
  open: z.boolean(),
  /** Oldest first. */
  responses: z.array(eventResponseSchema),
  /** The person who asks was told in the app and hasn't opened it; false for an API key. */
  unread: z.boolean(),
});
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** One way that an event took to a person or channel. */
export const eventDeliverySchema = z.object({
  id: z.uuid(),
  channel: deliveryChannelSchema,
  /** An e-mail, or the name of a channel. */
  recipient: z.string(),
  /** "named", or "role:manager". */
  because: z.string(),
  state: deliveryStateSchema,
  attempts: z.number(),
  sentAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  readAt: z.iso.datetime().nullable(),
});
export type EventDelivery = z.infer<typeof eventDeliverySchema>;

/** An event with the numbers as they were and where it went. */
export const alertEventDetailSchema = alertEventSchema.extend({
  snapshot: snapshotSchema,
  deliveries: z.array(eventDeliverySchema),
});
export type AlertEventDetail = z.infer<typeof alertEventDetailSchema>;

/** `next` is the cursor of the next page; null on the last. */
export const eventPageSchema = z.object({
  events: z.array(alertEventSchema),
  next: z.string().nullable(),
  /** Open events of the last 90 days, counted to 100; unread ones of the person who asks. */
  open: z.number(),
  unread: z.number(),
});
export type EventPage = z.infer<typeof eventPageSchema>;

export const eventFilterSchema = z.object({
  state: z.enum(["open", "all"]).default("all"),
  severity: z.enum(SEVERITIES).optional(),
  kind: z.enum(EVENT_KINDS).optional(),
  /** Only what the person who asks hasn't opened. */
  unread: z.stringbool().optional(),
  budget: z.uuid().optional(),
  rule: z.uuid().optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
  cursor: z.uuid().optional(),
});
export type EventFilter = z.output<typeof eventFilterSchema>;

export const SNOOZE_DAYS = 30;

export const responseInputSchema = z
  .object({ kind: z.enum(RESPONSE_KINDS), until: z.iso.datetime({ offset: true }).optional() })
  .describe("`until` with snoozed only: up to 30 days ahead");
export type ResponseInput = z.output<typeof responseInputSchema>;

export const MOST_RESPONSES = 500;
/** The same response to several events. */
export const responsesInputSchema = responseInputSchema.extend({ ids: z.array(z.uuid()).min(1).max(MOST_RESPONSES) });
