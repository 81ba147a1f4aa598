import { multiply } from "../money";
import type { PriceBook } from "../pricing";
import { type OpenAiRow, openAiDay, webSearches } from "./openai-days";
import { DAY_MS, dayNumber, type Plan, STORY } from "./plan";
import { callsOfDay } from "./traffic";

const ORGANIZATION = "org-demo";
const PER_PAGE = 7;
const WEB_SEARCH_USD = "0.01";
/** A day's costs are settled this many days after it. */
export const BILLED_AFTER_DAYS = 2;

interface Day {
  day: number;
  /** Epoch seconds, clipped to what has passed. */
  end: number;
  rows: OpenAiRow[];
}

/**
 * Pages of OpenAI's usage API, grouped by project, model and batch: completions, then embeddings, of the days [from, the day of `until`]. The last bucket
 * ends where the query was made.
 */
export async function* usagePages(plan: Plan, from: number, until: number): AsyncGenerator<Uint8Array> {
  const days: Day[] = [];
  for (let day = Math.max(from, plan.anchor + STORY.usageExport); day <= dayNumber(until - 1); day += 1)
    days.push(await dayOf(plan, day, until));
  for (const embedding of [false, true]) {
    yield* pages(
      days.map(({ day, end, rows }) => ({ day, end, results: rows.filter((row) => row.embedding === embedding).map(usageResult) })),
    );
  }
}

/** Pages of OpenAI's costs API, grouped by project and line item: those days from `from` on that are settled at `until`. `book`: what OpenAI charges. */
export async function* costPages(plan: Plan, from: number, until: number, book: PriceBook): AsyncGenerator<Uint8Array> {
  const days = [];
  for (let day = from; day < dayNumber(until) - BILLED_AFTER_DAYS; day += 1) {
    const { end, rows } = await dayOf(plan, day, until);
    const results = rows.flatMap((row) => costResults(row, day, book));
    const searches = webSearches(plan, day);
    if (searches > 0)
      results.push(costResult("proj_gateway", "web search tool calls", multiply(String(searches), WEB_SEARCH_USD), null, null));
    days.push({ day, end, results });
  }
  yield* pages(days);
}

async function dayOf(plan: Plan, day: number, until: number): Promise<Day> {
  // Lets the ingest beside it breathe.
  await new Promise((resolve) => setImmediate(resolve));
  const start = day * DAY_MS;
  const end = Math.min(start + DAY_MS, until);
  return { day, end: Math.floor(end / 1000), rows: openAiDay(plan, day, callsOfDay(plan, day, until, "openai"), (end - start) / DAY_MS) };
}

function* pages(days: readonly { day: number; end: number; results: unknown[] }[]): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let at = 0; at < days.length; at += PER_PAGE) {
    const data = days
      .slice(at, at + PER_PAGE)
      .map(({ day, end, results }) => ({ object: "bucket", start_time: (day * DAY_MS) / 1000, end_time: end, results }));
    const next = at + PER_PAGE < days.length;
    yield encoder.encode(`${JSON.stringify({ object: "page", data, has_more: next, next_page: next ? `page_${at + PER_PAGE}` : null })}\n`);
  }
}

function usageResult(row: OpenAiRow): unknown {
  const input = row.inputUncached + row.cacheRead;
  const shared = {
    input_tokens: input,
    num_model_requests: row.requests,
    project_id: row.project,
    user_id: null,
    api_key_id: null,
    model: row.model,
    organization_id: ORGANIZATION,
  };
  if (row.embedding) return { object: "organization.usage.embeddings.result", ...shared };
  return {
    object: "organization.usage.completions.result",
    ...shared,
    output_tokens: row.output,
    input_cached_tokens: row.cacheRead,
    input_uncached_tokens: row.inputUncached,
    batch: row.tier === "batch",
    service_tier: null,
  };
}

const LINE_ITEMS = [
  ["inputUncached", "input_uncached", "input"],
  ["cacheRead", "cache_read", "cached input"],
  ["output", "output", "output"],
] as const;

function costResults(row: OpenAiRow, day: number, book: PriceBook): unknown[] {
  const price = book.resolve({ provider: "openai", model: row.model, tier: row.tier, geo: null, at: day * DAY_MS * 1000 });
  return LINE_ITEMS.flatMap(([count, unit, name]) => {
    const tokens = row[count];
    const rate = price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion;
    if (tokens === 0 || rate === undefined) return [];
    const label = `${row.model}${row.tier === "batch" ? ", batch" : ""}, ${name}`;
    return [costResult(row.project, label, multiply(multiply(String(tokens), rate), "0.000001"), tokens, "tokens")];
  });
}

function costResult(project: string, lineItem: string, usd: string, quantity: number | null, unit: string | null): unknown {
  return {
    object: "organization.costs.result",
    amount: { value: usd, currency: "usd" },
    line_item: lineItem,
    project_id: project,
    api_key_id: null,
    quantity,
    quantity_unit: unit,
    organization_id: ORGANIZATION,
  };
}
