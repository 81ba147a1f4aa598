import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { type Actor, actorName } from "../auth/actor";
import { AppError } from "../errors";
import { whose } from "./who";

/** Ends a subscription; what was sent stays on record. Throws `not_found`, also for somebody else's. */
export async function endSubscription(sql: Sql, { id, actor, now }: { id: string; actor: Actor; now: Date }): Promise<void> {
  const { userId } = whose(actor);
  await sql.begin(async (tx) => {
    const [ended] = await tx<{ kind: string; email: string }[]>`
      update report_subscription s set ended_at = ${now}
      from app_user u
      where s.id = ${id} and s.ended_at is null and u.id = s.user_id and ${userId ? tx`s.user_id = ${userId}` : tx`true`}
      returning s.kind, u.email`;
    if (!ended) throw new AppError("not_found", "There is no such subscription.");
    await recordAudit(tx, { actor: actorName(actor), action: "report.end", subject: `${ended.kind} ${ended.email}` });
  });
}
