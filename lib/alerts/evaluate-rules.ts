import type { Sql } from "../../db/client";
import type { Instance } from "../metrics";
import type { Transition } from "../rules/fold-subject";
import { type DueRule, dueRules } from "./due-rules";
import { type FoldedRule, foldRules } from "./fold-rules";
import { taleOf } from "./rule-story";
import { FRESH_MS, type Tale, writeQuiet, writeRuleChange } from "./write-rule-change";

export interface RuleEvaluation {
  rules: number;
  /** Rules that had buckets to fold. */
  due: number;
  /** Events written. */
  events: number;
  /** Rules that could not be evaluated; the others were. */
  failures: { rule: string; error: unknown }[];
}

export interface RuleRound {
  now: Date;
  /** What Message-IDs end in. */
  mailHost: string;
}

/** Of alerts of the past that come in one go, so many are told with who brought them about. */
const MOST_OLD_STORIES = 30;

/**
 * Folds every bucket that closed or changed since the last evaluation into each rule, and writes what began and ended with its event and deliveries. Safe
 * to run any number of times, also at once: buckets decide, not the time of the evaluation.
 */
export async function evaluateRules(sql: Sql, { now, mailHost }: RuleRound): Promise<RuleEvaluation> {
  const { rules, due, instance, failures } = await dueRules(sql, now.getTime());
  const report: RuleEvaluation = { rules, due: due.length, events: 0, failures };
  if (due.length === 0) return report;
  const folded = await foldAll(sql, due, instance, report);
  const happened = (rule: FoldedRule) => rule.subjects.some(({ gone, added }) => gone.length + added.length > 0);
  await writeQuiet(
    sql,
    folded.filter((rule) => !happened(rule)),
    now,
  );
  let old = 0;
  for (const rule of folded.filter(happened)) {
    try {
      const tales = new Map<Transition, Tale>();
      for (const subject of rule.subjects)
        for (const { transition, instead } of subject.added) {
          if (instead?.eventId) continue;
          const isOld = now.getTime() - transition.at > FRESH_MS;
          if (isOld) old += 1;
          const brief = isOld && (transition.change === "resolved" || old > MOST_OLD_STORIES);
          tales.set(transition, await taleOf(sql, rule.due, subject, transition, { instance, now, brief }));
        }
      report.events += await writeRuleChange(sql, rule, tales, { now, mailHost });
    } catch (error) {
      report.failures.push({ rule: rule.due.rule.name, error });
    }
  }
  return report;
}

/** All rules together; where that fails, one by one, so that the one that can't be read holds up no other. */
async function foldAll(sql: Sql, due: readonly DueRule[], instance: Instance, report: RuleEvaluation): Promise<FoldedRule[]> {
  try {
    return await foldRules(sql, due, instance);
  } catch {
    const folded: FoldedRule[] = [];
    for (const one of due) {
      try {
        folded.push(...(await foldRules(sql, [one], instance)));
      } catch (error) {
        report.failures.push({ rule: one.rule.name, error });
      }
    }
    return folded;
  }
}
