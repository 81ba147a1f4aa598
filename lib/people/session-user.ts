import type { Sql } from "../../db/client";
import type { UserActor } from "../auth/actor";
import { personColumns, toPerson } from "./row";

/** The person behind a session as they are now; null where they were disabled or the session is older than their last password. */
export async function sessionUser(sql: Sql, { id, epoch }: { id: string; epoch: number }): Promise<UserActor | null> {
  const [row] = await sql`
    select ${personColumns(sql)}
    from app_user
    where id = ${id}
      and session_epoch = ${epoch}
      and disabled_at is null
  `;
  if (!row) return null;
  const { email, name, role } = toPerson(row);
  return { kind: "user", id, email, name, role };
}
