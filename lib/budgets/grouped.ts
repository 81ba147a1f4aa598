import type { Sql } from "../../db/client";
import { isOfMachines, isSum, metricById, runQuery } from "../metrics";
import { type Amount, add, compare, isZero } from "../money";
import type { Day, Grain } from "../time";
import type { BudgetScope } from "./budget";
import { groupBy } from "./group-by";

/** One thing to read: a metric of a scope over dates [from, to), in all or by a grain. */
export interface Ask {
  metric: string;
  scope: BudgetScope;
  /** Tokens of calls without a price are read too. */
  tokens: boolean;
  from: Day;
  to: Day;
  grain: Grain | null;
}

/** Figures of one bucket, or of the whole where there is no grain. Null is unknown, or a metric that the question has no calls for. */
export interface Cell {
  value: Amount | null;
  priced: Amount | null;
  unpriced: Amount | null;
  tokens: Amount | null;
}

export interface Answer {
  /** By bucket key, "" without a grain; buckets up to now, in order. */
  cells: Map<string, Cell>;
  /** Epoch ms; null without facts. */
  dataThrough: number | null;
}

const MOST_VALUES = 900;
const MOST_ROWS = 500_000;
/** No fact is of this project, and no machine in this namespace: what a scope without rows comes to. */
function nobody({ metric }: Ask): BudgetScope {
  const known = metricById(metric);
  const dimension = known && isOfMachines(known.family) ? "namespace" : "project";
  return [{ dimension, values: [`permille: nobody's ${dimension}`] }];
}

/**
 * Reads many questions with as few queries as possible: those with the same metric, time and dimensions are one, split by these dimensions. The answers
 * are those of `runQuery` with the scope as filter, in the order of `asks`. `now` is epoch ms.
 */
export async function readGrouped(sql: Sql, asks: readonly Ask[], now: number): Promise<Answer[]> {
  return (await tryGrouped(sql, asks, now)).map((answer) => {
    if ("error" in answer) throw answer.error;
    return answer;
  });
}

export interface Failed {
  error: unknown;
}

/** The same; a question that fails leaves its error in its place, and the others are answered. */
export async function tryGrouped(sql: Sql, asks: readonly Ask[], now: number): Promise<(Answer | Failed)[]> {
  const answers = new Map<Ask, Answer | Failed>();
  const alone = async (ask: Ask): Promise<Answer | Failed> => readAlone(sql, ask, now).catch((error: unknown) => ({ error }));
  const groups = groupBy(asks, (ask) => (canShare(ask) ? groupKey(ask) : JSON.stringify(ask)));
  await eachOf([...groups.values()].flatMap(chunks), 4, async (group) => {
    const [first] = group;
    if (!first) return;
    if (group.length === 1 || group.every((ask) => JSON.stringify(ask) === JSON.stringify(first))) {
      const answer = await alone(first);
      for (const ask of group) answers.set(ask, answer);
      return;
    }
    const together = await readTogether(sql, group, now).catch(() => null);
    for (const ask of group) answers.set(ask, together?.get(ask) ?? (await alone(ask)));
  });
  return asks.map((ask) => answers.get(ask) ?? { cells: new Map(), dataThrough: null });
}

const dimensionsOf = ({ scope }: Ask): string[] => scope.map((entry) => entry.dimension).sort();
const groupKey = (ask: Ask): string => JSON.stringify([ask.metric, ask.tokens, ask.from, ask.to, ask.grain, dimensionsOf(ask)]);

/** What isn't a sum can't be put together from values; what a source covers is its own matter. */
function canShare({ metric, scope }: Ask): boolean {
  const known = metricById(metric);
  if (!known || scope.length === 0 || scope.some((entry) => entry.dimension === "source")) return false;
  return isSum(known) || scope.every((entry) => entry.values.length === 1);
}

function chunks(group: readonly Ask[]): Ask[][] {
  const parts: Ask[][] = [];
  let values = 0;
  for (const ask of group) {
    const more = Math.max(0, ...ask.scope.map((entry) => entry.values.length));
    if (parts.length === 0 || values + more > MOST_VALUES) {
      parts.push([]);
      values = 0;
    }
    values += more;
    parts.at(-1)?.push(ask);
  }
  return parts;
}

