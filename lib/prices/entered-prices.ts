import type { Sql } from "../../db/client";
import type { PriceLine } from "../pricing";

/** A price that somebody entered, retired ones included. Instants are ISO. */
export interface EnteredPrice {
  id: number;
  provider: string;
  model: string;
  tier: string;
  geo: string | null;
  lines: PriceLine[];
  validFrom: string;
  validTo: string | null;
  source: string;
  sourceUrl: string | null;
  checkedOn: string;
  createdBy: string;
  createdAt: string;
  retiredAt: string | null;
}

/** Those in use first, then newest first. */
export async function enteredPrices(sql: Sql): Promise<EnteredPrice[]> {
  const rows = await sql<
    (Omit<EnteredPrice, "validFrom" | "validTo" | "createdAt" | "retiredAt"> & {
      validFrom: Date;
      validTo: Date | null;
      createdAt: Date;
      retiredAt: Date | null;
    })[]
  >`
    select id, provider, model, tier, geo, lines, valid_from as "validFrom", valid_to as "validTo", source, source_url as "sourceUrl", checked_on as "checkedOn",
      created_by as "createdBy", created_at as "createdAt", retired_at as "retiredAt"
    from price_entry order by retired_at is not null, id desc`;
  return rows.map((row) => ({
    ...row,
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  }));
}
