import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { type Bucket, bucketsIn, dayKey, formatEnd, formatInstant, type Grain, parseRange, type Range } from "../time";
import { readCoarser, readOverlap } from "./about";
import {
  type Coverage,
  coverageOf,
  type Instance,
  readBillSources,
  readInstance,
  readMonitors,
  type SourceCoverage,
  sourcesWithin,
} from "./coverage";
import { readCursor, writeCursor } from "./cursor";
import { isOfCalls, isOfMachines, type Metric } from "./define";
import { storeFilters } from "./filters";
import { metricById } from "./list";
import { isWholeDays, planName } from "./plan";
import { MAX_ROWS, parseQuery, type Query, type QueryInput, splitOf } from "./query";
import { readBounded } from "./read";
import type { QueryMeta, QueryResult, QueryRow } from "./result";
import { isGrainKey, type Key, REST, type Scope, storedBucket } from "./scope";
import { type Ask, buildStatement, type Statement } from "./statement";

interface About {
  pricedShare: string | null;
  tokenPricedShare: string | null;
  unpriced: string;
  /** Models that the unpriced requests belong to; null where no rollup can tell. */
  models: string | null;
}
type AnswerRow = Record<string, string | number | boolean | Date | null> & { scope: About | null };

/**
 * Answers a question: at most 1,000 rows, by the first metric, largest first, unknown last. Without `by` exactly one row; by a grain alone, or with
 * `top`, every bucket of the range up to now. Throws `invalid` for what can't be asked and `limit` for what would read too much.
 * `now` is epoch ms. `rows`: more than 1,000 for readers of our own, such as those of many budgets at once.
 */
export async function runQuery(
  sql: Sql,
  input: QueryInput | Query,
  { now, rows = MAX_ROWS }: { now: number; rows?: number },
): Promise<QueryResult> {
  const query = parseQuery(input);
  return readBounded(sql, (tx) => answer(tx, query, now, rows));
}

async function answer(tx: Tx, query: Query, now: number, most: number): Promise<QueryResult> {
  const instance = await readInstance(tx);
  const { zone } = instance;
  const page = query.cursor == null ? { ...parseRange(query, zone, now), offset: 0 } : readCursor(query, query.cursor);
  const range: Range = { from: page.from, to: page.to };
  const metrics = query.metric.flatMap((id) => metricById(id) ?? []);
  const daily = metrics.find((metric) => !metric.hourly);
  if (daily && !isWholeDays(range, zone)) throw new AppError("invalid", `${daily.id} is known by the day only; give from and to as dates.`);

  // What needs no other answer is asked in one go: a round trip costs as much as a small read.
  const [filters, spans] = await Promise.all([storeFilters(tx, query.where, instance.sources), readSpans(tx, range, instance, metrics)]);
  const scope: Scope = { range, zone, filters };
  const covered = coverageBy(filters, spans, zone);
  const { grain, dimensions } = splitOf(query);
  const buckets = grain ? bucketsIn({ from: range.from, to: Math.min(range.to, Math.max(now + 1, range.from + 1)) }, grain, zone) : [];
  const keys: Key[] = query.by.flatMap((id): Key[] => {
    const dimension = dimensions.find((entry) => entry.id === id);
    return dimension ? [{ dimension, top: query.top != null }] : grain ? [{ grain }] : [];
  });
  const isDense = grain != null && (query.top != null || dimensions.length === 0);
  const dense = isDense ? buckets.map((bucket) => storedBucket(grain, bucket.from, zone)) : null;
  const limit = (query.limit ?? most) + 1;
  const statement = buildStatement({
    scope,
    metrics,
    keys,
    top: query.top ?? null,
    dense,
    coverage: covered.coverage,
    order: query.order,
    limit,
    offset: page.offset,
  });
  const [rows, coarser, overlap] = await Promise.all([
    tx.unsafe<AnswerRow[]>(statement.text, statement.values, { prepare: statement.prepare }).execute(),
    statement.plan ? readCoarser(tx, scope, statement.plan) : null,
    statement.plan ? readOverlap(tx, scope) : null,
  ]);
  const more = rows.length >= limit;
  const shown = more ? rows.slice(0, -1) : rows;
  const next = more ? writeCursor(query, range, page.offset + shown.length) : null;

  const restKey = keys.findIndex((key) => !isGrainKey(key) && key.top);
  const isRest = (row: AnswerRow) => restKey >= 0 && row[`k${restKey}`] === REST;
  const read = rowReader(keys, metrics, instance, query.by);
  const meta = describeAnswer({
    query,
    range,
    instance,
    statement,
    about: rows[0]?.scope ?? null,
    coarser,
    overlap,
    covered,
    metrics,
  });
  return {
    data: shown.filter((row) => !isRest(row)).map(read),
    ...(query.top != null ? { rest: shown.filter(isRest).map(read) } : {}),
    meta: {
      ...meta,
      partial: grain ? partial(buckets, range, now) : [],
      labels: labelsOf(shown, keys),
      other: rows[0]?.other === true,
      next,
    },
  };
}

interface Covered {
  coverage: Ask["coverage"];
  machines: Coverage | null;
  answering: readonly SourceCoverage[];
}

interface Spans {
  calls: readonly SourceCoverage[];
  /** Numbers of the sources of calls that have facts in the range. */
  within: ReadonlySet<number>;
  bills: readonly SourceCoverage[];
  monitors: readonly SourceCoverage[];
  range: Range;
}

