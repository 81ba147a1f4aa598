import { type Actor, actorCan } from "../auth/actor";

/** Whose reports somebody sees and changes: everyone's (null), or those of one person. A key that is not an admin's has none. */
export function whose(actor: Actor): { userId: string | null } {
  if (actorCan(actor, "manage_users")) return { userId: null };
  return { userId: actor.kind === "user" ? actor.id : "00000000-0000-0000-0000-000000000000" };
}
