import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { type Bucket, bucketsIn, dayKey, formatEnd, formatInstant, type Grain, parseRange, type Range } from "../time";
import { countUnpricedModels, readCoarser, readOverlap } from "./about";
import { coverageOf, type Instance, readBillSources, readInstance, type SourceCoverage, sourcesWithin } from "./coverage";
import { readCursor, writeCursor } from "./cursor";
import type { Metric } from "./define";
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
}
type AnswerRow = Record<string, string | number | Date | null> & { scope: About | null };

/**
 * Answers a question: at most 1,000 rows, by the first metric, largest first, unknown last. Without `by` exactly one row; by a grain alone, or with
 * `top`, every bucket of the range up to now. Throws `invalid` for what can't be asked and `limit` for what would read too much.
 * `now` is epoch ms.
 */
export async function runQuery(sql: Sql, input: QueryInput | Query, { now }: { now: number }): Promise<QueryResult> {
  const query = parseQuery(input);
  return readBounded(sql, (tx) => answer(tx, query, now));
}

async function answer(tx: Tx, query: Query, now: number): Promise<QueryResult> {
  const instance = await readInstance(tx);
  const { zone } = instance;
  const page = query.cursor == null ? { ...parseRange(query, zone, now), offset: 0 } : readCursor(query, query.cursor);
  const range: Range = { from: page.from, to: page.to };
  const metrics = query.metric.flatMap((id) => metricById(id) ?? []);
  const daily = metrics.find((metric) => !metric.hourly);
  if (daily && !isWholeDays(range, zone)) throw new AppError("invalid", `${daily.id} is known by the day only; give from and to as dates.`);

  const scope: Scope = { range, zone, filters: await storeFilters(tx, query.where, instance.sources) };
  const covered = await readCoverage(tx, scope, instance, metrics);
  const { grain, dimensions } = splitOf(query);
  const buckets = grain ? bucketsIn({ from: range.from, to: Math.min(range.to, Math.max(now + 1, range.from + 1)) }, grain, zone) : [];
  const base = {
    scope,
    metrics,
    coverage: covered.coverage,
    order: query.order,
    limit: (query.limit ?? MAX_ROWS) + 1,
    offset: page.offset,
  };

  const top =
    query.top == null
      ? null
      : await largest(
          tx,
          {
            ...base,
            about: false,
            order: "value",
            offset: 0,
            dense: null,
            metrics: metrics.slice(0, 1),
            keys: dimensions.map((dimension) => ({ dimension, top: null })),
          },
          query.top,
        );
  const keys: Key[] = query.by.flatMap((id): Key[] => {
    const dimension = dimensions.find((entry) => entry.id === id);
    return dimension ? [{ dimension, top: top?.ids ?? null }] : grain ? [{ grain }] : [];
  });
  const dense =
    grain && (top || dimensions.length === 0)
      ? {
          buckets: buckets.map((bucket) => storedBucket(grain, bucket.from, zone)),
          values: top ? [...top.ids, ...(top.more ? [REST] : [])] : [],
        }
      : null;
  const statement = buildStatement({ ...base, about: true, keys, dense });
  const rows = await run(tx, statement);
  const more = rows.length >= base.limit;
  const shown = more ? rows.slice(0, -1) : rows;
  const next = more ? writeCursor(query, range, page.offset + shown.length) : null;

  const restKey = keys.findIndex((key) => !isGrainKey(key) && key.top != null);
  const isRest = (row: AnswerRow) => restKey >= 0 && row[`k${restKey}`] === REST;
  const read = rowReader(keys, metrics, instance, query.by);
  const meta = await describeAnswer(tx, { query, range, instance, scope, statement, about: rows[0]?.scope ?? null, covered, metrics });
  return {
    data: shown.filter((row) => !isRest(row)).map(read),
    ...(top ? { rest: shown.filter(isRest).map(read) } : {}),
    meta: { ...meta, partial: grain ? partial(buckets, range, now) : [], labels: labelsOf(shown, keys), other: top?.more ?? false, next },
  };
}

