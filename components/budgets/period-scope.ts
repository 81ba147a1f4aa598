import type { StandingBudget } from "../../lib/budgets/budget";
import type { Period, Preset } from "../../lib/time";
import { DEFAULT_PRESET, type ScopeState } from "../filters/scope";
import { whereOf } from "./words";

/** Periods that the range of a page has a name for: it goes on with the calendar, and shows no days to come. */
const NAMED: Partial<Record<Period, Preset>> = { day: "today", month: "month", quarter: "quarter" };

type Watched = Pick<StandingBudget, "period" | "scope"> & { current: { from: string; to: string } };

/** What a budget counts in its running period as the range and filters of a page, compared with the span before. */
export function periodState({ period, scope, current }: Watched): ScopeState {
  const range = NAMED[period];
  const where = whereOf(scope);
  return range
    ? { range, from: null, to: null, vs: "previous", where }
    : { range: DEFAULT_PRESET, from: current.from, to: current.to, vs: "previous", where };
}
