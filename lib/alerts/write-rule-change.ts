import type { Sql, Tx } from "../../db/client";
import type { Transition } from "../rules/fold-subject";
import type { Recorded } from "../rules/refold";
import type { RuleSnapshot } from "../rules/snapshot";
import { INITIAL } from "../rules/state";
import type { DueRule } from "./due-rules";
import type { FoldedRule, SubjectChange } from "./fold-rules";
import { markStanding } from "./standing-event";
import { writeDeliveries } from "./write-deliveries";

export interface Tale {
  title: string;
  snapshot: RuleSnapshot;
}

/** What a transition tells, by transition; made before the transaction, since it asks questions. */
export type Tales = ReadonlyMap<Transition, Tale>;

/** What is older is on record and in the app, and wakes nobody. */
export const FRESH_MS = 24 * 3_600_000;

export interface Round {
  now: Date;
  mailHost: string;
}

/** The state of each subject; of sessions only of those that are up to something. */
const keeps = ({ rule }: DueRule, { state }: SubjectChange): boolean => rule.each !== "session" || state.state !== "ok";

/** Rules that nothing happened to: their states, in one transaction. Those that another evaluation was at meanwhile are left to it. */
export async function writeQuiet(sql: Sql, folded: readonly FoldedRule[], now: Date): Promise<void> {
  const size = 2000;
  for (let i = 0; i < folded.length; i += size) {
    const part = folded.slice(i, i + size);
    await sql.begin(async (tx) => {
      const free = await lockUnchanged(
        tx as unknown as Tx,
        part.map(({ due }) => due),
      );
      await writeStates(
        tx as unknown as Tx,
        part.filter(({ due }) => free.has(due.rule.id)),
        now,
      );
    });
  }
}

/** Writes what happened to a rule: transitions, events, deliveries and states, in one transaction. Says how many events it wrote. */
export async function writeRuleChange(sql: Sql, folded: FoldedRule, tales: Tales, round: Round): Promise<number> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Tx;
    const free = await lockUnchanged(tx, [folded.due]);
    if (!free.has(folded.due.rule.id)) return 0;
    let events = 0;
    for (const subject of folded.subjects) {
      for (const gone of subject.gone) await withdraw(tx, folded.due, gone, round.now);
      for (const added of subject.added) events += await record(tx, folded.due, subject.subject, added, tales, round);
      if (subject.gone.length + subject.added.length > 0) await markStanding(tx, folded.due.rule.id, subject.subject);
    }
    await writeStates(tx, [folded], round.now);
    return events;
  }) as Promise<number>;
}

/** Locks rules in the order of their ids; those whose condition or evaluation is no longer the one that was read are not in the answer. */
async function lockUnchanged(tx: Tx, due: readonly DueRule[]): Promise<Set<string>> {
  const rows = await tx<{ id: string; revision: number; evaluated_at: Date | null }[]>`
    select id, revision, evaluated_at from alert_rule
    where id = any(${due.map(({ rule }) => rule.id)}::uuid[]) and archived_at is null
    order by id
    for update`;
  const current = new Map(rows.map((row) => [row.id, row]));
  return new Set(
    due.flatMap(({ rule, revision, evaluatedAt }) => {
      const row = current.get(rule.id);
      return row && row.revision === revision && row.evaluated_at?.getTime() === evaluatedAt?.getTime() ? [rule.id] : [];
    }),
  );
}

async function writeStates(tx: Tx, folded: readonly FoldedRule[], now: Date): Promise<void> {
  if (folded.length === 0) return;
  const rows = folded.flatMap(({ due, subjects }) => {
    const through = new Date(due.clock.end(due.to));
    const kept = subjects
      .filter((subject) => keeps(due, subject))
      .map(({ subject, state }) => ({ id: due.rule.id, subject, through, state }));
    return due.rule.each ? [{ id: due.rule.id, subject: "", through, state: INITIAL }, ...kept] : kept;
  });
  const forgotten = folded.flatMap(({ due, subjects }) =>
    subjects.filter((subject) => !keeps(due, subject)).map(({ subject }) => ({ id: due.rule.id, subject })),
  );
  if (forgotten.length > 0)
    await tx`
      delete from rule_state s using unnest(${forgotten.map(({ id }) => id)}::uuid[], ${forgotten.map(({ subject }) => subject)}::text[]) as f(id, subject)
      where s.rule_id = f.id and s.subject = f.subject`;
  await tx`
    insert into rule_state (rule_id, subject, folded_through, state)
    select * from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::text[],
      ${rows.map(({ through }) => through.toISOString())}::text[]::timestamptz[], ${rows.map(({ state }) => JSON.stringify(state))}::text[]::jsonb[])
    on conflict (rule_id, subject) do update set folded_through = excluded.folded_through, state = excluded.state`;
  await tx`update alert_rule set evaluated_at = greatest(evaluated_at, ${now}) where id = any(${folded.map(({ due }) => due.rule.id)}::uuid[])`;
}

async function withdraw(tx: Tx, { rule }: DueRule, { subject, at, change }: Recorded, now: Date): Promise<void> {
  await tx`
    update rule_transition set withdrawn_at = ${now}
    where rule_id = ${rule.id} and subject = ${subject} and at = ${new Date(at)} and change = ${change}`;
}

/** A transition that was told before, here or a little apart, keeps its event: restated data corrects, it doesn't tell again. */
async function record(
  tx: Tx,
  { rule }: DueRule,
  subject: string,
  { transition, instead }: SubjectChange["added"][number],
  tales: Tales,
  { now, mailHost }: Round,
): Promise<number> {
  const at = new Date(transition.at);
  const [known] = await tx<{ event_id: string | null }[]>`
    select event_id from rule_transition where rule_id = ${rule.id} and subject = ${subject} and at = ${at} and change = ${transition.change}`;
  const tale = tales.get(transition);
  const told = known?.event_id ?? instead?.eventId ?? null;
  const isOld = now.getTime() - transition.at > FRESH_MS;
  const eventAt = isOld ? at : now;
  const [event] =
    told || !tale
      ? []
      : await tx<{ id: string }[]>`
          insert into alert_event (kind, rule_id, subject, at, change, severity, title, snapshot, created_at)
          values ('rule', ${rule.id}, ${subject}, ${at}, ${transition.change}, ${rule.severity}, ${tale.title}, ${tx.json(tale.snapshot)}, ${eventAt})
          on conflict (rule_id, subject, at, change) where rule_id is not null do nothing
          returning id`;
  if (event) {
    const isMuted = rule.mutedUntil != null && Date.parse(rule.mutedUntil) > now.getTime();
    const silent = isOld || isMuted || (transition.change === "resolved" && rule.severity !== "critical");
    await writeDeliveries(tx, { event: event.id }, rule.recipients, { now: eventAt, mailHost, silent });
  }
  await tx`
    insert into rule_transition (rule_id, subject, at, change, state, event_id)
    values (${rule.id}, ${subject}, ${at}, ${transition.change}, ${tx.json(transition.state)}, ${event?.id ?? told})
    on conflict (rule_id, subject, at, change) do update
    set state = excluded.state, withdrawn_at = null, event_id = coalesce(rule_transition.event_id, excluded.event_id)`;
  return event ? 1 : 0;
}