/** Rows of the statement. */
function run(tx: Tx, { text, values }: Statement): Promise<AnswerRow[]> {
  return tx.unsafe<AnswerRow[]>(text, values);
}

/** Ids of the n largest values by the first metric over the whole range, and whether there are more. */
async function largest(tx: Tx, ask: Ask, count: number): Promise<{ ids: number[]; more: boolean }> {
  const rows = await run(tx, buildStatement({ ...ask, limit: count + 1 }));
  return { ids: rows.slice(0, count).map((row) => Number(row.k0)), more: rows.length > count };
}

interface Covered {
  coverage: Ask["coverage"];
  answering: readonly SourceCoverage[];
}

async function readCoverage(tx: Tx, { range, zone, filters }: Scope, { sources }: Instance, metrics: readonly Metric[]): Promise<Covered> {
  const only = filters.find((filter) => filter.column === "source")?.ids;
  const asked = (list: readonly SourceCoverage[]) => list.filter((source) => only == null || only.includes(source.num));
  const hasCalls = metrics.some((metric) => metric.family !== "bills");
  const hasBills = metrics.some((metric) => metric.family === "bills");
  const calls = hasCalls ? asked(sources) : [];
  const within = hasCalls ? await sourcesWithin(tx, range, zone, calls) : new Set<number>();
  const billing = hasBills ? asked(await readBillSources(tx, zone)) : [];
  const inRange = (source: SourceCoverage) => source.latest != null && source.latest >= range.from;
  const answering = [...calls.filter((source) => within.has(source.num)), ...billing.filter(inRange)];
  return {
    coverage: { calls: coverageOf(calls, (source) => within.has(source.num), zone), bills: coverageOf(billing, inRange, zone) },
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

function bucketKey(grain: Grain, stored: string | number | Date, zone: string): string {
  return grain === "hour" ? formatInstant(new Date(stored).getTime(), zone) : dayKey(grain, String(stored));
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
    for (const row of rows) {
      const [value, label] = [row[`t${i}`], row[`l${i}`]];
      if (value == null || label == null) continue;
      labels[key.dimension.id] = { ...labels[key.dimension.id], [String(value)]: String(label) };
    }
  }
  return labels;
}

interface Subject {
  query: Query;
  range: Range;
  instance: Instance;
  scope: Scope;
  statement: Statement;
  about: About | null;
  covered: Covered;
  metrics: readonly Metric[];
}

async function describeAnswer(
  tx: Tx,
  { query, range, instance: { zone }, scope, statement: { plan }, about, covered, metrics }: Subject,
): Promise<Omit<QueryMeta, "partial" | "labels" | "other" | "next">> {
  const through = [
    metrics.some((metric) => metric.family !== "bills") ? covered.coverage.calls?.latest : null,
    metrics.some((metric) => metric.family === "bills") ? covered.coverage.bills?.latest : null,
  ].filter((at) => at != null);
  const unpriced = about?.unpriced ?? null;
  return {
    range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) },
    zone,
    by: query.by,
    metrics: metrics.map(({ id, label, unit }) => ({ id, label, unit })),
    dataThrough: through.length > 0 ? new Date(Math.min(...through)).toISOString() : null,
    sources: covered.answering.map((source) => source.id).sort(),
    pricedShare: about?.pricedShare ?? null,
    tokenPricedShare: about?.tokenPricedShare ?? null,
    unpriced: unpriced == null ? null : { requests: unpriced, models: unpriced === "0" ? "0" : await countUnpricedModels(tx, scope) },
    coarser: plan ? await readCoarser(tx, scope, plan) : null,
    overlap: plan ? await readOverlap(tx, scope) : null,
    answeredFrom: plan ? planName(plan) : null,
  };
}
