import { z } from "zod";
import type { Sql } from "../../db/client";
import { type Instance, readInstance } from "../metrics";
import { readBounded } from "../metrics/read";
import { type BucketClock, bucketClock } from "../rules/clock";
import { type Reach, reachOf } from "../rules/reach";
import { ruleColumns, toRule } from "../rules/row";
import type { Rule } from "../rules/rule";
import { type SubjectState, subjectStateSchema } from "../rules/state";
import { readTouched } from "../rules/touched";
import { type Watch, watchOf } from "../rules/watchable";
import { readWatchedSources } from "../rules/watched-sources";

/** A rule with buckets to fold: [from, to]. */
export interface DueRule {
  rule: Rule;
  revision: number;
  evaluatedAt: Date | null;
  watch: Watch;
  clock: BucketClock;
  reach: Reach;
  from: number;
  to: number;
  /** The first bucket that the rule judges as it does now. */
  earliest: number;
  /** Buckets before those that are new are folded again. */
  again: boolean;
  states: Map<string, SubjectState>;
}

export interface DueRules {
  rules: number;
  due: DueRule[];
  instance: Instance;
  failures: { rule: string; error: unknown }[];
}

const KEPT_DAYS = { minute: 7, hour: 92, day: 92 } as const;
const DAY_MS = 86_400_000;

const aboutSchema = z.object({ revision: z.number(), evaluated_at: z.date().nullable(), judges_from: z.date() });
const stateSchema = z.object({ rule_id: z.string(), subject: z.string(), folded_through: z.date(), state: subjectStateSchema });

/** Which rules have buckets that closed, or that data, a price or a settled overlap came to, since they were evaluated. */
export async function dueRules(sql: Sql, now: number): Promise<DueRules> {
  const [instance, rows, stored] = await Promise.all([
    readBounded(sql, readInstance),
    sql`select ${ruleColumns(sql)}, revision, evaluated_at, judges_from from alert_rule where archived_at is null order by created_at, id`,
    sql`
      select rule_id, subject, folded_through, state
      from rule_state
      where rule_id in (select id from alert_rule where archived_at is null)`,
  ]);
  const states = new Map<string, { foldedThrough: number; subjects: Map<string, SubjectState> }>();
  for (const raw of stored) {
    const { rule_id, subject, folded_through, state } = stateSchema.parse(raw);
    const known = states.get(rule_id) ?? { foldedThrough: folded_through.getTime(), subjects: new Map() };
    known.foldedThrough = Math.min(known.foldedThrough, folded_through.getTime());
    known.subjects.set(subject, state);
    states.set(rule_id, known);
  }
  const about = rows.map((row) => aboutSchema.parse(row));
  const evaluated = about.flatMap(({ evaluated_at }) => evaluated_at ?? []);
  const touched = await readTouched(sql, evaluated.length > 0 ? new Date(Math.min(...evaluated.map((at) => at.getTime()))) : null);
  const rules = rows.map((row) => toRule(row));
  const watches = rules.map(watchedOr);
  const sourcesOf = await readBounded(sql, (tx) =>
    readWatchedSources(
      tx,
      instance,
      watches.flatMap((one) => ("watch" in one ? [one.watch] : [])),
    ),
  );
  const clocks = {
    minute: bucketClock("minute", instance.zone),
    hour: bucketClock("hour", instance.zone),
    day: bucketClock("day", instance.zone),
  };

  const found: DueRules = { rules: rows.length, due: [], instance, failures: [] };
  for (const [i, rule] of rules.entries()) {
    const {
      revision,
      evaluated_at: evaluatedAt,
      judges_from,
    } = about[i] ?? { revision: 0, evaluated_at: null, judges_from: new Date(now) };
    try {
      const watched = watches[i] ?? watchedOr(rule);
      if ("error" in watched) throw watched.error;
      const { watch } = watched;
      const clock = clocks[watch.grain];
      const reach = reachOf(rule, clock, sourcesOf(watch), now);
      if (!reach) continue;
      const state = states.get(rule.id);
      const kept = clock.at(now - KEPT_DAYS[watch.grain] * DAY_MS);
      const earliest = Math.max(kept, clock.at(judges_from.getTime()));
      const next = state ? Math.max(kept, clock.at(state.foldedThrough)) : earliest;
      const at = state && evaluatedAt ? touched(evaluatedAt.getTime()) : null;
      const from = at == null ? next : Math.min(next, Math.max(earliest, clock.at(at)));
      if (from > reach.through) continue;
      const subjects = state?.subjects ?? new Map<string, SubjectState>();
      if (rule.each) subjects.delete("");
      found.due.push({
        rule,
        revision,
        evaluatedAt,
        watch,
        clock,
        reach,
        from,
        to: reach.through,
        earliest,
        again: from < next,
        states: subjects,
      });
    } catch (error) {
      found.failures.push({ rule: rule.name, error });
    }
  }
  return found;
}

/** How a rule is watched, or why it can't be any more. */
function watchedOr(rule: Rule): { watch: Watch } | { error: unknown } {
  try {
    return { watch: watchOf(rule) };
  } catch (error) {
    return { error };
  }
}
