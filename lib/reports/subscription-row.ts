import { z } from "zod";
import { ROLES } from "../auth/can";
import { scopeSchema } from "../metrics/scope-schema";
import { nextOccurrence } from "./schedule";
import { REPORT_KINDS, type Subscription } from "./subscription";

export const subscriptionRow = z.object({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  user_id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(ROLES),
  scope: scopeSchema,
  zone: z.string(),
  hour: z.number(),
  day: z.number(),
  created_by: z.string(),
  created_at: z.date(),
});
export type SubscriptionRow = z.infer<typeof subscriptionRow>;

/** `now` is epoch ms. */
export function toSubscription(row: SubscriptionRow, { now, reportingZone }: { now: number; reportingZone: string }): Subscription {
  const { id, kind, scope, zone, hour, day, email, name } = row;
  const next = nextOccurrence(row, now, reportingZone);
  return {
    id,
    kind,
    scope,
    zone,
    hour,
    day,
    userId: row.user_id,
    email,
    name,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    next: { at: new Date(next.at).toISOString(), from: next.from, to: next.to },
  };
}
