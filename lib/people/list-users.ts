import type { Sql } from "../../db/client";
import type { Person } from "./person";
import { personColumns, toPerson } from "./row";

/** Everyone with an account, disabled ones last, by e-mail. */
export async function listUsers(sql: Sql): Promise<Person[]> {
  const rows = await sql`
    select ${personColumns(sql)}
    from app_user
    order by disabled_at is not null, email
  `;
  return rows.map(toPerson);
}
