import type { PriceBook } from "../pricing";

/** Who serves, as records of calls name a vLLM server of one's own: tracers, LiteLLM. */
const SELF = ["vllm", "hosted_vllm"] as const;

/**
 * The name that calls of a served model have: what the price book makes of the server's name for it. A price entered for one's own server names its model,
 * whichever way the server is called there.
 */
export function servedModel(book: PriceBook, served: string): string {
  const bare = book.canonicalModel(null, served) ?? served;
  return SELF.map((provider) => book.canonicalModel(provider, served) ?? served).find((name) => name !== bare) ?? bare;
}
