import type { Tx } from "../../db/client";

/**
 * Marks what a rule and subject stood at before as over, and what they stand at now as not: the alert of the last transition that was not withdrawn. So a
 * withdrawn end reopens the alert that it ended, and an alert that only moved stays the one it is. Goes with every change of `rule_transition`.
 */
export async function markStanding(tx: Tx, rule: string, subject: string): Promise<void> {
  const [last] = await tx<{ event_id: string | null; change: string }[]>`
    select event_id, change
    from rule_transition
    where rule_id = ${rule} and subject = ${subject} and withdrawn_at is null
    order by at desc, change
    limit 1`;
  const standing = last?.change === "fired" ? last.event_id : null;
  await tx`
    update alert_event set over = true
    where rule_id = ${rule} and subject = ${subject} and change = 'fired' and not over and id is distinct from ${standing}`;
  await tx`
    update alert_event e set over = false
    where id = ${standing} and over
      and not exists (select from alert_response a where a.event_id = e.id and a.kind = 'acknowledged')`;
}
