import { z } from "zod";
import { EVENT_KINDS } from "../alerts/event";
import { snapshotSchema } from "../alerts/snapshot";
import { SEVERITIES } from "../rules/rule";

/**
 * What a signed webhook gets as JSON, version 1: fields are only ever added. The body of a message stays the same through retries. docs/webhooks.md tells
 * receivers.
 */
export const messageSchema = z.object({
  version: z.literal(1),
  type: z.enum(["alert.fired", "alert.resolved", "report.made", "test"]),
  /** Of the event or report. */
  id: z.string(),
  createdAt: z.iso.datetime(),
  /** The mail's subject. */
  title: z.string(),
  /** Where to look in Permille. */
  url: z.string(),
  /** Null for what is no alert. */
  alert: z
    .object({
      kind: z.enum(EVENT_KINDS),
      severity: z.enum(SEVERITIES),
      /** The end of the bucket that made it. */
      at: z.iso.datetime(),
      budget: z.object({ id: z.string(), name: z.string() }).nullable(),
      rule: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** A value of the rule's `each`; "" without one. */
      subject: z.string(),
      snapshot: snapshotSchema,
    })
    .nullable(),
});
export type Message = z.infer<typeof messageSchema>;
