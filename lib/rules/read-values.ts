import type { Tx } from "../../db/client";
import {
  type DimensionId,
  dimensionById,
  type Instance,
  type Metric,
  metricById,
  readAligned,
  readRolling,
  type StoredFilter,
} from "../metrics";
import { daysBetween } from "../time";
import { BAND_WEEKS } from "./band";
import { type BucketClock, bucketClock, EPOCH } from "./clock";
import type { NewRule } from "./rule";
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

/** Rows of one subject: from the i-th bucket needed on until the next. */
interface Series {
  subject: string;
  rows: Map<number, { present: boolean; values: (string | null)[] }>;
  /** Ascending. */
  steps: number[];
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

function rowAt({ rows, steps }: Series, place: number | undefined): { present: boolean; values: (string | null)[] } | undefined {
  if (place == null) return undefined;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return rows.get(steps[low - 1] ?? -1);
}

interface Read {
  first: Asked;
  at: readonly number[];
  metrics: readonly Metric[];
  scopes: ReadonlyMap<string, StoredFilter[]>;
  clock: BucketClock;
  instance: Instance;
}

class Collected {
  private readonly found = new Map<string, Map<string, Series>>();

  add(scope: string, subject: string, i: number, row: { present: boolean; values: (string | null)[] }): void {
    const subjects = this.found.get(scope) ?? new Map<string, Series>();
    this.found.set(scope, subjects);
    const series: Series = subjects.get(subject) ?? { subject, rows: new Map(), steps: [] };
    subjects.set(subject, series);
    series.rows.set(i, row);
    series.steps.push(i);
  }

  byScope(): Map<string, Series[]> {
    return new Map(
      [...this.found].map(([scope, subjects]) => {
        for (const { steps } of subjects.values()) steps.sort((a, b) => a - b);
        return [scope, [...subjects.values()]];
      }),
    );
  }
}

const columnOf = (each: NewRule["each"]) => (each === "session" ? "session_key" : (dimensionById(each ?? "")?.column ?? null));

async function readRollingSeries(tx: Tx, { first, at, metrics, scopes, clock, instance }: Read): Promise<Map<string, Series[]>> {
  const keys = [...scopes.keys()];
  const rows = await readRolling(tx, {
    grain: first.watch.grain === "minute" ? "minute" : "hour",
    zone: instance.zone,
    phaseMs: clock.phaseMs,
    span: first.watch.span,
    metrics,
    scopes: [...scopes.values()],
    each: columnOf(first.rule.each),
    at,
    presence: first.rule.condition.kind === "no_data",
  });
  const collected = new Collected();
  for (const { scope, subject, i, present, values } of rows) collected.add(keys[scope] ?? "", subject ?? "", i, { present, values });
  return collected.byScope();
}

/** Without rows of its own a bucket is empty, so each one is a step. */
async function readAlignedSeries(tx: Tx, { first, at, metrics, scopes, clock, instance }: Read): Promise<Map<string, Series[]>> {
  const dimensions = first.rule.scope.map(({ dimension }) => dimension).sort();
  const each = first.rule.each && first.rule.each !== "session" ? [first.rule.each] : [];
  const splits = scopes.size > 1;
  const byDimension = (id: DimensionId) => dimensionById(id) ?? [];
  const by = [...(splits ? dimensions : []), ...each].flatMap(byDimension);
  const columns = by.map(({ column }) => column);
  const filters = new Map<StoredFilter["column"], Set<number>>();
  for (const { column, ids } of [...scopes.values()].flat()) filters.set(column, new Set([...(filters.get(column) ?? []), ...ids]));
  const rows = await readAligned(tx, {
    grain: clock.grain === "day" ? "day" : "hour",
    zone: instance.zone,
    range: { from: clock.start(at[0] ?? 0), to: clock.end(at.at(-1) ?? 0) },
    metrics,
    filters: [...filters].map(([column, ids]) => ({ column, ids: [...ids] })),
    by,
  });
  const places = new Map(at.map((bucket, i) => [bucket, i]));
  const collected = new Collected();
  const subjectAt = columns.length - 1;
  for (const [key, scope] of scopes) {
    const mine = splits
      ? rows.filter(({ ids }) => scope.every(({ column, ids: wanted }) => wanted.includes(ids[columns.indexOf(column)] ?? -1)))
      : rows;
    const seen = new Map<string, Set<number>>();
    for (const { at: when, ids, values } of mine) {
      const bucket = typeof when === "number" ? clock.at(when) : daysBetween(EPOCH, when);
      const place = places.get(bucket);
      const subject = each.length > 0 ? String(ids[subjectAt]) : "";
      if (place == null || (each.length > 0 && subject === "0" && first.rule.each !== "source")) continue;
      collected.add(key, subject, place, { present: true, values });
      seen.set(subject, (seen.get(subject) ?? new Set<number>()).add(place));
    }
    for (const [subject, filled] of seen)
      for (const i of at.keys()) if (!filled.has(i)) collected.add(key, subject, i, { present: false, values: [] });
  }
  return collected.byScope();
}

/** What stored ids of subjects are called. */
async function subjectNames(
  tx: Tx,
  each: NewRule["each"],
  series: readonly Series[],
  { sources }: Instance,
): Promise<Map<string, { value: string; label: string | null }>> {
  const ids = [...new Set(series.map(({ subject }) => subject))].filter((id) => id !== "");
  if (!each || ids.length === 0) return new Map();
  if (each === "source") return new Map(sources.map(({ num, id, label }) => [String(num), { value: id, label }]));
  const rows =
    each === "session"
      ? await tx<
          { id: string; value: string; label: string | null }[]
        >`select key::text as id, id as value, null as label from session_name where key = any(${ids}::bigint[])`
      : await tx<
          { id: string; value: string; label: string | null }[]
        >`select id::text as id, value, label from dimension_value where id = any(${ids}::integer[])`;
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}
