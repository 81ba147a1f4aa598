import type { Sql } from "../../db/client";
import { compare } from "../money";
import { customPrices } from "../prices";
import { createPriceBook, type Price, type PriceBook } from "../pricing";
import type { ApiModel } from "./alternatives-answer";
import { isSold, openModelName } from "./open-model-name";

export interface AlternativesQuery {
  /** The self-hosted model that something is sought for. */
  model?: string | undefined;
  /** Words that provider and name hold, in any order. */
  search?: string | undefined;
}

/** As many as a list in a dialog can use. */
const MOST = 50;

/** Models that the price book has a price for today, for a self-hosted model to be reckoned against. `now` is epoch ms. */
export async function listAlternatives(
  sql: Sql,
  query: AlternativesQuery,
  { now }: { now: number },
): Promise<{ models: ApiModel[]; more: number }> {
  const entries = await customPrices(sql);
  const hour = Math.floor(now / HOUR_MS);
  const key = `${hour} ${entries.map(({ id }) => id).join()}`;
  // Reading the whole list takes 0.1 s, and every letter of a search asks for it.
  if (last?.key !== key) last = { key, models: pricedModels(createPriceBook(entries), hour * HOUR_MS) };
  const found = alternatives(last.models, query);
  return { models: found.slice(0, MOST), more: Math.max(0, found.length - MOST) };
}

const HOUR_MS = 3_600_000;
let last: { key: string; models: PricedApi[] } | null = null;

type PricedApi = Omit<ApiModel, "same">;

/** Every model with a price for input and output at an instant (epoch ms), once; free offers are left out: they carry no company's traffic. Pure. */
export function pricedModels(book: PriceBook, at: number): PricedApi[] {
  const rows = book.models(at * 1000).filter(({ provider }) => provider !== "*");
  // Of a listed model that somebody entered a price for, that price holds.
  const entered = rows.filter(({ customId }) => customId !== null);
  const found = new Map<string, PricedApi>();
  for (const { provider, listedAs: model, price } of [...entered, ...rows]) {
    const prices = isSold(provider, model) ? pricesOf(price) : null;
    const name = written({ provider, model });
    if (prices !== null && !found.has(name)) found.set(name, { provider, model, ...prices });
  }
  return [...found.values()];
}

/** Those of the same open model first, the cheapest on top, then the rest by name. Pure. */
export function alternatives(models: readonly PricedApi[], { model, search }: AlternativesQuery): ApiModel[] {
  const name = model === undefined ? null : openModelName(model);
  const words = (search ?? "").toLowerCase().split(/\s+/);
  return models
    .filter((one) => words.every((word) => written(one).toLowerCase().includes(word)))
    .map((one) => ({ ...one, same: name !== null && openModelName(one.model) === name }))
    .toSorted(
      (a, b) =>
        Number(b.same) - Number(a.same) ||
        (a.same ? compare(a.outputUsd, b.outputUsd) || compare(a.inputUsd, b.inputUsd) : 0) ||
        (written(a) < written(b) ? -1 : 1),
    );
}

const written = ({ provider, model }: { provider: string; model: string }): string => `${provider}/${model}`;

/** Dollars per million tokens; lines of a higher threshold are of long requests alone. Null where input or output has no price, or both are free. */
function pricesOf(price: Price | null): Pick<ApiModel, "inputUsd" | "cachedUsd" | "outputUsd"> | null {
  const of = (unit: string) => price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion ?? null;
  const [inputUsd, outputUsd] = [of("input_uncached"), of("output")];
  if (inputUsd === null || outputUsd === null) return null;
  return Number(inputUsd) === 0 && Number(outputUsd) === 0 ? null : { inputUsd, cachedUsd: of("cache_read"), outputUsd };
}