async function readSpans(tx: Tx, range: Range, { zone, sources }: Instance, metrics: readonly Metric[]): Promise<Spans> {
  const calls = metrics.some(({ family }) => isOfCalls(family)) ? sources : [];
  const [within, bills, monitors] = await Promise.all([
    sourcesWithin(tx, range, zone, calls),
    metrics.some((metric) => metric.family === "bills") ? readBillSources(tx, zone) : [],
    metrics.some(({ family }) => isOfMachines(family))
      ? readMonitors(
          tx,
          zone,
          range,
          metrics.map(({ family }) => family),
        )
      : [],
  ]);
  return { calls, within, bills, monitors, range };
}

function coverageBy(filters: Scope["filters"], spans: Spans, zone: string): Covered {
  const only = filters.find((filter) => filter.column === "source")?.ids;
  const asked = (list: readonly SourceCoverage[]) => list.filter((source) => only == null || only.includes(source.num));
  const [calls, bills] = [asked(spans.calls), asked(spans.bills)];
  const isWithin = (source: SourceCoverage) => spans.within.has(source.num);
  const inRange = (source: SourceCoverage) => source.latest != null && source.latest >= spans.range.from;
  const answering = [...calls.filter(isWithin), ...bills.filter(inRange), ...spans.monitors];
  return {
    machines: coverageOf(spans.monitors, () => true, zone),
    coverage: { calls: coverageOf(calls, isWithin, zone), bills: coverageOf(bills, inRange, zone) },
    answering: answering.filter((source, i) => answering.findIndex((other) => other.num === source.num) === i),
  };
}

/** Turns an answer's row into the row people read: ids become values, buckets become keys. */
function rowReader(
  keys: readonly Key[],
  metrics: readonly Metric[],
  { zone, sources }: Instance,
  by: readonly string[],
): (row: AnswerRow) => QueryRow {
  const value = (row: AnswerRow, key: Key, i: number): string | null => {
    const stored = row[`k${i}`];
    if (stored == null) return null;
    if (isGrainKey(key)) return bucketKey(key.grain, stored, zone);
    if (stored === REST) return null;
    if (key.dimension.stored === "code") return key.dimension.decode(Number(stored));
    if (key.dimension.stored === "source") return sources.find((source) => source.num === stored)?.id ?? null;
    const text = row[`t${i}`];
    return text == null ? null : String(text);
  };
  return (row) => {
    const read: QueryRow = {};
    for (const [i, key] of keys.entries()) read[by[i] ?? ""] = value(row, key, i);
    for (const [i, metric] of metrics.entries()) {
      const figure = row[`m${i}`];
      read[metric.id] = figure == null ? null : String(figure);
    }
    return read;
  };
}

function bucketKey(grain: Grain, stored: NonNullable<AnswerRow[string]>, zone: string): string {
  return grain === "hour"
    ? formatInstant(stored instanceof Date ? stored.getTime() : Date.parse(String(stored)), zone)
    : dayKey(grain, String(stored));
}

function partial(buckets: readonly Bucket[], range: Range, now: number): string[] {
  return buckets
    .filter((bucket) => bucket.from < range.from || bucket.to > range.to || (bucket.from <= now && now < bucket.to))
    .map((bucket) => bucket.key);
}

function labelsOf(rows: readonly AnswerRow[], keys: readonly Key[]): QueryMeta["labels"] {
  const labels: QueryMeta["labels"] = {};
  for (const [i, key] of keys.entries()) {
    if (isGrainKey(key)) continue;
    const known = Object.fromEntries(
      rows.flatMap((row) => {
        const [value, label] = [row[`t${i}`], row[`l${i}`]];
        return value == null || label == null ? [] : [[String(value), String(label)]];
      }),
    );
    if (Object.keys(known).length > 0) labels[key.dimension.id] = known;
  }
  return labels;
}

interface Subject {
  query: Query;
  range: Range;
  instance: Instance;
  statement: Statement;
  about: About | null;
  coarser: QueryMeta["coarser"];
  overlap: QueryMeta["overlap"];
  covered: Covered;
  metrics: readonly Metric[];
}

function describeAnswer({
  query,
  range,
  instance: { zone },
  statement: { plan },
  about,
  coarser,
  overlap,
  covered,
  metrics,
}: Subject): Omit<QueryMeta, "partial" | "labels" | "other" | "next"> {
  const through = [
    metrics.some(({ family }) => isOfCalls(family)) ? covered.coverage.calls?.latest : null,
    metrics.some(({ family }) => isOfMachines(family)) ? covered.machines?.latest : null,
    metrics.some((metric) => metric.family === "bills") ? covered.coverage.bills?.latest : null,
  ].filter((at) => at != null);
  return {
    range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) },
    zone,
    by: query.by,
    metrics: metrics.map(({ id, label, unit }) => ({ id, label, unit })),
    dataThrough: through.length > 0 ? new Date(Math.min(...through)).toISOString() : null,
    sources: covered.answering.map((source) => source.id).sort(),
    pricedShare: about?.pricedShare ?? null,
    tokenPricedShare: about?.tokenPricedShare ?? null,
    unpriced: about ? { requests: about.unpriced, models: about.models } : null,
    coarser,
    overlap,
    answeredFrom: plan ? planName(plan) : null,
  };
}
