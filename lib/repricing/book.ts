import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { customPrices } from "../prices";
import { type CustomPrice, createPriceBook, type PriceBook } from "../pricing";

const MARK = "permille:probe";

/** An entered price, retired or not, as the book takes it. Throws `not_found`. */
export async function entryOf(sql: Sql | Tx, id: number): Promise<CustomPrice> {
  const [row] = await sql<(Omit<CustomPrice, "id" | "validFrom" | "validTo"> & { id: number; validFrom: Date; validTo: Date | null })[]>`
    select id, provider, model, tier, geo, lines, valid_from as "validFrom", valid_to as "validTo", source, source_url as "sourceUrl", checked_on as "checkedOn"
    from price_entry where id = ${id}`;
  if (!row) throw new AppError("not_found", `There is no price ${id}.`);
  return { ...row, id: String(row.id), validFrom: row.validFrom.toISOString(), validTo: row.validTo?.toISOString() ?? null };
}

export interface Books {
  /** What holds from now on. */
  book: PriceBook;
  /** What differs from it in this entry only: without the one that was added, with the one that was retired. */
  other: PriceBook;
}

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
