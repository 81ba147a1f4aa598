import { type Amount, compare } from "../money";
import type { Price, PriceBook } from "../pricing";
import { apiCost, type TokenPrices, type Traffic } from "./break-even";
import type { Alternative } from "./models-answer";
import { isSold, openModelName } from "./open-model-name";

/** Models that APIs sell, by the open model that they are. */
export type Offers = ReadonlyMap<string, readonly Offer[]>;
interface Offer {
  provider: string;
  model: string;
  prices: TokenPrices;
}

/** A million tokens each way: what offers are compared by where nobody knows the traffic. */
const EVEN_MIX: Traffic = { requests: null, inputTokens: "1000000", cachedTokens: null, outputTokens: "1000000" };

/** Prices of input and output; null where a price lacks one of them. */
function tokenPrices(price: Price | null): TokenPrices | null {
  // Lines of a higher threshold are of long requests alone.
  const of = (unit: string): Amount | null =>
    price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion ?? null;
  const [inputUsd, outputUsd] = [of("input_uncached"), of("output")];
  return inputUsd == null || outputUsd == null ? null : { inputUsd, cachedUsd: of("cache_read"), outputUsd };
}

const isFree = ({ inputUsd, outputUsd }: TokenPrices): boolean => compare(inputUsd, "0") === 0 && compare(outputUsd, "0") === 0;

/** What the price book sells at an instant (epoch ms), free offers left out: they carry no company's traffic. */
export function offersAt(book: PriceBook, at: number): Offers {
  const offers = new Map<string, Offer[]>();
  for (const { provider, listedAs, price, customId } of book.models(at * 1000)) {
    const prices = customId === null && isSold(provider, listedAs) ? tokenPrices(price) : null;
    const name = openModelName(listedAs);
    if (prices == null || isFree(prices) || name === null) continue;
    offers.set(name, [...(offers.get(name) ?? []), { provider, model: listedAs, prices }]);
  }
  return offers;
}

/** The cheapest offer of the same open model for this traffic; null without any. Of equal ones the first by name. */
export function suggested(offers: Offers, model: string, traffic: Traffic | null, day: string): Alternative | null {
  const name = openModelName(model);
  const mix = traffic && compare(apiCost(traffic, { inputUsd: "1", cachedUsd: "1", outputUsd: "1" }), "0") > 0 ? traffic : EVEN_MIX;
  const ranked = ((name && offers.get(name)) || []).map((offer) => ({ offer, cost: apiCost(mix, offer.prices) }));
  ranked.sort((a, b) => compare(a.cost, b.cost) || (a.offer.provider < b.offer.provider ? -1 : 1));
  const [best] = ranked;
  return best ? { provider: best.offer.provider, model: best.offer.model, from: "suggested", ...best.offer.prices, day } : null;
}

/** The model that a rule names as "provider/model" with its standard prices at an instant (epoch ms); null where the book has none. */
export function ruled(book: PriceBook, value: string, at: number, day: string): Alternative | null {
  const slash = value.indexOf("/");
  const [provider, model] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash < 1 || model === "") return null;
  const prices = tokenPrices(book.resolve({ provider, model, tier: "standard", geo: null, at: at * 1000 }));
  return prices && { provider, model, from: "rule", ...prices, day };
}
