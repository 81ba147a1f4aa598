import { lineOf } from "../budgets";
import { type Amount, compare } from "../money";

/** A threshold on record in one period: it was reached at `line` (USD). */
export interface Crossing {
  threshold: Amount;
  line: Amount;
  /** Restated data put spend below the line again. */
  below: boolean;
}

/** What one reading changes. All lists ascend by threshold. */
export interface ThresholdChange {
  /** Reached for the first time. The one that is not superseded tells; at most one does. */
  crossed: { threshold: Amount; line: Amount; superseded: boolean }[];
  /** Forgotten, since the amount was raised and spend is below the new line: it may tell again. */
  rearmed: Amount[];
  /** The amount changed and spend is at the new line too: nothing to tell. */
  moved: { threshold: Amount; line: Amount }[];
  /** Spend dipped below a line that stays on record. */
  below: Amount[];
  /** Spend is at such a line again, which doesn't tell twice. */
  back: Amount[];
}

/**
 * A threshold (spend ≥ amount × threshold) tells once a period, however often spend dips and rises. Of several that are new the highest tells, and none
 * that lies under one on record. Unknown spend changes nothing.
 */
export function applyThresholds(
  record: readonly Crossing[],
  budget: { amount: Amount; thresholds: readonly Amount[] },
  spent: Amount | null,
): ThresholdChange {
  if (spent == null) return { crossed: [], rearmed: [], moved: [], below: [], back: [] };
  const line = (threshold: Amount) => lineOf(budget.amount, threshold);
  const isAt = (threshold: Amount) => compare(spent, line(threshold)) >= 0;
  const ascending = [...record].sort((a, b) => compare(a.threshold, b.threshold));
  const hasMoved = (crossing: Crossing) => compare(crossing.line, line(crossing.threshold)) !== 0;
  const rearmed = ascending.filter((crossing) => hasMoved(crossing) && !isAt(crossing.threshold));
  const kept = ascending.filter((crossing) => !rearmed.includes(crossing));
  const names = (crossings: readonly Crossing[]) => crossings.map((crossing) => crossing.threshold);

  const isKept = (threshold: Amount) => kept.some((crossing) => compare(crossing.threshold, threshold) === 0);
  const fresh = [...budget.thresholds].sort(compare).filter((threshold) => isAt(threshold) && !isKept(threshold));
  const highest = [...names(kept), ...fresh].sort(compare).at(-1);
  return {
    crossed: fresh.map((threshold) => ({ threshold, line: line(threshold), superseded: threshold !== highest })),
    rearmed: names(rearmed),
    moved: kept.filter(hasMoved).map(({ threshold }) => ({ threshold, line: line(threshold) })),
    below: names(kept.filter((crossing) => !crossing.below && !isAt(crossing.threshold))),
    back: names(kept.filter((crossing) => crossing.below && isAt(crossing.threshold))),
  };
}
