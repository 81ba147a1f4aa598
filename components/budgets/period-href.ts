import type { StandingBudget } from "../../lib/budgets/budget";
import type { Period, Preset } from "../../lib/time";

/** Periods that the range of a page has a name for: it goes on with the calendar, and shows no days to come. */
const NAMED: Partial<Record<Period, Preset>> = { day: "today", month: "month", quarter: "quarter" };

/** The address of a page over a budget's running period with these filters. */
export function periodHref(
  path: string,
  { period, current: { from, to } }: Pick<StandingBudget, "period"> & { current: { from: string; to: string } },
  where: readonly string[],
): string {
  const range = NAMED[period];
  const params = new URLSearchParams(range ? { range } : { from, to });
  for (const entry of where) params.append("where", entry);
  return `${path}?${params.toString()}`;
}
