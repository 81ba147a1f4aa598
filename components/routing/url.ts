import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { SPLITS } from "./questions";

/** How the table of savings is cut, kept in the address. */
export const splitParsers = { split: parseAsStringLiteral(SPLITS).withDefault("feature") };

export const loadSplit = createLoader(splitParsers);
