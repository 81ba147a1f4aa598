import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { Role } from "../auth/can";
import { AppError } from "../errors";
import { hashPassword, makePassword } from "./password";
import type { Person } from "./person";
import { personColumns, toPerson } from "./row";

export interface NewUser {
  /** Lower-case already (emailSchema). */
  email: string;
  role: Role;
  name?: string | null;
  /** Made when absent. */
  password?: string;
  /** For the audit trail. */
  by: string;
}

/** Adds a person. `password` is given back only where it was made here, for showing once. Throws `conflict` for a known e-mail. */
export async function createUser(sql: Sql, user: NewUser): Promise<{ user: Person; password: string | null }> {
  const made = user.password === undefined ? makePassword() : null;
  const hash = await hashPassword(user.password ?? made ?? "");
  const created = await sql.begin((tx) => insertUser(tx, user, hash));
  return { user: created, password: made };
}

/** The row and its line in the audit trail, inside the caller's transaction. */
export async function insertUser(tx: Tx, { email, role, name = null, by }: NewUser, passwordHash: string): Promise<Person> {
  const [row] = await tx`
    insert into app_user (email, name, role, password_hash)
    values (${email}, ${name}, ${role}, ${passwordHash})
    on conflict (email) do nothing
    returning ${personColumns(tx)}
  `;
  if (!row) throw new AppError("conflict", `${email} has an account already.`);
  await recordAudit(tx, { actor: by, action: "user.create", subject: email, detail: { role } });
  return toPerson(row);
}
