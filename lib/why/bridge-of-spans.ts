import type { Sql } from "../../db/client";
import { type CostCell, type CostMeasure, type Filter, readCostCells, runQuery } from "../metrics";
import type { Amount } from "../money";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { formatEnd, type Range, touchedDays } from "../time";
import type { Cell, Side } from "./cells";
import { type Bridge, decompose } from "./decompose";
import type { Spans } from "./spans";
import { type ClassPrices, type DayTokens, type ModelName, noonsOf, standardPrices } from "./standard-prices";

export interface NamedBridge extends Bridge {
  featureNames: ReadonlyMap<string, { feature: string | null; label: string | null; folded: boolean }>;
  modelNames: ReadonlyMap<string, ModelName>;
  /** Features that have calls on a side and no price for any of them: what they cost there is unknown. */
  unknown: { before: ReadonlySet<string>; after: ReadonlySet<string> };
}

/** Reads the cells of both spans and the prices of their models, and splits the change. Throws as `readCostCells`. */
export async function readBridge(
  sql: Sql,
  { spans, where, zone, now }: { spans: Spans; where: readonly Filter[]; zone: string; now: number },
): Promise<NamedBridge> {
  const [[before, after], entries] = await Promise.all([
    readCostCells(sql, { spans: [spans.before, spans.after], where }),
    customPrices(sql),
  ]);
  const book = createPriceBook(entries);
  const featureNames = new Map([...before, ...after].map((cell) => [featureKey(cell), cell]));
  const modelNames = new Map([...before, ...after].map((cell) => [modelKey(cell), { provider: cell.provider, model: cell.model ?? "" }]));

  const sideOf = async (cells: readonly CostCell[], span: Range, divisor: Amount): Promise<Side> => {
    const days = touchedDays({ from: span.from, to: Math.max(span.from + 1, Math.min(span.to, now)) }, zone);
    const noons = noonsOf(days.from, days.to, zone);
    const prices = new Map<string, ClassPrices>();
    for (const [key, name] of modelNames) {
      if (name.model === "") continue;
      prices.set(key, await standardPrices(book, name, noons, () => readDayTokens(sql, { span, name, where, zone, now })));
    }
    return { cells: cells.map(toCell), divisor, price: (model, unit) => prices.get(model)?.[unit] ?? null };
  };
  const divisor = spans.perDay ? spans.days : { before: "1", after: "1" };
  const [was, is] = await Promise.all([sideOf(before, spans.before, divisor.before), sideOf(after, spans.after, divisor.after)]);
  return { ...decompose(was, is), featureNames, modelNames, unknown: { before: unknownIn(before), after: unknownIn(after) } };
}

/** By the rule of the metric cost: no row has a cost, or all they cost is the nothing of failed attempts while requests that expect a price have none. */
function unknownIn(cells: readonly CostCell[]): ReadonlySet<string> {
  const counted = new Map<string, Set<CostMeasure>>();
  for (const cell of cells) {
    const known = counted.get(featureKey(cell)) ?? new Set();
    for (const measure of ["cost_rows", "cost", "share_requests", "priced_requests"] as const)
      if (cell[measure] !== "0") known.add(measure);
    counted.set(featureKey(cell), known);
  }
  const isUnknown = (has: ReadonlySet<CostMeasure>) =>
    !has.has("cost_rows") || (!has.has("cost") && has.has("share_requests") && !has.has("priced_requests"));
  return new Set([...counted].flatMap(([key, has]) => (isUnknown(has) ? [key] : [])));
}

const featureKey = ({ feature, folded }: CostCell): string => (folded ? "…" : `=${feature ?? ""}`);
const modelKey = ({ provider, model }: CostCell): string => `${provider ?? ""}\n${model ?? ""}`;

function toCell(cell: CostCell): Cell {
  return {
    feature: featureKey(cell),
    model: modelKey(cell),
    tier: cell.tier,
    requests: Number(cell.requests),
    attempts: Number(cell.attempts),
    gatewayHits: Number(cell.gateway_hits),
    tokens: {
      input_uncached: Number(cell.input_uncached_tokens),
      cache_read: Number(cell.cache_read_tokens),
      cache_write_5m: Number(cell.cache_write_5m_tokens),
      cache_write_1h: Number(cell.cache_write_1h_tokens),
      output: Number(cell.output_tokens),
    },
    pricedTokens: Number(cell.priced_tokens),
    cost: cell.cost,
    costs: {
      input_uncached: cell.cost_input_uncached,
      cache_read: cell.cost_cache_read,
      cache_write_5m: cell.cost_cache_write_5m,
      cache_write_1h: cell.cost_cache_write_1h,
      output: cell.cost_output,
    },
    other: cell.cost_other,
  };
}

interface DayTokensAsked {
  span: Range;
  name: ModelName;
  where: readonly Filter[];
  zone: string;
  now: number;
}

/** Tokens of one model by day. */
async function readDayTokens(sql: Sql, { span, name, where, zone, now }: DayTokensAsked): Promise<DayTokens[]> {
  const others = where.filter(({ dimension }) => dimension !== "model" && dimension !== "provider");
  const { data } = await runQuery(
    sql,
    {
      metric: "input_tokens,output_tokens",
      by: "day",
      from: formatEnd(span.from, zone),
      to: formatEnd(span.to, zone),
      where: [...others, { dimension: "model", values: [name.model] }, { dimension: "provider", values: [name.provider] }],
    },
    { now },
  );
  return data.map((row) => ({ day: row.day ?? "", input: Number(row.input_tokens ?? 0), output: Number(row.output_tokens ?? 0) }));
}
