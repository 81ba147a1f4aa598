import { getServerSession } from "next-auth";
import { cache } from "react";
import type { UserActor } from "../auth/actor";
import { authOptions, sessionSchema } from "../auth/options";
import { readEnv } from "../env";
import { sessionUser } from "../people/session-user";
import { database } from "./database";

/** The signed-in person of the current request, read from the database anew (so a disabled one is out at once); null without a valid session. */
export const currentUser = cache(async (): Promise<UserActor | null> => {
  const session = sessionSchema.safeParse(await getServerSession(authOptions(database(), readEnv())));
  return session.success ? sessionUser(database(), session.data.user) : null;
});
