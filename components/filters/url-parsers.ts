import { createLoader, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { OUTCOME_FILTERS, STEP_FILTERS } from "../../lib/metrics/list-filters";
import { GRAINS } from "../../lib/time";
import { COMPARISONS, DEFAULT_PRESET, PRESET_IDS } from "./scope";

/** Range, comparison and filters in the address: the only place where they are kept. Server and browser read it with these. */
export const scopeParsers = {
  range: parseAsStringLiteral(PRESET_IDS).withDefault(DEFAULT_PRESET),
  from: parseAsString,
  to: parseAsString,
  vs: parseAsStringLiteral(COMPARISONS).withDefault("previous"),
  where: parseAsNativeArrayOf(parseAsString),
};

export const loadScope = createLoader(scopeParsers);

/** How the chart of costs is cut; `grain` null: by the length of the range. */
export const chartParsers = {
  by: parseAsString.withDefault("feature"),
  grain: parseAsStringLiteral(GRAINS),
};

export const loadChart = createLoader(chartParsers);

export const CALL_LISTS = ["all", "requests", "unpriced", "failed", "cached"] as const;

/** Which calls the list shows, and where its page starts. */
export const listParsers = {
  only: parseAsStringLiteral(CALL_LISTS).withDefault("all"),
  /** Calls behind one step of the savings ledger, and those with such an outcome. */
  step: parseAsStringLiteral(STEP_FILTERS),
  outcome: parseAsStringLiteral(OUTCOME_FILTERS),
  cursor: parseAsString,
};

export const loadList = createLoader(listParsers);
