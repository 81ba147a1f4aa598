import { z } from "zod";
import type { Sql } from "../../db/client";
import type { Instance } from "../metrics";
import { foldSubject, type Transition } from "../rules/fold-subject";
import { knownFromOf } from "../rules/reach";
import { type Asked, readValues, type SubjectValues } from "../rules/read-values";
import { type Difference, differencesOf, type Recorded, restartAt } from "../rules/refold";
import { INITIAL, type SubjectState, subjectStateSchema } from "../rules/state";
import type { DueRule } from "./due-rules";

/** What folding made of one subject of a rule. */
export interface SubjectChange extends Difference<Transition> {
  subject: string;
  label: string | null;
  state: SubjectState;
}

export interface FoldedRule {
  due: DueRule;
  subjects: SubjectChange[];
}

const DAY_MS = 86_400_000;
const NO_VALUES: SubjectValues["at"] = () => ({ present: false, value: null, minimum: null });

/** Reads the values of due rules and folds them. Nothing is written. */
export async function foldRules(sql: Sql, due: readonly DueRule[], instance: Instance): Promise<FoldedRule[]> {
  const recorded = await readRecorded(
    sql,
    due.filter(({ again }) => again),
  );
  const planned = due.map((one) => plan(one, recorded.get(one.rule.id) ?? new Map()));
  const values = (await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`select set_config('jit', 'off', true)`;
    return readValues(
      tx as never,
      planned.map(({ asked }) => asked),
      instance,
    );
  })) as Map<Asked, SubjectValues[]>;
  return planned.map((one) => foldRule(one, values.get(one.asked) ?? [], instance));
}

interface Planned {
  due: DueRule;
  asked: Asked;
  restarts: Map<string, ReturnType<typeof restartAt>>;
}

function plan(due: DueRule, recorded: ReadonlyMap<string, Recorded[]>): Planned {
  const { rule, watch, clock, from, to, earliest, again, states } = due;
  const restarts: Planned["restarts"] = new Map();
  if (again) {
    for (const subject of new Set([...states.keys(), ...recorded.keys()])) {
      const given = { recorded: recorded.get(subject) ?? [], current: states.get(subject) ?? null, forMinutes: rule.forMinutes, earliest };
      restarts.set(subject, restartAt(from, given, clock, INITIAL));
    }
  }
  const first = Math.min(from, ...[...restarts.values()].map(({ bucket }) => bucket));
  return { due, asked: { rule, watch, from: first, to }, restarts };
}

function foldRule({ due, restarts }: Planned, values: readonly SubjectValues[], instance: Instance): FoldedRule {
  const { rule, watch, clock, reach, from, to, states } = due;
  const { sources } = instance;
  const bySubject = new Map(values.map((one) => [one.subject, one]));
  // A subject that went silent is still judged; of sources also those that said nothing in the window.
  const silent = rule.condition.kind === "no_data" && rule.each === "source" ? sources.filter((source) => source.from != null) : [];
  for (const subject of [...states.keys(), ...restarts.keys(), ...silent.map(({ id }) => id)])
    if (!bySubject.has(subject))
      bySubject.set(subject, { subject, label: sources.find(({ id }) => id === subject)?.label ?? null, changes: null, at: NO_VALUES });
  const subjects: SubjectChange[] = [];
  for (const one of bySubject.values()) {
    const restart = restarts.get(one.subject);
    const isKnown = rule.each == null || silent.some(({ id }) => id === one.subject);
    const before = restart?.before ?? states.get(one.subject) ?? (isKnown ? INITIAL : null);
    // Before its first record a subject is not silent, it isn't there.
    const unseen = rule.condition.kind === "no_data" && !isKnown && before === INITIAL;
    const begins = (unseen ? firstPresent(one, restart?.bucket ?? from, to) : null) ?? restart?.bucket ?? from;
    const folded = foldSubject(
      { rule, watch, values: one, clock, knownFrom: knownFromOf(reach, rule.each, one.subject, instance) },
      { from: begins, to, before, fleeting: rule.each === "session" },
    );
    if (!folded) continue;
    const within = Math.max(rule.cooldownMinutes * 60_000, DAY_MS);
    const difference = differencesOf(
      restart?.recorded.filter(({ at }) => at > clock.start(restart.bucket)) ?? [],
      folded.transitions,
      within,
    );
    subjects.push({ subject: one.subject, label: one.label, state: folded.state, ...difference });
  }
  return { due, subjects };
}

/** The first bucket of [from, to] that knows a subject; null where none does. */
function firstPresent({ at, changes }: SubjectValues, from: number, to: number): number | null {
  if (!changes) return null;
  for (let bucket = from; bucket <= to; bucket += 1) if (at(bucket).present) return bucket;
  return null;
}

const recordedSchema = z.object({
  rule_id: z.string(),
  subject: z.string(),
  at: z.date(),
  change: z.enum(["fired", "resolved"]),
  state: subjectStateSchema,
  event_id: z.string().nullable(),
});

/** Transitions after the start of the first bucket folded again, and of each subject the last one before. */
async function readRecorded(sql: Sql, again: readonly DueRule[]): Promise<Map<string, Map<string, Recorded[]>>> {
  const found = new Map<string, Map<string, Recorded[]>>();
  if (again.length === 0) return found;
  const ids = again.map(({ rule }) => rule.id);
  const starts = again.map(({ clock, from }) => new Date(clock.start(from)).toISOString());
  const rows = await sql`
    select t.rule_id, t.subject, t.at, t.change, t.state, t.event_id
    from unnest(${ids}::uuid[], ${starts}::text[]::timestamptz[]) as due(id, start)
    join rule_transition t on t.rule_id = due.id
    where t.withdrawn_at is null and (t.at > due.start or t.at = (
      select max(b.at) from rule_transition b
      where b.rule_id = t.rule_id and b.subject = t.subject and b.withdrawn_at is null and b.at <= due.start
    ))
    order by t.at`;
  for (const raw of rows) {
    const { rule_id, subject, at, change, state, event_id } = recordedSchema.parse(raw);
    const subjects = found.get(rule_id) ?? new Map<string, Recorded[]>();
    found.set(rule_id, subjects);
    const list = subjects.get(subject) ?? [];
    subjects.set(subject, list);
    list.push({ subject, at: at.getTime(), change, state, eventId: event_id });
  }
  return found;
}
