import type { Sql } from "../../db/client";
import type { Role } from "../auth/can";
import { AppError } from "../errors";
import { disableUser } from "./disable-user";
import type { Person } from "./person";
import { setRole } from "./set-role";

/** Role, access, or both. Throws `invalid` for neither, else as setRole and disableUser. */
export async function changeUser(
  sql: Sql,
  { id, role, disabled, by, now }: { id: string; role?: Role; disabled?: boolean; by: string; now: Date },
): Promise<Person> {
  let user: Person | null = null;
  if (role !== undefined) user = await setRole(sql, { id, role, by });
  if (disabled !== undefined) user = await disableUser(sql, { id, disabled, by, now });
  if (!user) throw new AppError("invalid", "Say what to change: role or disabled.");
  return user;
}
