import type { Sql } from "../../db/client";
import { customPrices } from "../prices";
import { createPriceBook, type PriceBook } from "../pricing";
import { ReportingTimes } from "../rollups";
import { type Baselines, createBaselines, routingSettings } from "../savings";
import { readZone } from "../settings";
import { Dictionary } from "./dictionary";

/** What every step of an ingest works with. */
export interface IngestContext {
  sql: Sql;
  dictionary: Dictionary;
  book: PriceBook;
  baselines: Baselines;
  /** Reporting zone. */
  zone: string;
  times: ReportingTimes;
}

/** Reads the zone, the entered prices and what is set about routing once: open a new one for each input or push. What `before` has learnt about names and times is kept. */
export async function openIngest(sql: Sql, before?: IngestContext): Promise<IngestContext> {
  const [zone, entries, settings] = await Promise.all([readZone(sql), customPrices(sql), routingSettings(sql)]);
  return {
    sql,
    dictionary: before?.dictionary ?? new Dictionary(sql),
    book: createPriceBook(entries),
    baselines: createBaselines(settings),
    zone,
    times: before?.zone === zone ? before.times : new ReportingTimes(zone),
  };
}
