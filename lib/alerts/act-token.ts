import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** How long the link of a mail acts, from when the mail was made. */
export const ACT_DAYS = 14;

const contentSchema = z.object({ e: z.uuid(), r: z.string().min(3), x: z.int().positive() });

/** What a link may do: respond to this event as this person. */
export interface Act {
  event: string;
  /** E-mail. */
  recipient: string;
  /** Whole seconds count. */
  expires: Date;
}

/** "<content>.<HMAC-SHA256>", both in base64url. The same input gives the same token, so that a mail that is sent again is the same mail. */
export function writeActToken({ event, recipient, expires }: Act, key: Buffer): string {
  const content = Buffer.from(JSON.stringify({ e: event, r: recipient, x: Math.floor(expires.getTime() / 1000) })).toString("base64url");
  return `${content}.${sign(content, key).toString("base64url")}`;
}

/** null: not one of ours, or changed. A token that expired says so. */
export function readActToken(token: string, key: Buffer, now: Date): (Act & { expired: boolean }) | null {
  const [content = "", signature = "", ...rest] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = sign(content, key);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const parsed = contentSchema.safeParse(parseJson(Buffer.from(content, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const { e, r, x } = parsed.data;
  return { event: e, recipient: r, expires: new Date(x * 1000), expired: x * 1000 <= now.getTime() };
}

const sign = (content: string, key: Buffer): Buffer => createHmac("sha256", key).update(content).digest();

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
