import type { PriceBook } from "../pricing";

/** The name that calls of a served model have: what the price book makes of the server's name for it. */
export const servedModel = (book: PriceBook, served: string): string => book.canonicalModel("vllm", served) ?? served;
