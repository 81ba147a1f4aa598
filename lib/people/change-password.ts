import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { matchesHash } from "./password";
import { resetPassword } from "./reset-password";
import { limitedAttempt } from "./sign-in-limit";

/** A person's own new password; ends every session, also this one. Throws `forbidden` for a wrong current one, `limit` after 5 of them. */
export async function changePassword(
  sql: Sql,
  { email, current, password, now }: { email: string; current: string; password: string; now: Date },
): Promise<void> {
  const right = await limitedAttempt(sql, { email, ip: null, now }, async () => {
    const [row] = await sql`
      select password_hash as hash
      from app_user
      where email = ${email}
    `;
    return matchesHash(current, typeof row?.hash === "string" ? row.hash : null);
  });
  if (!right) throw new AppError("forbidden", "The current password is not right.");
  await resetPassword(sql, { email, password, by: email });
}
