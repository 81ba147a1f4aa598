import type { Tx } from "../../db/client";
import { AppError } from "../errors";
import type { Person } from "./person";
import { personColumns, toPerson } from "./row";

/** The person, locked until the transaction ends. Throws `not_found`. */
export async function lockUser(tx: Tx, id: string): Promise<Person> {
  // One lock for every change of a person, so that two admins can't demote each other at the same moment.
  await tx`select pg_advisory_xact_lock(hashtext('permille.people'))`;
  const [row] = await tx`
    select ${personColumns(tx)}
    from app_user
    where id = ${id}
  `;
  if (!row) throw new AppError("not_found", "There is no such user.");
  return toPerson(row);
}

/** Throws `conflict` where the person is the last admin who can sign in. */
export async function keepOneAdmin(tx: Tx, user: Person): Promise<void> {
  if (user.role !== "admin" || user.disabledAt) return;
  const [other] = await tx`
    select 1
    from app_user
    where role = 'admin'
      and disabled_at is null
      and id <> ${user.id}
    limit 1
  `;
  if (!other) throw new AppError("conflict", `${user.email} is the only admin. Make someone else an admin first.`);
}
