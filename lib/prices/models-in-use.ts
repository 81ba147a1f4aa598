import type { Sql } from "../../db/client";
import { TIERS } from "../facts";
import { createPriceBook, type DatedPrice, type Price } from "../pricing";
import { customPrices } from "./custom-prices";

/** One model at one tier that facts name, with the price that holds for it at `now`. */
export interface ModelInUse {
  provider: string | null;
  model: string | null;
  tier: string;
  requests: number;
  /** USD, decimal string; null where none of it is priced. */
  cost: string | null;
  lastDay: string;
  price: Price | null;
  /** Entered by somebody here. */
  entered: boolean;
}

/** Models of the last 90 days, the dearest first. */
export async function modelsInUse(sql: Sql, now: Date): Promise<ModelInUse[]> {
  const entries = await customPrices(sql);
  const book = createPriceBook(entries);
  const sources = new Set(entries.map((entry) => entry.source));
  const rows = await sql<(Omit<ModelInUse, "tier" | "price" | "entered"> & { tier: number })[]>`
    select p.value as provider, m.value as model, greatest(r.tier, 1) as tier, sum(r.requests)::float8 as requests, max(r.day) as "lastDay",
      case when sum(r.cost_rows) > 0 and (sum(r.priced_requests) > 0 or sum(r.share_requests) = 0) then trim_scale(sum(r.cost))::text end as cost
    from rollup_day_ledger r left join dimension_value p on p.id = r.provider left join dimension_value m on m.id = r.model
    where r.day >= ${new Date(now.getTime() - 90 * 86_400_000).toISOString().slice(0, 10)} and r.model <> 0
    group by 1, 2, 3
    order by sum(r.cost) desc nulls last, sum(r.requests) desc, 1, 2`;
  return rows.map((row) => {
    const tier = TIERS[row.tier - 1] ?? "standard";
    const price =
      row.model == null ? null : book.resolve({ provider: row.provider, model: row.model, tier, geo: null, at: now.getTime() * 1000 });
    return { ...row, tier, price, entered: price != null && sources.has(price.source) };
  });
}

/** Every dated price of a model, newest first. */
export async function priceHistory(sql: Sql, provider: string | null, model: string): Promise<DatedPrice[]> {
  return createPriceBook(await customPrices(sql)).describe(provider, model);
}
