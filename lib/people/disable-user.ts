import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { keepOneAdmin, lockUser } from "./lock-user";
import type { Person } from "./person";

/** Ends a person's access (also open sessions), or gives it back. Throws `not_found`, and `conflict` for the only admin. */
export async function disableUser(
  sql: Sql,
  { id, disabled, by, now }: { id: string; disabled: boolean; by: string; now: Date },
): Promise<Person> {
  return sql.begin(async (tx) => {
    const user = await lockUser(tx, id);
    if (disabled === (user.disabledAt !== null)) return user;
    if (disabled) await keepOneAdmin(tx, user);
    const at = disabled ? now : null;
    await tx`
      update app_user
      set disabled_at = ${at},
        session_epoch = session_epoch + 1
      where id = ${id}
    `;
    await recordAudit(tx, { actor: by, action: disabled ? "user.disable" : "user.enable", subject: user.email });
    return { ...user, disabledAt: at?.toISOString() ?? null };
  });
}
