import { z } from "zod";
import type { Sql } from "../../db/client";
import { TIERS } from "../facts";

const instant = z.iso.datetime({ offset: true }).or(z.iso.date());
const decimal = z.string().regex(/^\d{1,9}(\.\d{1,12})?$/, "A price is a decimal number of US dollars per million, like 2.50.");

/** A dated price as an engineer enters it. Dates without a time are UTC midnights. */
export const priceInput = z.object({
  provider: z.string().trim().min(1, "Name the provider, or * for any."),
  model: z.string().trim().min(1, "Name the model as the logs write it."),
  tier: z.enum(["*", ...TIERS]).default("standard"),
  geo: z.string().trim().min(1).nullish().transform((v) => v ?? null),
  lines: z.array(z.object({
    unit: z.string().min(1),
    threshold: z.int().nonnegative().default(0),
    usdPerMillion: decimal,
  })).min(1, "Enter at least one price."),
  validFrom: instant,
  validTo: instant.nullish().transform((v) => v ?? null),
  source: z.string().trim().min(1, "Say where the price comes from: a contract, a page, an invoice."),
  sourceUrl: z.url().nullish().transform((v) => v ?? null),
}).refine((p) => p.validTo == null || new Date(p.validTo) > new Date(p.validFrom), { message: "The price ends before it begins.", path: ["validTo"] });
export type PriceInput = z.output<typeof priceInput>;

/** Adds an entry and its audit line. Rows of the past keep their cost until `reprice` ran. Returns the entry's id. */
export async function addPrice(sql: Sql, price: PriceInput, actor: string, now: Date): Promise<number> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ id: number }[]>`
      insert into price_entry (provider, model, tier, geo, lines, valid_from, valid_to, source, source_url, checked_on, created_by)
      values (${price.provider}, ${price.model}, ${price.tier}, ${price.geo}, ${tx.json(price.lines)}, ${new Date(price.validFrom)},
        ${price.validTo == null ? null : new Date(price.validTo)}, ${price.source}, ${price.sourceUrl}, ${now.toISOString().slice(0, 10)}, ${actor})
      returning id`;
    const id = row?.id ?? 0;
    await tx`insert into audit_entry (actor, action, subject, detail) values (${actor}, 'add_price', ${`price ${id}`}, ${tx.json(price as never)})`;
    return id;
  });
}

/** Takes an entry out of use; it stays on record. */
export async function retirePrice(sql: Sql, id: number, actor: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const retired = await tx`update price_entry set retired_at = now() where id = ${id} and retired_at is null`;
    if (retired.count === 0) return false;
    await tx`insert into audit_entry (actor, action, subject) values (${actor}, 'retire_price', ${`price ${id}`})`;
    return true;
  });
}
