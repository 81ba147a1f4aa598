import type { Sql } from "../../db/client";
import { readChosenAlternatives } from "../gpu";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { chosen, suggested } from "./alternative";
import type { Traffic } from "./break-even";
import type { Compared } from "./model-rows";

export type Compare = (names: readonly [model: string, ...served: string[]], traffic: Traffic | null) => Compared;

/**
 * What models are compared with at an instant (epoch ms) of a day: what a rule chose for the name that calls or servers give it, else what the price
 * book suggests. A rule that says "none" is heeded.
 */
export async function readComparison(sql: Sql, { at, day }: { at: number; day: string }): Promise<Compare> {
  const [entries, choiceOf] = await Promise.all([customPrices(sql), readChosenAlternatives(sql, day)]);
  // A price for any provider is what people charge for their own models.
  const book = createPriceBook(entries.filter(({ provider }) => provider !== "*"));
  return (names, traffic) => {
    const choice = names.map(choiceOf).find((one) => one !== undefined);
    if (choice === null) return { alternative: null, reason: "A rule says that it is compared with no API." };
    if (choice === undefined) {
      const alternative = suggested(book, names[0], traffic, { at, day });
      return { alternative, reason: alternative ? null : NOT_LISTED };
    }
    const alternative = chosen(book, choice, { at, day });
    return { alternative, reason: alternative ? null : `The price book has no price for ${choice}, which was chosen to compare with.` };
  };
}

const NOT_LISTED = "The price book lists no API with this open model: choose a model to compare with.";
