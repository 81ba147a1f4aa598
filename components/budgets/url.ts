import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs";
import type { BudgetState } from "../../lib/budgets/budget";
import { PERIODS } from "../../lib/time";
import { STATE_WORDS } from "./words";

export const STATES = Object.keys(STATE_WORDS) as BudgetState[];

/** What the address of the list says: which budgets to show, and what a new one begins with. */
export const budgetsParsers = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES),
  /** Set: the form of a new budget is open, filled from the four below. */
  new: parseAsString,
  metric: parseAsString,
  period: parseAsStringLiteral(PERIODS),
  where: parseAsNativeArrayOf(parseAsString),
};