/** Whether calls without a price are missing from it. */
function isPriced(metric: string): boolean {
  const known = metricById(metric);
  return (known?.unit === "usd" || known?.unit === "usd_per_1k") && known.family !== "bills" && !isOfMachines(known.family);
}

const metricsOf = ({ metric, tokens }: Ask): string[] => {
  const priced = isPriced(metric) ? ["priced_requests", "unpriced_requests"] : [];
  return [...new Set([metric, ...priced, ...(tokens ? ["unpriced_tokens"] : [])])];
};

type Row = Record<string, string | null>;
const cellOf = ({ metric, tokens }: Ask, row: Row): Cell => ({
  value: row[metric] ?? null,
  priced: row.priced_requests ?? null,
  unpriced: row.unpriced_requests ?? null,
  tokens: tokens ? (row.unpriced_tokens ?? null) : null,
});
const through = (dataThrough: string | null): number | null => (dataThrough == null ? null : Date.parse(dataThrough));

async function readAlone(sql: Sql, ask: Ask, now: number, where: { dimension: string; values: (string | null)[] }[] = ask.scope) {
  const { from, to, grain } = ask;
  const question = { metric: metricsOf(ask), where, from, to, ...(grain ? { by: grain, order: "time" as const } : {}) };
  const { data, meta } = await runQuery(sql, question, { now, rows: MOST_ROWS });
  const cells = new Map(data.map((row) => [grain ? (row[grain] ?? "") : "", cellOf(ask, row)]));
  return { cells, dataThrough: through(meta.dataThrough) } satisfies Answer;
}

async function readTogether(sql: Sql, group: readonly Ask[], now: number): Promise<Map<Ask, Answer>> {
  const [first] = group;
  if (!first) return new Map();
  const names = dimensionsOf(first);
  const valuesOf = (ask: Ask, name: string) => ask.scope.find((entry) => entry.dimension === name)?.values ?? [];
  const where = names.map((dimension) => ({ dimension, values: [...new Set(group.flatMap((ask) => valuesOf(ask, dimension)))] }));
  const { from, to, grain } = first;
  const by = [...(grain ? [grain] : []), ...names];
  const [{ data, meta }, empty] = await Promise.all([
    runQuery(sql, { metric: metricsOf(first), where, from, to, by }, { now, rows: MOST_ROWS }),
    readAlone(sql, first, now, nobody(first)),
  ]);
  const rows = groupBy(data, (row) => JSON.stringify(names.map((name) => row[name] ?? null)));
  const isMoney = metricById(first.metric)?.unit === "usd";
  return new Map(
    group.map((ask) => {
      const cells = new Map(empty.cells);
      const found = combinations(names.map((name) => valuesOf(ask, name))).flatMap((values) => rows.get(JSON.stringify(values)) ?? []);
      for (const [key, parts] of groupBy(found, (row) => (grain ? (row[grain] ?? "") : "")))
        cells.set(
          key,
          combine(
            parts.map((row) => cellOf(ask, row)),
            isMoney,
          ),
        );
      return [ask, { cells, dataThrough: through(meta.dataThrough) }];
    }),
  );
}

const combinations = (lists: readonly (readonly (string | null)[])[]): (string | null)[][] =>
  lists.reduce<(string | null)[][]>((heads, values) => heads.flatMap((head) => values.map((value) => [...head, value])), [[]]);

/** The sum of parts, unknown where all are. Nothing but calls that cost 0 beside calls without a price is unknown too, as in `knownCost`. */
function combine(parts: readonly Cell[], isMoney: boolean): Cell {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const sum = (of: keyof Cell): Amount | null => {
    const known = parts.flatMap((cell) => cell[of] ?? []);
    return known.length > 0 ? add(...known) : null;
  };
  const cell = { value: sum("value"), priced: sum("priced"), unpriced: sum("unpriced"), tokens: sum("tokens") };
  const nothingPriced = isMoney && isZero(cell.value ?? "0") && isZero(cell.priced ?? "0") && compare(cell.unpriced ?? "0", "0") > 0;
  return nothingPriced ? { ...cell, value: null } : cell;
}

/** `work` on each item, `width` at a time. */
export async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
