import type { Sql } from "../../db/client";
import { slackBody } from "../channels/slack-body";
import type { DeliveryChannel } from "../email/delivery";
import { AppError } from "../errors";
import { readDelivery } from "./claim";
import { composeMail, toMessage } from "./compose";

export interface Preview {
  subject: string;
  recipient: string;
  channel: DeliveryChannel;
  text: string;
}

/**
 * What a message of the outbox says: of a mail the plain-text twin of what is sent, without the link that acts; of a channel the JSON. `url` is where
 * people open Permille. Throws `not_found`.
 */
export async function previewDelivery(sql: Sql, { id, url }: { id: string; url: string }): Promise<Preview> {
  const items = await readDelivery(sql, id);
  const [first, ...rest] = items;
  if (!first) throw new AppError("not_found", "There is no such message.");
  const { address, recipient } = first;
  if (address) {
    const message = toMessage(first, { url });
    const body = address.kind === "slack" ? JSON.parse(slackBody(message)) : message;
    return { subject: message.title, recipient: address.name, channel: address.kind, text: JSON.stringify(body, null, 2) };
  }
  const { subject, text } = await composeMail([first, ...rest], { url, linkKey: null });
  return { subject, recipient, channel: "email", text };
}
