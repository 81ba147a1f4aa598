import { type Amount, compare, isZero } from "../money";
import { createPriceBook, type Price, type PriceBook } from "../pricing";
import { apiCost, type TokenPrices, type Traffic } from "./break-even";
import type { Alternative } from "./models-answer";
import { isSold, openModelName } from "./open-model-name";

/** A model that an API lists. */
interface Offer {
  provider: string;
  /** As the price list calls it. */
  model: string;
}

let known: ReadonlyMap<string, readonly Offer[]> | null = null;

/** What the built-in book lists, by the open model that it is. Names don't change while the program runs, prices do: made once. */
function offers(): ReadonlyMap<string, readonly Offer[]> {
  if (known) return known;
  const listed = new Map<string, Offer[]>();
  for (const { provider, listedAs: model } of createPriceBook().models(0)) {
    const name = isSold(provider, model) ? openModelName(model) : null;
    if (name !== null) listed.set(name, [...(listed.get(name) ?? []), { provider, model }]);
  }
  known = listed;
  return listed;
}

/** Prices of input and output; null where a price lacks one of them. Lines of a higher threshold are of long requests alone. */
function tokenPrices(price: Price | null | undefined): TokenPrices | null {
  const of = (unit: string): Amount | null =>
    price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion ?? null;
  const [inputUsd, outputUsd] = [of("input_uncached"), of("output")];
  return inputUsd == null || outputUsd == null ? null : { inputUsd, cachedUsd: of("cache_read"), outputUsd };
}

/** The standard price of a listed model that holds at an instant all day. */
function listedPrice(book: PriceBook, { provider, model }: Offer, at: number): TokenPrices | null {
  return tokenPrices(
    book
      .describe(provider, model)
      .find(
        ({ validFrom, validTo, hours }) =>
          hours === null && (validFrom === null || Date.parse(validFrom) <= at) && (validTo === null || at < Date.parse(validTo)),
      ),
  );
}

/** A million tokens each way: what offers are compared by where nobody knows the traffic. */
const EVEN_MIX: Traffic = { requests: null, inputTokens: "1000000", cachedTokens: null, outputTokens: "1000000" };

/**
 * The cheapest offer of the same open model for this traffic, of equal ones the first by name; null without any. Free offers are left out: they carry
 * no company's traffic. `at` is epoch ms, `day` the day it is in.
 */
export function suggested(
  book: PriceBook,
  model: string,
  traffic: Traffic | null,
  { at, day }: { at: number; day: string },
): Alternative | null {
  const name = openModelName(model);
  const mix = traffic && !(isZero(traffic.inputTokens) && isZero(traffic.outputTokens)) ? traffic : EVEN_MIX;
  const priced = ((name && offers().get(name)) || []).flatMap((offer) => {
    const prices = listedPrice(book, offer, at);
    if (prices == null || (isZero(prices.inputUsd) && isZero(prices.outputUsd))) return [];
    return [{ ...offer, from: "suggested" as const, ...prices, day }];
  });
  const [best] = priced.sort((a, b) => compare(apiCost(mix, a), apiCost(mix, b)) || (a.provider < b.provider ? -1 : 1));
  return best ?? null;
}

/** The model that a rule names as "provider/model", at its standard price; null where the book has none. `at` is epoch ms. */
export function chosen(book: PriceBook, value: string, { at, day }: { at: number; day: string }): Alternative | null {
  const slash = value.indexOf("/");
  const [provider, model] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash < 1 || model === "") return null;
  const resolved = tokenPrices(book.resolve({ provider, model, tier: "standard", geo: null, at: at * 1000 }));
  const prices = resolved ?? listedPrice(book, { provider, model }, at);
  return prices && { provider, model, from: "rule", ...prices, day };
}
