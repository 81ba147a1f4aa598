import type { Sql } from "../../db/client";
import { type PricedFact, priceAttempt, priceBucket } from "../ingest/price-fact";
import { add } from "../money";
import { customPrices, type PriceInput } from "../prices";
import { type CustomPrice, createPriceBook, writePico } from "../pricing";
import { NO_BASELINES } from "../savings";
import { readAttempts, readBuckets } from "./read-rows";
import { scopeOf } from "./scope";

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
  const scope = await scopeOf(sql, entry, books);
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
  for (const read of [readAttempts, readBuckets]) {
    let after = null;
    for (;;) {
      if (preview.examined >= limit) return { ...preview, complete: false };
      const rows: Awaited<ReturnType<typeof readAttempts | typeof readBuckets>> = await read(sql, { scope, after, limit: PAGE });
      for (const row of rows)
        count(
          row,
          "trustReported" in row
            ? priceAttempt({ book: books.book, baselines: NO_BASELINES }, row.fact, row.trustReported)
            : priceBucket(books.book, row.fact),
        );
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.position ?? null;
    }
  }
  return preview;
}
