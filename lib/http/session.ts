import { cookies } from "next/headers";
import { cache } from "react";
import type { UserActor } from "../auth/actor";
import { sessionCookie, sessionReader } from "../auth/session-token";
import { authSecret, readEnv } from "../env";
import { sessionUser } from "../people/session-user";
import { database } from "./database";

type Sessions = { cookie: string; read: ReturnType<typeof sessionReader> };
// Next bundles each route apart; globalThis is what they all share.
const shared = globalThis as typeof globalThis & { permilleSessions?: Sessions };

/** The signed-in person of the current request, read from the database anew (so a disabled one is out at once); null without a valid session. */
export const currentUser = cache(async (): Promise<UserActor | null> => {
  const { cookie, read } = sessions();
  const token = (await cookies()).get(cookie)?.value;
  const claims = token ? await read(token, new Date()) : null;
  return claims && sessionUser(database(), claims);
});

/** Environment and secret are read once: neither changes while a process runs. */
function sessions(): Sessions {
  if (!shared.permilleSessions) {
    const env = readEnv();
    shared.permilleSessions = { cookie: sessionCookie(env.nextAuthUrl), read: sessionReader(authSecret(env)) };
  }
  return shared.permilleSessions;
}
