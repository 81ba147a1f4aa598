import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { readActToken } from "./act-token";
import type { AlertEvent, EventResponse } from "./event";
import { getEvent } from "./get-event";
import { respondToEvent } from "./respond";

/** For how long a mail's link can silence, in hours. */
export const SNOOZE_HOURS = [1, 8, 24, 72, 168] as const;

/**
 * What a mail's link leads to. unknown: not one of ours, or changed. expired: it acted until then. closed: the person's account is disabled or gone.
 * Nothing changes by looking: mail programs open links by themselves.
 */
export type Acting =
  | { state: "unknown" }
  | { state: "expired"; event: string; expires: string }
  | { state: "closed" }
  | { state: "ready"; event: AlertEvent; recipient: string; expires: string };

interface Link {
  token: string;
  key: Buffer;
  now: Date;
}

export async function openAct(sql: Sql, { token, key, now }: Link): Promise<Acting> {
  const link = readActToken(token, key, now);
  if (!link) return { state: "unknown" };
  const expires = link.expires.toISOString();
  if (link.expired) return { state: "expired", event: link.event, expires };
  const [person] = await sql`select from app_user where email = ${link.recipient} and disabled_at is null`;
  if (!person) return { state: "closed" };
  const { snapshot: _, deliveries: __, ...event } = await getEvent(sql, { id: link.event, email: link.recipient, now });
  return { state: "ready", event, recipient: link.recipient, expires };
}

/** Does what the link's page offers, as the mail's recipient. Throws `forbidden` for a link that doesn't act, and as respondToEvent does. */
export async function actByMail(
  sql: Sql,
  { kind, hours, ...link }: Link & { kind: EventResponse["kind"]; hours?: number | undefined },
): Promise<EventResponse> {
  const acting = await openAct(sql, link);
  if (acting.state !== "ready") throw new AppError("forbidden", "This link doesn't act any more. Open it to read why.");
  const until = kind === "snoozed" ? new Date(link.now.getTime() + (hours ?? 0) * 3_600_000).toISOString() : undefined;
  return respondToEvent(sql, { event: acting.event.id, kind, until, by: acting.recipient, via: "mail", now: link.now });
}
