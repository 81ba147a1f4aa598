import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { insertUser } from "./create-user";
import { hashPassword } from "./password";
import type { Person } from "./person";
import { limitedAttempt } from "./sign-in-limit";

const SETTING = "first_admin_code";
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Whether anyone can sign in yet. */
export async function hasUsers(sql: Sql | Tx): Promise<boolean> {
  const rows = await sql`select 1 from app_user limit 1`;
  return rows.length > 0;
}

/** A new one-time code ("K7QM-2XWP-H9RD", 60 bits) for making the first admin, which ends the one before; null once there is a user. */
export async function firstAdminCode(sql: Sql): Promise<string | null> {
  if (await hasUsers(sql)) return null;
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const code = `${group()}-${group()}-${group()}`;
  await sql`
    insert into setting (key, value)
    values (${SETTING}, ${sql.json(hashCode(code).toString("hex"))})
    on conflict (key) do update
    set value = excluded.value,
      updated_at = now()
  `;
  return code;
}

export interface FirstAdmin {
  code: string;
  email: string;
  name?: string | null;
  password: string;
  ip: string | null;
  now: Date;
}

/** Makes the first admin and uses the code up. Throws `conflict` once there is a user, `forbidden` for a wrong code, `limit` after 5 of them. */
export async function createFirstAdmin(sql: Sql, { code, email, name, password, ip, now }: FirstAdmin): Promise<Person> {
  if (await hasUsers(sql)) throw taken();
  const right = await limitedAttempt(sql, { email: "first admin", ip, now }, () => matchesCode(sql, code));
  if (!right)
    throw new AppError(
      "forbidden",
      "That is not the code of this start. It is in the terminal where Permille runs; a restart prints a new one.",
    );
  const hash = await hashPassword(password);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('permille.people'))`;
    if (await hasUsers(tx)) throw taken();
    await tx`delete from setting where key = ${SETTING}`;
    return insertUser(tx, { email, name, role: "admin", by: email }, hash);
  });
}

async function matchesCode(sql: Sql, code: string): Promise<boolean> {
  const [row] = await sql`select value from setting where key = ${SETTING}`;
  const expected = Buffer.from(typeof row?.value === "string" ? row.value : "", "hex");
  const given = hashCode(code);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function hashCode(code: string): Buffer {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest();
}

function taken(): AppError {
  return new AppError("conflict", "Permille has its first admin already. Sign in instead.");
}
