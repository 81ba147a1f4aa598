import type { Sql, Tx } from "../../db/client";
import type { CustomPrice, PriceLine } from "../pricing";

/** Prices that people entered and nobody retired, as the price book takes them. */
export async function customPrices(sql: Sql | Tx): Promise<CustomPrice[]> {
  const rows = await sql<
    {
      id: number;
      provider: string;
      model: string;
      tier: string;
      geo: string | null;
      lines: PriceLine[];
      validFrom: Date;
      validTo: Date | null;
      source: string;
      sourceUrl: string | null;
      checkedOn: string;
    }[]
  >`
    select id, provider, model, tier, geo, lines, valid_from as "validFrom", valid_to as "validTo", source, source_url as "sourceUrl", checked_on as "checkedOn"
    from price_entry where retired_at is null order by id`;
  return rows.map((row) => ({
    ...row,
    id: String(row.id),
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
  }));
}
