import type { Sql, Tx } from "../../db/client";
import { customPrices } from "../prices";
import { type CustomPrice, createPriceBook, type PriceBook } from "../pricing";

const MARK = "permille:probe";

export interface Books {
  /** What holds from now on. */
  book: PriceBook;
  /** What differs from it in this entry only: without the one that was added, with the one that was retired. */
  other: PriceBook;
}

/** The books with and without a change of this entry. */
export async function booksAround(sql: Sql | Tx, entry: CustomPrice): Promise<Books> {
  const entries = await customPrices(sql);
  const without = entries.filter((one) => one.id !== entry.id);
  const other = without.length === entries.length ? [...entries, entry] : without;
  return { book: createPriceBook(entries), other: createPriceBook(other) };
}

/** Says whether an entry is about this model as written, at whatever time, tier and place. */
export function matcherOf(entry: CustomPrice): (provider: string | null, model: string) => boolean {
  const probe = createPriceBook([{ ...entry, tier: "*", geo: null, validFrom: null, validTo: null, source: MARK }]);
  return (provider, model) => probe.resolve({ provider, model, tier: "standard", geo: null, at: 0 })?.source === MARK;
}
