import type { Sql } from "../../db/client";
import { titleOf } from "../email/mail-for";
import { type DimensionId, dimensionById, type Instance, isOfMachines, runQuery } from "../metrics";
import { compare, subtract } from "../money";
import type { Transition } from "../rules/fold-subject";
import { judge } from "../rules/judge";
import { knownFromOf } from "../rules/reach";
import { readValues } from "../rules/read-values";
import type { Rule } from "../rules/rule";
import { type RuleSnapshot, ruleSnapshotSchema } from "../rules/snapshot";
import { formatEnd } from "../time";
import { tellChange } from "./change-sentence";
import type { DueRule } from "./due-rules";
import type { SubjectChange } from "./fold-rules";
import type { Tale } from "./write-rule-change";

export interface Span {
  from: string;
  to: string;
}

const POINTS = 60;
const SHOWN = 3;
const BREAKDOWNS: readonly DimensionId[] = ["feature", "model", "api_key", "customer", "team", "project"];
/** Of machines: those that are always told, and that somebody can be asked about. */
const MACHINE_BREAKDOWNS: readonly DimensionId[] = ["host", "namespace", "pod"];
type Contributors = RuleSnapshot["contributors"];
const NOBODY: Contributors = { by: null, values: [] };

/** What an event says, with the numbers as they are now. `brief`: without who brought it about. */
export async function taleOf(
  sql: Sql,
  due: DueRule,
  { subject, label }: Pick<SubjectChange, "subject" | "label">,
  transition: Transition,
  { instance, now, brief }: { instance: Instance; now: Date; brief: boolean },
): Promise<Tale> {
  const { rule, watch, clock, reach } = due;
  const { judgement, bucket, change, at } = transition;
  const asked = { rule, watch, from: bucket - POINTS + 1, to: bucket };
  const values = await sql.begin("read only", (tx) => readValues(tx as never, [asked], instance));
  const own = values.get(asked)?.find((one) => one.subject === subject);
  const points = Array.from({ length: POINTS }, (_, i) => {
    const end = clock.end(bucket - POINTS + 1 + i);
    const { value, low, high } = own
      ? judge({ rule, watch, values: own, clock, knownFrom: knownFromOf(reach, rule.each, subject, instance) }, bucket - POINTS + 1 + i)
      : { value: null, low: null, high: null };
    return { at: new Date(end).toISOString(), value, low, high };
  });
  const story = brief ? null : await readStory(sql, due, subject, transition, now);
  const metric = { id: watch.metric.id, label: watch.metric.label, unit: watch.metric.unit };
  const snapshot = ruleSnapshotSchema.parse({
    kind: "rule",
    change,
    rule: {
      id: rule.id,
      name: rule.name,
      owner: rule.owner,
      severity: rule.severity,
      condition: rule.condition,
      each: rule.each,
      windowMinutes: rule.windowMinutes,
      forMinutes: rule.forMinutes,
    },
    metric,
    scope: rule.scope,
    subject,
    subjectLabel: rule.each ? label : null,
    zone: instance.zone,
    asOf: now.toISOString(),
    at: new Date(at).toISOString(),
    // After the end the state remembers only when the alert began.
    since: transition.state.since ?? (change === "resolved" ? transition.state.firedAt : null) ?? new Date(at).toISOString(),
    value: judgement.value,
    low: judgement.low,
    high: judgement.high,
    usual: judgement.usual,
    series: { grain: clock.grain, points },
    changeSentence: story?.changeSentence ?? null,
    contributors: story?.contributors ?? NOBODY,
    pricedShare: story?.pricedShare ?? null,
    dataThrough: story?.dataThrough ?? null,
  } satisfies RuleSnapshot);
  return { title: titleOf(snapshot), snapshot };
}

type Story = Pick<RuleSnapshot, "changeSentence" | "contributors" | "pricedShare" | "dataThrough">;

async function readStory(sql: Sql, due: DueRule, subject: string, transition: Transition, now: Date): Promise<Story | null> {
  const { rule, watch, clock } = due;
  if (rule.each === "session" || rule.condition.kind === "no_data") return null;
  const scope = scopeOf(rule, subject);
  const end = transition.at;
  const start = clock.start(transition.bucket - watch.span + 1);
  const span = (from: number, to: number): Span => ({ from: formatEnd(from, clock.zone), to: formatEnd(to, clock.zone) });
  const [window, before] = [span(start, end), span(start - (end - start), start)];
  const ask = { metric: watch.metric.id, where: scope };
  const about = { now: now.getTime() };
  const { meta } = await runQuery(sql, { ...ask, ...window }, about);
  const by = (isOfMachines(watch.metric.family) ? MACHINE_BREAKDOWNS : BREAKDOWNS).find(
    (id) =>
      (watch.metric.only == null || watch.metric.only.dimensions.includes(id)) &&
      !scope.some((entry) => entry.dimension === id && entry.values.length === 1) &&
      dimensionById(id) != null,
  );
  const [current, earlier] = by
    ? await Promise.all([runQuery(sql, { ...ask, ...window, by }, about), runQuery(sql, { ...ask, ...before, by }, about)])
    : [null, null];
  const values = (current?.data ?? []).map((row) => {
    const value = row[by ?? ""] ?? null;
    return {
      value,
      label: current?.meta.labels[by ?? ""]?.[value ?? ""] ?? null,
      now: row[watch.metric.id] ?? null,
      before: earlier?.data.find((other) => (other[by ?? ""] ?? null) === value)?.[watch.metric.id] ?? null,
    };
  });
  return {
    changeSentence: await tellChange(sql, { metric: watch.metric.id, scope, after: window, before }, about),
    contributors: by ? { by, values: ranked(values).slice(0, SHOWN) } : NOBODY,
    pricedShare: meta.pricedShare,
    dataThrough: meta.dataThrough,
  };
}

/** The scope with the subject in it. */
function scopeOf({ scope, each }: Rule, subject: string): Rule["scope"] {
  if (!each || each === "session") return scope;
  return [...scope.filter(({ dimension }) => dimension !== each), { dimension: each, values: [subject] }];
}

/** By what each added. */
function ranked(values: Contributors["values"]): Contributors["values"] {
  const added = ({ now, before }: Contributors["values"][number]) => subtract(now ?? "0", before ?? "0");
  return values.filter(({ now }) => now != null).sort((a, b) => compare(added(b), added(a)) || compare(b.now ?? "0", a.now ?? "0"));
}
