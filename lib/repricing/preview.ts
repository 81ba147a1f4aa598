import type { Sql } from "../../db/client";
import { type PricedFact, priceAttempt, priceBucket } from "../ingest/price-fact";
import { add } from "../money";
import { customPrices, type PriceInput } from "../prices";
import { type CustomPrice, createPriceBook, writePico } from "../pricing";
import { NO_BASELINES } from "../savings";
import { type RowPosition, readAttempts, readBuckets } from "./read-rows";
import { scopeOfPrice } from "./scope";

const PAGE = 10_000;

/** What a price would do to the past. Costs in USD of facts in the totals; unknown counts as 0. */
export interface Preview {
  examined: number;
  changed: number;
  /** Requests whose cost would change, and those of them that have no price today. */
  requests: number;
  newlyPriced: number;
  costBefore: string;
  costAfter: string;
  /** False: there is more than was looked at, and the true figures are larger. */
  complete: boolean;
}

/** Prices the facts that an entry is about with and without it, and keeps nothing. Looks at `limit` facts at most. */
export async function previewPrice(sql: Sql, price: PriceInput, { limit = 200_000 }: { limit?: number } = {}): Promise<Preview> {
  const instant = (text: string | null) => (text == null ? null : new Date(text).toISOString());
  const entry: CustomPrice = {
    ...price,
    id: "preview",
    validFrom: instant(price.validFrom),
    validTo: instant(price.validTo),
    checkedOn: null,
  };
  const entries = await customPrices(sql);
  const books = { book: createPriceBook([...entries, entry]), other: createPriceBook(entries) };
  // What is only compared with the model keeps its cost.
  const scope = { ...(await scopeOfPrice(sql, entry, books)), requested: [], features: [], all: false };
  const preview: Preview = { examined: 0, changed: 0, requests: 0, newlyPriced: 0, costBefore: "0", costAfter: "0", complete: true };
  const count = (row: { counted: boolean; cost: string | null; requests: number }, priced: PricedFact) => {
    const cost = priced.cost == null ? null : writePico(priced.cost);
    preview.examined += 1;
    if (!row.counted || (cost == null ? row.cost == null : row.cost != null && Number(cost) === Number(row.cost))) return;
    preview.changed += 1;
    preview.requests += row.requests;
    if (row.cost == null) preview.newlyPriced += row.requests;
    preview.costBefore = add(preview.costBefore, row.cost ?? "0");
    preview.costAfter = add(preview.costAfter, cost ?? "0");
  };
  const pricing = { book: books.book, baselines: NO_BASELINES };
  const readPriced = [
    async (after: RowPosition | null) =>
      (await readAttempts(sql, { scope, after, limit: PAGE })).map(({ position, stored }) => {
        const { counted, cost, requests, fact, trustReported } = stored;
        return { position, row: { counted, cost, requests }, priced: priceAttempt(pricing, fact, trustReported) };
      }),
    async (after: RowPosition | null) =>
      (await readBuckets(sql, { scope, after, limit: PAGE })).map((row) => ({
        position: row.position,
        row,
        priced: priceBucket(books.book, row.fact),
      })),
  ];
  for (const read of readPriced) {
    let after: RowPosition | null = null;
    for (;;) {
      if (preview.examined >= limit) return { ...preview, complete: false };
      const page: { position: RowPosition; row: Parameters<typeof count>[0]; priced: PricedFact }[] = await read(after);
      for (const { row, priced } of page) count(row, priced);
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? null;
    }
  }
  return preview;
}
