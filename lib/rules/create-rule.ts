import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { checkRule } from "./check-rule";
import { checkRecipients, ruleColumns, toRule } from "./row";
import type { NewRule, Rule } from "./rule";

/** Makes a rule that counts from `now` on. Throws `invalid` for what can't be watched or recipients that don't exist. */
export async function createRule(sql: Sql, { rule, by, now }: { rule: NewRule; by: string; now: Date }): Promise<Rule> {
  await checkRule(sql, rule);
  return sql.begin(async (tx) => {
    await checkRecipients(tx, rule.recipients);
    const [row] = await tx`
      insert into alert_rule (name, metric, scope, each, condition, window_minutes, for_minutes, minimum, hysteresis, cooldown_minutes, severity,
        recipients, owner, template, created_by, created_at, judges_from)
      values (${rule.name}, ${rule.metric}, ${tx.json(rule.scope)}, ${rule.each}, ${tx.json(rule.condition)}, ${rule.windowMinutes},
        ${rule.forMinutes}, ${rule.minimum && tx.json(rule.minimum)}, ${rule.hysteresis}, ${rule.cooldownMinutes}, ${rule.severity},
        ${tx.json(rule.recipients)}, ${by}, ${rule.template}, ${by}, ${now}, ${now})
      returning ${ruleColumns(tx)}`;
    await recordAudit(tx, {
      actor: by,
      action: "rule.create",
      subject: rule.name,
      detail: {
        metric: rule.metric,
        condition: JSON.stringify(rule.condition),
        windowMinutes: rule.windowMinutes,
        scope: JSON.stringify(rule.scope),
        recipients: JSON.stringify(rule.recipients),
      },
    });
    return toRule(row);
  });
}
