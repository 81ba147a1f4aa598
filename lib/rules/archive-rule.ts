import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { lockRule, ruleColumns, toRule } from "./row";
import type { Rule } from "./rule";

/** Ends a rule; what it told stays on record, and mails that wait are still sent. Throws `not_found` and `conflict` where it is archived already. */
export async function archiveRule(sql: Sql, { id, by, now }: { id: string; by: string; now: Date }): Promise<Rule> {
  return sql.begin(async (tx) => {
    const { name } = await lockRule(tx, id);
    const [row] =
      await tx`update alert_rule set archived_at = ${now}, revision = revision + 1 where id = ${id} returning ${ruleColumns(tx)}`;
    await recordAudit(tx, { actor: by, action: "rule.archive", subject: name });
    return toRule(row);
  });
}
