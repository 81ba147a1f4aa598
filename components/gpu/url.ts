import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { SPLITS } from "./questions";

/** How the table of idle GPUs is cut, kept in the address. */
export const splitParsers = { split: parseAsStringLiteral(SPLITS).withDefault("pool") };

export const loadSplit = createLoader(splitParsers);
