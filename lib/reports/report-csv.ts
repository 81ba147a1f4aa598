import type { Sql } from "../../db/client";
import type { Actor } from "../auth/actor";
import { AppError } from "../errors";
import { whose } from "./who";

/** The file that went with a report. Throws `not_found`, also for somebody else's and where none was attached. */
export async function reportCsv(sql: Sql, { id, actor }: { id: string; actor: Actor }): Promise<{ filename: string; csv: string }> {
  const { userId } = whose(actor);
  const [row] = await sql<{ kind: string; start: string; csv: string | null }[]>`
    select s.kind, r.period_start::text as start, r.csv
    from report r
    join report_subscription s on s.id = r.subscription_id
    where r.id = ${id} and ${userId ? sql`s.user_id = ${userId}` : sql`true`}`;
  if (row?.csv == null) throw new AppError("not_found", "There is no such file.");
  return { filename: `permille-${row.kind}-${row.start}.csv`, csv: row.csv };
}
