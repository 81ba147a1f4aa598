import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { type Person, roleSchema } from "./person";

const rowSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  created_at: z.date(),
  disabled_at: z.date().nullable(),
  last_sign_in_at: z.date().nullable(),
});

export const personColumns = (sql: Sql | Tx) => sql`id, email, name, role, created_at, disabled_at, last_sign_in_at`;

export function toPerson(raw: unknown): Person {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  };
}
