import { randomBytes } from "node:crypto";
import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { seal } from "../secrets/seal";
import { checkUrl } from "./address";
import type { Channel, NewChannel } from "./channel";
import { channelColumns, toChannel } from "./row";

export interface CreateChannel {
  channel: NewChannel;
  by: string;
  now: Date;
  /** Seals the secret. */
  key: Buffer;
  allowPrivate: boolean;
}

/**
 * Adds a channel. `secret` ("whsec_" and 43 characters) is what a webhook's signature is checked with: it is in this answer and nowhere else; null for
 * Slack. Throws `invalid` for an address that it may not go to and `conflict` for a name that another one has.
 */
export async function createChannel(
  sql: Sql,
  { channel: { kind, name, url }, by, now, key, allowPrivate }: CreateChannel,
): Promise<{ channel: Channel; secret: string | null }> {
  checkUrl(url, { allowPrivate });
  const secret = kind === "webhook" ? `whsec_${randomBytes(32).toString("base64url")}` : null;
  const channel = await sql.begin(async (tx) => {
    const [same] = await tx`select from channel where lower(name) = lower(${name}) and ended_at is null`;
    if (same) throw new AppError("conflict", `There is a channel ${name} already.`);
    const [row] = await tx`
      with c as (
        insert into channel (kind, name, url, secret, created_by, created_at)
        values (${kind}, ${name}, ${url}, ${secret && seal(secret, key)}, ${by}, ${now})
        returning *
      )
      select ${channelColumns(tx)} from c`;
    await recordAudit(tx, { actor: by, action: "channel.create", subject: name, detail: { kind } });
    return toChannel(row);
  });
  return { channel, secret };
}
