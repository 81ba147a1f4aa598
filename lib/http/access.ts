import type { Sql } from "../../db/client";
import { type Actor, actorCan, type UserActor } from "../auth/actor";
import { AppError } from "../errors";
import { findKey } from "../people/api-keys";
import type { Access } from "./operation";
import { checkSameOrigin } from "./same-origin";

/** Who may be behind a request: a bearer key wins over a cookie; "user" takes no keys; for "anyone" it can be null. */
export type ActorFor<A extends Access> = A extends "anyone" ? Actor | null : A extends "user" ? UserActor : Actor;

export interface Callers {
  sql: Sql;
  now: Date;
  /** The person behind the session cookie. */
  session: () => Promise<UserActor | null>;
}

/** The caller, who may. Throws `unauthorized` for nobody or an unknown key, `forbidden` without the permission or from another site. */
export async function authorize(request: Request, access: Access, { sql, now, session }: Callers): Promise<Actor | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer) {
    const key = await findKey(sql, bearer, now);
    if (!key) throw new AppError("unauthorized", "This API key is unknown or was revoked.");
    return permit(key, access);
  }
  if (access === "anyone") {
    if (!isRead(request)) checkSameOrigin(request);
    return null;
  }
  const user = await session();
  if (!user) throw new AppError("unauthorized", "Sign in, or send an API key as “Authorization: Bearer pm_…”.");
  if (!isRead(request)) checkSameOrigin(request);
  return permit(user, access);
}

function permit(actor: Actor, access: Access): Actor {
  if (access === "anyone") return actor;
  if (access === "user") {
    if (actor.kind === "user") return actor;
    throw new AppError("forbidden", "This is for signed-in people, not for API keys.");
  }
  if (actorCan(actor, access)) return actor;
  const who = actor.kind === "user" ? `The role ${actor.role}` : `An API key of scope ${actor.scope}`;
  throw new AppError("forbidden", `${who} may not do this (${access}).`);
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}
