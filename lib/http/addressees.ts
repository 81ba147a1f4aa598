import type { Sql } from "../../db/client";
import type { UserActor } from "../auth/actor";
import { can } from "../auth/can";
import { listUsers } from "../people";

export interface Addressee {
  id: string;
  email: string;
  name: string | null;
  role: string;
}

/** Everyone who can be told: names and addresses only for those who choose whom to tell. */
export async function addressees(sql: Sql, user: UserActor): Promise<Addressee[]> {
  if (!can(user.role, "manage_budgets")) return [];
  const people = await listUsers(sql);
  return people.filter((person) => person.disabledAt === null).map(({ id, email, name, role }) => ({ id, email, name, role }));
}
