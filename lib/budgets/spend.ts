import type { Sql } from "../../db/client";
import { type Amount, add, compare, divide, multiply } from "../money";
import type { Day, Grain } from "../time";
import type { Budget } from "./budget";
import { type Answer, type Ask, type Cell, type Failed, readGrouped, tryGrouped } from "./grouped";
import type { Reading } from "./level";

/** What of a budget decides what is read. */
export type Watched = Pick<Budget, "metric" | "scope" | "fallbackPrice">;
interface Span {
  from: Day;
  to: Day;
}

/** What the calls of a cell came to, those without a price at `fallbackPrice` (USD per million tokens). Null where nothing is known. */
export function spentOf(
  { value, tokens }: Pick<Cell, "value" | "tokens">,
  fallbackPrice: Amount | null,
): {
  spent: Amount | null;
  /** The part of it that stands for calls without a price; null without a fallback price. */
  counted: Amount | null;
} {
  if (fallbackPrice == null) return { spent: value, counted: null };
  const counted = divide(multiply(tokens ?? "0", fallbackPrice), "1000000") ?? "0";
  if (value == null) return { spent: compare(counted, "0") > 0 ? counted : null, counted };
  return { spent: add(value, counted), counted };
}

export const asksOf = (watched: Watched, span: Span, grain: Grain | null = null): Ask => ({
  metric: watched.metric,
  scope: watched.scope,
  tokens: watched.fallbackPrice != null,
  ...span,
  grain,
});

interface Asked {
  watched: Watched;
  span: Span;
}

/** What several budgets came to, each over its own dates [from, to), as every screen and export computes it. `now` is epoch ms. */
export async function readSpends(sql: Sql, asked: readonly Asked[], now: number): Promise<Reading[]> {
  return (await tryReadSpends(sql, asked, now)).map((reading) => {
    if ("error" in reading) throw reading.error;
    return reading;
  });
}

/** The same; one that can't be read leaves its error in its place. */
export async function tryReadSpends(sql: Sql, asked: readonly Asked[], now: number): Promise<(Reading | Failed)[]> {
  const answers = await tryGrouped(
    sql,
    asked.map(({ watched, span }) => asksOf(watched, span)),
    now,
  );
  return answers.map((answer, i) => ("error" in answer ? answer : toReading(answer, asked[i]?.watched.fallbackPrice ?? null)));
}

function toReading({ cells, dataThrough }: Answer, fallbackPrice: Amount | null): Reading {
  const cell = cells.get("") ?? { value: null, priced: null, unpriced: null, tokens: null };
  const { spent, counted } = spentOf(cell, fallbackPrice);
  const { priced, unpriced } = cell;
  const pricedShare = priced == null || unpriced == null ? null : divide(priced, add(priced, unpriced));
  return { spent, pricedShare, dataThrough, unpriced: unpriced == null ? null : { requests: unpriced, counted } };
}

/** Nothing is known. */
export const NOTHING: Reading = { spent: null, pricedShare: null, dataThrough: null, unpriced: null };

/** The same of one. */
export async function readSpend(sql: Sql, watched: Watched, span: Span, now: number): Promise<Reading> {
  const [reading] = await readSpends(sql, [{ watched, span }], now);
  return reading ?? NOTHING;
}

/** What a budget came to in each bucket of a span, by its key; calls without a price at the fallback price. */
export async function readSeries(sql: Sql, watched: Watched, span: Span, grain: Grain, now: number): Promise<Map<string, Amount | null>> {
  const [answer] = await readGrouped(sql, [asksOf(watched, span, grain)], now);
  return new Map([...(answer?.cells ?? [])].map(([key, cell]) => [key, spentOf(cell, watched.fallbackPrice).spent]));
}
