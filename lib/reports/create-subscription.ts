import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { type Actor, actorCan, actorName } from "../auth/actor";
import { AppError } from "../errors";
import { isZone, readZone } from "../settings";
import { isWeekday, type NewSubscription, type Subscription } from "./subscription";
import { subscriptionRow, toSubscription } from "./subscription-row";

/**
 * Subscribes a person to a report. Everyone may for themselves, admins for others. Throws `invalid`, `forbidden`, and `conflict` where the person has the
 * same report of the same scope already.
 */
export async function createSubscription(
  sql: Sql,
  { wanted, actor, now }: { wanted: NewSubscription; actor: Actor; now: Date },
): Promise<Subscription> {
  const wrong = isWeekday(wanted);
  if (wrong) throw new AppError("invalid", wrong);
  const userId = wanted.userId ?? (actor.kind === "user" ? actor.id : null);
  if (!userId) throw new AppError("invalid", "A key has no mailbox: say whose report it is with userId.");
  if (!(actor.kind === "user" && actor.id === userId) && !actorCan(actor, "manage_users"))
    throw new AppError("forbidden", "You can subscribe yourself; only an admin subscribes others.");
  const reportingZone = await readZone(sql);
  const zone = wanted.zone ?? reportingZone;
  if (!isZone(zone)) throw new AppError("invalid", `"${zone}" is no time zone. Use a name like Europe/Berlin.`);
  return sql.begin(async (tx) => {
    const [person] = await tx`select email, name, role from app_user where id = ${userId} and disabled_at is null for update`;
    if (!person) throw new AppError("invalid", "There is no such person, or their access has ended.");
    const [same] = await tx`
      select from report_subscription
      where user_id = ${userId} and kind = ${wanted.kind} and scope = ${tx.json(wanted.scope)}::jsonb and ended_at is null`;
    if (same) throw new AppError("conflict", `${String(person.email)} gets this report already. End it first to change when it goes out.`);
    const [row] = await tx`
      insert into report_subscription (kind, user_id, scope, zone, hour, day, created_by, created_at)
      values (${wanted.kind}, ${userId}, ${tx.json(wanted.scope)}, ${zone}, ${wanted.hour}, ${wanted.day}, ${actorName(actor)}, ${now})
      returning *`;
    await recordAudit(tx, { actor: actorName(actor), action: "report.subscribe", subject: `${wanted.kind} ${String(person.email)}` });
    return toSubscription(subscriptionRow.parse({ ...person, ...row }), { now: now.getTime(), reportingZone });
  });
}
