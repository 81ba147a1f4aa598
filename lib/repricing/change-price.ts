import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { addPrice, type PriceInput, retirePrice } from "../prices";
import { noteRepricing } from "./start";

/** Adds an entry and notes that the past must take it, both or neither. Returns the ids of both; `runRepricing` does the work. */
export async function enterPrice(sql: Sql, price: PriceInput, actor: string, now: Date): Promise<{ entry: number; repricing: number }> {
  return sql.begin(async (tx) => {
    const entry = await addPrice(tx, price, actor, now);
    return { entry, repricing: await noteRepricing(tx, { entry, change: "added", actor, now }) };
  });
}

/** Takes an entry out of use, for the past too, both or neither. Throws `not_found` where it is not in use. */
export async function withdrawPrice(sql: Sql, entry: number, actor: string, now: Date): Promise<{ repricing: number }> {
  return sql.begin(async (tx) => {
    if (!(await retirePrice(tx, entry, actor))) throw new AppError("not_found", `There is no price ${entry} in use.`);
    return { repricing: await noteRepricing(tx, { entry, change: "retired", actor, now }) };
  });
}
