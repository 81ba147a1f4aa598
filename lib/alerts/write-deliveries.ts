import { randomUUID } from "node:crypto";
import type { Tx } from "../../db/client";
import type { Recipients } from "../channels/recipients";
import { resolveRecipients } from "./recipients";

/**
 * Writes one delivery for each recipient and way out: to a person a mail and a note in the app, to a channel a message. In silence (muted or snoozed)
 * there is the note alone. Part of the transaction that wrote the event or the report.
 */
export async function writeDeliveries(
  tx: Tx,
  { event = null, report = null }: { event?: string | null; report?: string | null },
  recipients: Recipients,
  { now, mailHost, silent = false }: { now: Date; mailHost: string; silent?: boolean },
): Promise<void> {
  const write = async (way: { channel: string; recipient: string; because: string; channelId?: string }, state: "pending" | "sent") => {
    const id = randomUUID();
    await tx`
      insert into delivery (id, event_id, report_id, channel, channel_id, recipient, because, state, next_attempt_at, message_id, sent_at, created_at)
      values (${id}, ${event}, ${report}, ${way.channel}, ${way.channelId ?? null}, ${way.recipient}, ${way.because}, ${state}, ${now},
        ${`<${id}@${mailHost}>`}, ${state === "sent" ? now : null}, ${now})`;
  };
  for (const { email, because } of await resolveRecipients(tx, recipients)) {
    if (!silent) await write({ channel: "email", recipient: email, because }, "pending");
    if (event) await write({ channel: "inbox", recipient: email, because }, "sent");
  }
  if (silent || recipients.channels.length === 0) return;
  const channels = await tx<{ id: string; kind: string }[]>`
    select id, kind from channel where id = any(${recipients.channels}::uuid[]) and ended_at is null order by created_at, id`;
  for (const { id, kind } of channels) await write({ channel: kind, channelId: id, recipient: id, because: "named" }, "pending");
}
