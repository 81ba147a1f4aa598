import { z } from "zod";
import type { Sql } from "../../db/client";
import { ruleColumns, toRule } from "./row";
import type { RuleState, StandingRule } from "./rule";
import { type SubjectState, subjectStateSchema } from "./state";

const DAYS_30_MS = 30 * 86_400_000;
/** That one of many subjects is quiet is no state of the rule. */
const WORST: readonly RuleState[] = ["firing", "pending", "ok", "no_data"];
const worse = (a: RuleState, b: RuleState): number => WORST.indexOf(a) - WORST.indexOf(b);

const shownState = ({ state, known }: SubjectState): RuleState => (state === "ok" && !known ? "no_data" : state);

const stateRow = z.object({ rule_id: z.string(), subject: z.string(), label: z.string().nullable(), state: subjectStateSchema });

/** Rules as of their last evaluation: of each the subjects, the worst first. `ids` null: every rule that is not archived. */
export async function standingRules(sql: Sql, ids: readonly string[] | null, now: Date): Promise<StandingRule[]> {
  const which = ids ? sql`id = any(${[...ids]}::uuid[])` : sql`archived_at is null`;
  const [rows, states, fired] = await Promise.all([
    sql`select ${ruleColumns(sql)}, evaluated_at from alert_rule where ${which} order by name, id`,
    sql`
      select s.rule_id, s.subject, coalesce(d.label, src.label) as label, s.state
      from rule_state s
      join alert_rule r on r.id = s.rule_id
      left join dimension_value d on d.dimension = r.each and d.value = s.subject
      left join source src on r.each = 'source' and src.id = s.subject
      where s.rule_id in (select id from alert_rule where ${which})
      order by s.rule_id, s.subject`,
    sql<{ rule_id: string; fired: number }[]>`
      select rule_id, count(*)::integer as fired
      from rule_transition
      where change = 'fired' and withdrawn_at is null and at > ${new Date(now.getTime() - DAYS_30_MS)}
        and rule_id in (select id from alert_rule where ${which})
      group by rule_id`,
  ]);
  const byRule = new Map<string, z.output<typeof stateRow>[]>();
  for (const raw of states) {
    const row = stateRow.parse(raw);
    const list = byRule.get(row.rule_id) ?? [];
    byRule.set(row.rule_id, list);
    list.push(row);
  }
  return rows.map((row): StandingRule => {
    const rule = toRule(row);
    const evaluated: unknown = row.evaluated_at;
    const subjects = (byRule.get(rule.id) ?? [])
      .filter(({ subject }) => (rule.each == null) === (subject === ""))
      .map(({ subject, label, state }) => ({ subject, label, state: shownState(state), value: state.value, since: state.since }))
      .sort((a, b) => worse(a.state, b.state) || Number(b.value ?? 0) - Number(a.value ?? 0));
    return {
      ...rule,
      evaluatedAt: evaluated instanceof Date ? evaluated.toISOString() : null,
      state: subjects[0]?.state ?? "no_data",
      subjects,
      fired30d: fired.find(({ rule_id }) => rule_id === rule.id)?.fired ?? 0,
    };
  });
}

/** Rules that are not archived, those that fire first. */
export async function listRules(sql: Sql, { now }: { now: Date }): Promise<StandingRule[]> {
  const rules = await standingRules(sql, null, now);
  return rules.sort((a, b) => worse(a.state, b.state));
}
