import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import type { CustomPrice } from "../pricing";

type Row = Omit<CustomPrice, "id" | "validFrom" | "validTo"> & { id: number; validFrom: Date; validTo: Date | null };

const columns = (sql: Sql | Tx) => sql`
  id, provider, model, tier, geo, lines, valid_from as "validFrom", valid_to as "validTo", source, source_url as "sourceUrl", checked_on as "checkedOn"`;

/** Prices that people entered and nobody retired, as the price book takes them. */
export async function customPrices(sql: Sql | Tx): Promise<CustomPrice[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from price_entry where retired_at is null order by id`;
  return rows.map(toCustomPrice);
}

/** One of them, retired or not. Throws `not_found`. */
export async function customPrice(sql: Sql | Tx, id: number): Promise<CustomPrice> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from price_entry where id = ${id}`;
  if (!row) throw new AppError("not_found", `There is no price ${id}.`);
  return toCustomPrice(row);
}

const toCustomPrice = (row: Row): CustomPrice => ({
  ...row,
  id: String(row.id),
  validFrom: row.validFrom.toISOString(),
  validTo: row.validTo?.toISOString() ?? null,
});
