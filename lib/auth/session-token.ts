import { decode } from "next-auth/jwt";
import { z } from "zod";

/** What the session cookie holds: who, and as of which password. Name and role are read from the database with each request. */
const claimsSchema = z.object({ sub: z.string(), epoch: z.number(), exp: z.number() });

export interface SessionClaims {
  id: string;
  epoch: number;
}

type Claims = z.output<typeof claimsSchema>;

/** The name of next-auth's cookie at an address of its own. */
export const sessionCookie = (nextAuthUrl: string): string =>
  `${nextAuthUrl.startsWith("https://") ? "__Secure-" : ""}next-auth.session-token`;

/**
 * Reads session cookies that next-auth sealed with `secret`. Opening one derives a key and decrypts; the same text always holds the same, so the `most`
 * latest are remembered until they end. next-auth's own reader would also seal a new one with each request, for nobody.
 */
export function sessionReader(secret: string, most = 1000): (token: string, now: Date) => Promise<SessionClaims | null> {
  const opened = new Map<string, Claims>();
  return async (token, now) => {
    const claims = opened.get(token) ?? (await open(token, secret));
    opened.delete(token);
    if (!claims || claims.exp * 1000 <= now.getTime()) return null;
    opened.set(token, claims);
    for (const oldest of opened.keys()) {
      if (opened.size <= most) break;
      opened.delete(oldest);
    }
    return { id: claims.sub, epoch: claims.epoch };
  };
}

/** Null for a cookie of another secret, a changed or an ended one. */
async function open(token: string, secret: string): Promise<Claims | null> {
  const payload = await decode({ token, secret }).catch(() => null);
  return claimsSchema.safeParse(payload).data ?? null;
}
