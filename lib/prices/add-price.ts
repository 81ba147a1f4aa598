import type { Tx } from "../../db/client";
import { AppError } from "../errors";
import type { PriceInput } from "./price-input";

/** Adds an entry and its audit line. Rows of the past keep their cost until a re-pricing, to be noted in the same transaction, ran. Returns the entry's id. */
export async function addPrice(tx: Tx, price: PriceInput, actor: string, now: Date): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into price_entry (provider, model, tier, geo, lines, valid_from, valid_to, source, source_url, checked_on, created_by)
    values (${price.provider}, ${price.model}, ${price.tier}, ${price.geo}, ${tx.json(price.lines)}, ${new Date(price.validFrom)},
      ${price.validTo == null ? null : new Date(price.validTo)}, ${price.source}, ${price.sourceUrl}, ${now.toISOString().slice(0, 10)}, ${actor})
    returning id`;
  if (!row) throw new AppError("internal", "A price was written without an id.");
  const { id } = row;
  await tx`insert into audit_entry (actor, action, subject, detail) values (${actor}, 'add_price', ${`price ${id}`}, ${tx.json(price as never)})`;
  return id;
}

/** Takes an entry out of use; it stays on record. False where it is not in use. */
export async function retirePrice(tx: Tx, id: number, actor: string): Promise<boolean> {
  const retired = await tx`update price_entry set retired_at = now() where id = ${id} and retired_at is null`;
  if (retired.count === 0) return false;
  await tx`insert into audit_entry (actor, action, subject) values (${actor}, 'retire_price', ${`price ${id}`})`;
  return true;
}
