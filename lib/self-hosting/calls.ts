import type { QueryRow } from "../metrics";
import { createPriceBook } from "../pricing";
import { isSold } from "./open-model-name";

const builtIn = createPriceBook();

/**
 * A model's name without its host and maker, in small letters. Calls of a model have the name under which somebody entered its internal price, and
 * its servers and GPUs the one that it has without: both are this.
 */
export const plainName = (model: string): string => builtIn.canonicalModel("vllm", model).toLowerCase();

/** Whether calls of a provider and model are an API's: the built-in price list sells them. Calls of one's own servers may carry a client's "openai". */
export function isOfApi({ provider = null, model = null }: QueryRow, at: number): boolean {
  if (model == null || !isSold(provider ?? "openai", model)) return false;
  const price = builtIn.resolve({ provider, model, tier: "standard", geo: null, at: at * 1000 });
  return price != null && price.lines.length > 0;
}
