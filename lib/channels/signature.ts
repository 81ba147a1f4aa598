import { createHmac, timingSafeEqual } from "node:crypto";

/** How old a signed message may be before it counts as a replay. */
export const TOLERANCE_S = 300;

/** "t=<seconds>,v1=<hex>": HMAC-SHA256 over "<t>.<body>" with the channel's secret. `at` is the moment of sending. */
export function signBody(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${hmac(`${t}.${body}`, secret)}`;
}

/** What a receiver does: the signature is of this body and secret, and not older than 5 minutes. */
export function verifyBody(body: string, { signature, secret, now }: { signature: string; secret: string; now: Date }): boolean {
  const parts = new Map(signature.split(",").map((part) => part.split("=", 2) as [string, string]));
  const [t, given] = [Number(parts.get("t")), Buffer.from(parts.get("v1") ?? "", "hex")];
  if (!(Math.abs(now.getTime() / 1000 - t) <= TOLERANCE_S)) return false;
  const expected = Buffer.from(hmac(`${t}.${body}`, secret), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const hmac = (text: string, secret: string): string => createHmac("sha256", secret).update(text).digest("hex");
