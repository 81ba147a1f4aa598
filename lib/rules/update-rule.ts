import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { checkRule } from "./check-rule";
import { checkRecipients, lockRule, ruleColumns, toRule } from "./row";
import type { Rule, RuleChange } from "./rule";

/**
 * Changes what a rule says, not what it watches. From now on buckets are judged by the changed rule; what it told before stands.
 * Throws `not_found`, `conflict` for an archived one and `invalid` for what can't be watched or recipients that don't exist.
 */
export async function updateRule(
  sql: Sql,
  { id, change, by, now }: { id: string; change: RuleChange; by: string; now: Date },
): Promise<Rule> {
  return sql.begin(async (tx) => {
    const before = await lockRule(tx, id);
    const after: Rule = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    const detail = differences(before, after);
    if (Object.keys(detail).length === 0) return before;
    await checkRule(sql, after);
    if (change.recipients) await checkRecipients(tx, change.recipients);
    const [row] = await tx`
      update alert_rule
      set name = ${after.name}, condition = ${tx.json(after.condition)}, for_minutes = ${after.forMinutes},
        minimum = ${after.minimum && tx.json(after.minimum)}, hysteresis = ${after.hysteresis}, cooldown_minutes = ${after.cooldownMinutes},
        severity = ${after.severity}, recipients = ${tx.json(after.recipients)}, owner = ${after.owner}, muted_until = ${after.mutedUntil},
        judges_from = ${JUDGES.some((field) => field in detail) ? now : tx`judges_from`}, revision = revision + 1
      where id = ${id}
      returning ${ruleColumns(tx)}`;
    await recordAudit(tx, { actor: by, action: "rule.update", subject: before.name, detail });
    return toRule(row);
  });
}

const CHANGEABLE = [
  "name",
  "condition",
  "forMinutes",
  "minimum",
  "hysteresis",
  "cooldownMinutes",
  "severity",
  "recipients",
  "owner",
  "mutedUntil",
] as const;

/** What decides which buckets tell. */
const JUDGES = ["condition", "forMinutes", "minimum", "hysteresis", "cooldownMinutes"];

/** "warning → critical" by field, for what differs. */
function differences(before: Rule, after: Rule): Record<string, string> {
  const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(
    CHANGEABLE.flatMap((field) => {
      const [old, now] = [shown(before[field]), shown(after[field])];
      return old === now ? [] : [[field, `${old} → ${now}`]];
    }),
  );
}
