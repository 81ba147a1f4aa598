import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { hashPassword, makePassword } from "./password";
import { forgetFailures } from "./sign-in-limit";

/**
 * Sets a new password, ends every session of the person and lifts a sign-in limit on the e-mail.
 * `password` is given back only where it was made here. Throws `not_found`.
 */
export async function resetPassword(
  sql: Sql,
  { email, password, by }: { email: string; password?: string; by: string },
): Promise<{ password: string | null }> {
  const made = password === undefined ? makePassword() : null;
  const hash = await hashPassword(password ?? made ?? "");
  await sql.begin(async (tx) => {
    const rows = await tx`
      update app_user
      set password_hash = ${hash},
        session_epoch = session_epoch + 1
      where email = ${email}
      returning id
    `;
    if (rows.length === 0) throw new AppError("not_found", `Nobody has the e-mail ${email}.`);
    await forgetFailures(tx, email);
    await recordAudit(tx, { actor: by, action: "user.password", subject: email });
  });
  return { password: made };
}

/** The same for a person by id, always with a password made here. Throws `not_found`. */
export async function resetPasswordOf(sql: Sql, { id, by }: { id: string; by: string }): Promise<string> {
  const [row] = await sql<{ email: string }[]>`select email from app_user where id = ${id}`;
  if (!row) throw new AppError("not_found", "There is no such user.");
  const password = makePassword();
  await resetPassword(sql, { email: row.email, password, by });
  return password;
}
