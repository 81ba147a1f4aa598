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
  const found = alternatives(createPriceBook(await customPrices(sql)), query, now);
  return { models: found.slice(0, MOST), more: Math.max(0, found.length - MOST) };
}

/** Those of the same open model first, the cheapest on top, then the rest by name. Free offers are left out: they carry no company's traffic. Pure. */
export function alternatives(book: PriceBook, { model, search }: AlternativesQuery, at: number): ApiModel[] {
  const name = model === undefined ? null : openModelName(model);
  const words = (search ?? "").toLowerCase().split(/\s+/);
  const seen = new Set<string>();
  const rows = book.models(at * 1000).filter(({ provider }) => provider !== "*");
  // Of a listed model that somebody entered a price for, that price holds.
  const entered = rows.filter(({ customId }) => customId !== null);
  const found = [...entered, ...rows].flatMap(({ provider, listedAs, price }) => {
    const written = `${provider}/${listedAs}`;
    const prices = pricesOf(price);
    if (prices === null || seen.has(written) || !isSold(provider, listedAs)) return [];
    if (!words.every((word) => written.toLowerCase().includes(word))) return [];
    seen.add(written);
    return [{ provider, model: listedAs, same: name !== null && openModelName(listedAs) === name, ...prices }];
  });
  const written = ({ provider, model }: ApiModel) => `${provider}/${model}`;
  return found.toSorted(
    (a, b) =>
      Number(b.same) - Number(a.same) ||
      (a.same ? compare(a.outputUsd, b.outputUsd) || compare(a.inputUsd, b.inputUsd) : 0) ||
      (written(a) < written(b) ? -1 : 1),
  );
}

/** Dollars per million tokens; lines of a higher threshold are of long requests alone. Null where input or output has no price, or both are free. */
function pricesOf(price: Price | null): Pick<ApiModel, "inputUsd" | "cachedUsd" | "outputUsd"> | null {
  const of = (unit: string) => price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion ?? null;
  const [inputUsd, outputUsd] = [of("input_uncached"), of("output")];
  if (inputUsd === null || outputUsd === null) return null;
  return Number(inputUsd) === 0 && Number(outputUsd) === 0 ? null : { inputUsd, cachedUsd: of("cache_read"), outputUsd };
}
