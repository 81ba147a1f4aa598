import { can, type Permission, type Role, type Scope, scopeCan } from "./can";

export interface UserActor {
  kind: "user";
  id: string;
  email: string;
  name: string | null;
  role: Role;
}

export interface KeyActor {
  kind: "key";
  id: string;
  name: string;
  scope: Scope;
}

/** Who asks: a person with a session, or a program with an API key. */
export type Actor = UserActor | KeyActor;

export function actorCan(actor: Actor, permission: Permission): boolean {
  return actor.kind === "user" ? can(actor.role, permission) : scopeCan(actor.scope, permission);
}

/** As the audit trail names them. */
export function actorName(actor: Actor): string {
  return actor.kind === "user" ? actor.email : `key ${actor.name}`;
}

/** The person's e-mail; null for a key. */
export function actorEmail(actor: Actor): string | null {
  return actor.kind === "user" ? actor.email : null;
}
