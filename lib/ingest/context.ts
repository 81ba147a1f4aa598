import type { Sql } from "../../db/client";
import { customPrices } from "../prices";
import { createPriceBook, type PriceBook } from "../pricing";
import { readZone } from "../settings";
import { Dictionary } from "./dictionary";

/** What every step of an ingest works with. */
export interface IngestContext {
  sql: Sql;
  dictionary: Dictionary;
  book: PriceBook;
  /** Reporting zone. */
  zone: string;
}

/** Reads the zone and the entered prices once: open a new one for each input or push, keep `dictionary` for as long as the process likes. */
export async function openIngest(sql: Sql, dictionary = new Dictionary(sql)): Promise<IngestContext> {
  const [zone, entries] = await Promise.all([readZone(sql), customPrices(sql)]);
  return { sql, dictionary, book: createPriceBook(entries), zone };
}
