import { unseal } from "../secrets/seal";
import type { ChannelKind } from "./channel";
import type { Message } from "./message";
import { type PostResult, post } from "./post";
import { signBody } from "./signature";
import { slackBody } from "./slack-body";

/** What a channel is called by; `sealedSecret` only of a webhook. */
export interface ChannelAddress {
  kind: ChannelKind;
  url: string;
  sealedSecret: string | null;
}

export interface ChannelSender {
  /** Never throws. `delivery` is the same with each repeat of one message, so that receivers can drop repeats. */
  send(channel: ChannelAddress, message: Message, delivery: string, now: Date): Promise<PostResult>;
}

/** `key` opens the secrets of webhooks; it is asked for when there is one to open. */
export function createChannelSender({ key, allowPrivate }: { key: () => Buffer; allowPrivate: boolean }): ChannelSender {
  return {
    async send({ kind, url, sealedSecret }, message, delivery, now) {
      if (kind === "slack") return post(url, { headers: {}, body: slackBody(message), allowPrivate });
      const body = JSON.stringify(message);
      let secret: string;
      try {
        secret = unseal(sealedSecret ?? "", key());
      } catch {
        const reason = "The channel's secret can't be opened: NEXTAUTH_SECRET changed. End the channel and add it again.";
        return { ok: false, kind: "never", server: false, reason };
      }
      const headers = {
        "permille-signature": signBody(body, secret, now),
        "permille-event-id": message.id,
        "permille-delivery-id": delivery,
      };
      return post(url, { headers, body, allowPrivate });
    },
  };
}
