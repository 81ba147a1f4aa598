import type { Sql } from "../../db/client";
import { createSubscription, newSubscriptionSchema } from "../reports";

/** The manager's weekly digest and the monthly report for finance, as each would ask for it. Those that are there already stay as they are. */
export async function addDemoReports(sql: Sql, now: Date): Promise<void> {
  const known = await sql`select 1 from report_subscription limit 1`;
  if (known.length > 0) return;
  const people = await sql<{ id: string; email: string; name: string | null; role: "manager" | "finance" }[]>`
    select id, email, name, role from app_user where role in ('manager', 'finance') and disabled_at is null order by created_at`;
  for (const { id, email, name, role } of people) {
    const wanted = newSubscriptionSchema.parse(
      role === "manager" ? { kind: "weekly", day: 1, hour: 8 } : { kind: "monthly", day: 2, hour: 8 },
    );
    await createSubscription(sql, { wanted, actor: { kind: "user", id, email, name, role }, now });
  }
}
