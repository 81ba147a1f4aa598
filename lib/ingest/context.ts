import type { Sql } from "../../db/client";
import { customPrices } from "../prices";
import { createPriceBook, type PriceBook } from "../pricing";
import { ReportingTimes } from "../rollups";
import { readZone } from "../settings";
import { Dictionary } from "./dictionary";

/** What every step of an ingest works with. */
export interface IngestContext {
  sql: Sql;
  dictionary: Dictionary;
  book: PriceBook;
  /** Reporting zone. */
  zone: string;
  times: ReportingTimes;
}

/** Reads the zone and the entered prices once: open a new one for each input or push. What `before` has learnt about names and times is kept. */
export async function openIngest(sql: Sql, before?: IngestContext): Promise<IngestContext> {
  const [zone, entries] = await Promise.all([readZone(sql), customPrices(sql)]);
  const times = before?.zone === zone ? before.times : new ReportingTimes(zone);
  return { sql, dictionary: before?.dictionary ?? new Dictionary(sql), book: createPriceBook(entries), zone, times };
}
