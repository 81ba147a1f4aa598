import type { Sql } from "../../db/client";
import { customPrices } from "../prices";
import { type CustomPrice, createPriceBook, type PriceBook } from "../pricing";
import { quartersIn, ReportingTimes } from "../rollups";
import { type Baselines, createBaselines, type RoutingSetting, routingSettings } from "../savings";
import { readZone } from "../settings";
import { Dictionary, namesIn } from "./dictionary";

/** What preparing needs to know: nothing of it asks the database but for names and times that are new. */
export interface PrepareContext {
  dictionary: Dictionary;
  book: PriceBook;
  baselines: Baselines;
  times: ReportingTimes;
}

/** What every step of an ingest works with. */
export interface IngestContext extends PrepareContext {
  sql: Sql;
  /** Reporting zone. */
  zone: string;
  /** What book and baselines are made of, for another thread to make them too. */
  told: { entries: CustomPrice[]; settings: RoutingSetting[] };
}

/** Reads the zone, the entered prices and what is set about routing once: open a new one for each input or push. What `before` has learnt about names and times is kept. */
export async function openIngest(sql: Sql, before?: IngestContext): Promise<IngestContext> {
  const [zone, entries, settings] = await Promise.all([readZone(sql), customPrices(sql), routingSettings(sql)]);
  return {
    sql,
    dictionary: before?.dictionary ?? new Dictionary(namesIn(sql)),
    book: createPriceBook(entries),
    baselines: createBaselines(settings),
    zone,
    times: before?.zone === zone ? before.times : new ReportingTimes(quartersIn(sql, zone)),
    told: { entries, settings },
  };
}
