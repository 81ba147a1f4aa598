import { z } from "zod";
import type { Sql } from "../../db/client";
import { matchesHash } from "./password";
import { roleSchema } from "./person";
import { limitedAttempt, type SignInTry } from "./sign-in-limit";

const accountSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  session_epoch: z.number(),
});
export type Account = z.infer<typeof accountSchema>;

/**
 * Checks a sign-in; null for a wrong password, an unknown e-mail and a disabled account alike, after the same work.
 * Throws `limit` after too many failures.
 */
export async function verifyPassword(sql: Sql, { password, ...tried }: SignInTry & { password: string }): Promise<Account | null> {
  let account: Account | null = null;
  await limitedAttempt(sql, tried, async () => {
    const [row] = await sql`
      select id, email, name, role, session_epoch, password_hash
      from app_user
      where email = ${tried.email}
        and disabled_at is null
    `;
    if (await matchesHash(password, typeof row?.password_hash === "string" ? row.password_hash : null)) account = accountSchema.parse(row);
    return account !== null;
  });
  if (account) await sql`update app_user set last_sign_in_at = ${tried.now} where email = ${tried.email}`;
  return account;
}
