import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Role } from "../auth/can";
import { keepOneAdmin, lockUser } from "./lock-user";
import type { Person } from "./person";

/** Gives a person another role, from their next click on. Throws `not_found`, and `conflict` for the only admin. */
export async function setRole(sql: Sql, { id, role, by }: { id: string; role: Role; by: string }): Promise<Person> {
  return sql.begin(async (tx) => {
    const user = await lockUser(tx, id);
    if (user.role === role) return user;
    if (role !== "admin") await keepOneAdmin(tx, user);
    await tx`update app_user set role = ${role} where id = ${id}`;
    await recordAudit(tx, { actor: by, action: "user.role", subject: user.email, detail: { from: user.role, to: role } });
    return { ...user, role };
  });
}
