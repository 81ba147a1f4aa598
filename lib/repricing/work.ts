import type { Sql } from "../../db/client";
import { customPrice, customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { createBaselines, type Pricing, routingSetting, routingSettings } from "../savings";
import { booksAround } from "./book";
import { EVERYTHING, type RepricingScope, scopeOfPrice, scopeOfSetting } from "./scope";
import type { Repricing } from "./start";

/** What a change's facts are priced and compared with from now on, and which facts these are. */
export interface ChangeWork {
  pricing: Pricing;
  /** Reads anew which facts are touched: names can have come meanwhile. */
  scope: () => Promise<RepricingScope>;
  /** Provider counts know neither features nor what was asked for: only prices touch them. */
  buckets: boolean;
}

/** Throws `not_found` where the price or the setting is not on record. */
export async function workOf(sql: Sql, { entry, setting }: Pick<Repricing, "entry" | "setting">): Promise<ChangeWork> {
  const baselines = createBaselines(await routingSettings(sql));
  if (entry !== null) {
    const price = await customPrice(sql, entry);
    const books = await booksAround(sql, price);
    return { pricing: { book: books.book, baselines }, scope: () => scopeOfPrice(sql, price, books), buckets: true };
  }
  const pricing = { book: createPriceBook(await customPrices(sql)), baselines };
  if (setting === null) return { pricing, scope: async () => EVERYTHING, buckets: false };
  const changed = await routingSetting(sql, setting);
  return { pricing, scope: () => scopeOfSetting(sql, changed), buckets: false };
}
