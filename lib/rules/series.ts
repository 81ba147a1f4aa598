import type { Tx } from "../../db/client";
import { type DimensionId, dimensionById, type Instance, type Metric, readAligned, readRolling, type StoredFilter } from "../metrics";
import { daysBetween } from "../time";
import { type BucketClock, EPOCH } from "./clock";
import type { Asked } from "./read-values";
import type { NewRule } from "./rule";

/** Rows of one subject: from the i-th bucket needed on until the next. */
export interface Series {
  subject: string;
  rows: Map<number, { present: boolean; values: (string | null)[] }>;
  /** Ascending. */
  steps: number[];
}

/** What holds at a place in the list of buckets: the row of the last step up to it. */
export function rowAt({ rows, steps }: Series, place: number | undefined): { present: boolean; values: (string | null)[] } | undefined {
  if (place == null) return undefined;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return rows.get(steps[low - 1] ?? -1);
}

/** What one statement is to answer, and the scopes by their text. */
export interface Read {
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

/** Series by scope, of metrics that add up over time. */
export async function readRollingSeries(tx: Tx, { first, at, metrics, scopes, clock, instance }: Read): Promise<Map<string, Series[]>> {
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
export async function readAlignedSeries(tx: Tx, { first, at, metrics, scopes, clock, instance }: Read): Promise<Map<string, Series[]>> {
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
export async function subjectNames(
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
