import type { Tx } from "../../db/client";
import { type Instance, type Metric, metricById, type StoredFilter } from "../metrics";
import { BAND_WEEKS } from "./band";
import { type BucketClock, bucketClock } from "./clock";
import type { NewRule } from "./rule";
import { readAlignedSeries, readRollingSeries, rowAt, subjectNames } from "./series";
import { storedScopes } from "./stored-scope";
import type { Watch } from "./watchable";

/** Buckets [from, to] of a rule, both included. */
export interface Asked {
  rule: Pick<NewRule, "scope" | "each" | "condition" | "minimum">;
  watch: Watch;
  from: number;
  to: number;
}

export interface Value {
  /** The window holds rows. */
  present: boolean;
  /** The metric, and that of the minimum; null is unknown, also where there are no rows. */
  value: string | null;
  minimum: string | null;
}

export interface SubjectValues {
  /** A value of `each`; "" without. */
  subject: string;
  label: string | null;
  at(bucket: number): Value;
  /** The first and the last bucket at which something changes; null where nothing ever does. */
  changes: { first: number; last: number } | null;
}

const NOTHING: Value = { present: false, value: null, minimum: null };

/** Which buckets a rule's decisions about [from, to] need: themselves and what they are compared with. Ascending. */
export function bucketsNeeded({ rule: { condition }, watch, from, to }: Asked, clock: BucketClock): number[] {
  const needed = new Set<number>();
  for (let bucket = from; bucket <= to; bucket += 1) {
    needed.add(bucket);
    if (condition.kind === "change") needed.add(bucketBefore(condition.against, watch, bucket, clock));
    if (condition.kind === "anomaly") for (const one of bandBuckets(bucket, clock)) needed.add(one);
  }
  return [...needed].sort((a, b) => a - b);
}

export const bucketBefore = (against: "previous" | "same_weekday", watch: Watch, bucket: number, clock: BucketClock): number =>
  against === "previous" ? bucket - watch.span : clock.weeksBefore(bucket, 1);

/** The buckets that a band is made of: the same one in the weeks before. */
export const bandBuckets = (bucket: number, clock: BucketClock): number[] =>
  Array.from({ length: BAND_WEEKS }, (_, i) => clock.weeksBefore(bucket, i + 1));

interface Group {
  asked: Asked[];
  clock: BucketClock;
}

/** Reads the values of many rules: those of the same dimensions, windows and buckets with one statement. */
export async function readValues(tx: Tx, all: readonly Asked[], instance: Instance): Promise<Map<Asked, SubjectValues[]>> {
  const clocks = new Map<string, BucketClock>();
  const groups = new Map<string, Group>();
  for (const asked of all) {
    const { grain } = asked.watch;
    const clock = clocks.get(grain) ?? bucketClock(grain, instance.zone);
    clocks.set(grain, clock);
    const key = groupKey(asked);
    const group = groups.get(key) ?? { asked: [], clock };
    group.asked.push(asked);
    groups.set(key, group);
  }
  const scopeOf = await storedScopes(
    tx,
    all.map(({ rule }) => rule.scope),
    instance,
  );
  const values = new Map<Asked, SubjectValues[]>();
  for (const group of groups.values()) await readGroup(tx, group, { instance, scopeOf, values });
  return values;
}

/** What one statement can answer together. */
function groupKey({ rule: { scope, each, condition }, watch, from, to }: Asked): string {
  const { metric, grain, span } = watch;
  const compared = condition.kind === "change" ? condition.against : condition.kind === "anomaly" ? "band" : condition.kind === "no_data";
  const columns = scope.map(({ dimension }) => dimension).sort();
  const family = metric.family === "calls" ? "calls" : metric.family;
  const several = metric.family !== "calls" && scope.some(({ values }) => values.length > 1);
  return JSON.stringify([grain, span, columns, each, from, to, compared, family, several ? scope : null]);
}

interface Context {
  instance: Instance;
  scopeOf: (scope: NewRule["scope"]) => StoredFilter[];
  values: Map<Asked, SubjectValues[]>;
}

async function readGroup(tx: Tx, { asked, clock }: Group, context: Context): Promise<void> {
  const [first] = asked;
  if (!first) return;
  const at = bucketsNeeded(first, clock);
  const metrics = [...new Set(asked.flatMap(metricsOf))];
  const scopes = new Map<string, StoredFilter[]>();
  const keys = asked.map(({ rule }) => {
    const scope = context.scopeOf(rule.scope);
    const key = JSON.stringify(scope);
    scopes.set(key, scope);
    return key;
  });
  const read = first.watch.metric.family === "calls" ? readRollingSeries : readAlignedSeries;
  const byScope = await read(tx, { first, at, metrics, scopes, clock, instance: context.instance });
  const places = new Map(at.map((bucket, i) => [bucket, i]));
  const named = await subjectNames(tx, first.rule.each, [...byScope.values()].flat(), context.instance);
  for (const [i, one] of asked.entries()) {
    const metric = metrics.indexOf(one.watch.metric);
    const minimum = one.rule.minimum ? metrics.findIndex(({ id }) => id === one.rule.minimum?.metric) : -1;
    const series = byScope.get(keys[i] ?? "") ?? [];
    context.values.set(
      one,
      (one.rule.each ? series : [series[0] ?? { subject: "", rows: new Map(), steps: [] }]).map((found) => {
        const name = named.get(found.subject);
        return {
          subject: one.rule.each ? (name?.value ?? found.subject) : "",
          label: name?.label ?? null,
          changes: found.steps.length > 0 ? { first: at[found.steps[0] ?? 0] ?? 0, last: at[found.steps.at(-1) ?? 0] ?? 0 } : null,
          at: (bucket) => {
            const row = rowAt(found, places.get(bucket));
            return row ? { present: row.present, value: row.values[metric] ?? null, minimum: row.values[minimum] ?? null } : NOTHING;
          },
        };
      }),
    );
  }
}

function metricsOf({ rule, watch }: Asked): Metric[] {
  const minimum = rule.minimum && metricById(rule.minimum.metric);
  return minimum ? [watch.metric, minimum] : [watch.metric];
}
