import type { z } from "zod";
import type { Sql } from "../../db/client";
import { enteredPrices, modelsInUse, priceDifferences, unpricedModels } from "../prices";
import { listRepricings } from "../repricing";
import type { listPricesOperation } from "./operations/prices";

const REPRICINGS = 10;

/** Everything about prices at once, for the page and for the API. */
export async function answerPrices({ sql, now }: { sql: Sql; now: Date }): Promise<z.input<typeof listPricesOperation.output>> {
  const [unpriced, models, differences, entered, repricings] = await Promise.all([
    unpricedModels(sql),
    modelsInUse(sql, now),
    priceDifferences(sql, now),
    enteredPrices(sql),
    listRepricings(sql, REPRICINGS),
  ]);
  return { unpriced: [...unpriced], models, differences: [...differences], entered, repricings };
}
