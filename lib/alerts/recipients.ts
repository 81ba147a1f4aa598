import type { Tx } from "../../db/client";
import type { Recipients } from "../channels/recipients";

export interface Addressee {
  email: string;
  /** "named", or the role that the budget tells: "role:manager". */
  because: string;
}

/** Everyone to tell who has an active account, once each, in the order of their addresses. */
export async function resolveRecipients(tx: Tx, { roles, users }: Pick<Recipients, "roles" | "users">): Promise<Addressee[]> {
  const rows = await tx<{ id: string; email: string; role: string }[]>`
    select id, email, role from app_user
    where disabled_at is null and (role = any(${roles}::text[]) or id = any(${users}::uuid[]))
    order by email`;
  return rows.map(({ id, email, role }) => ({ email, because: users.includes(id) ? "named" : `role:${role}` }));
}
