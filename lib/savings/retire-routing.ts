import type { Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import type { RoutingField } from "./baselines";

/** Takes a setting out of use, for the past too; it stays on record. Returns its field, null where it is not in use. */
export async function retireRouting(tx: Tx, id: number, actor: string, now: Date): Promise<RoutingField | null> {
  const [retired] = await tx<{ field: RoutingField; subject: string }[]>`
    update routing_setting set retired_by = ${actor}, retired_at = ${now} where id = ${id} and retired_at is null returning field, subject`;
  if (!retired) return null;
  const { field, subject } = retired;
  await recordAudit(tx, { actor, action: "routing.retire", subject: `${field} of ${subject}`, detail: { setting: id } });
  return field;
}
