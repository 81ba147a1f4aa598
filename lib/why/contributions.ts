import type { Step } from "./explanation";
import { logarithmicMean } from "./logarithmic-mean";

/**
 * One link of the chain that makes a cell's cost: what stands at this point on each side, such as requests, then attempts, then attempts on the model.
 * A step's factor is this over the link before it, so links share a unit only with themselves. Zero or null: unknown there.
 */
export interface Link {
  step: Step;
  before: number | null;
  after: number | null;
}

/**
 * How much each link moved a cost from `before` to `after`, both positive: L(after, before) · ln of the change of its factor (LMDI-I). The last link
 * is the cost itself. A link that one side does not know passes its part on to the next that is known, so that the sum is whole whatever is missing.
 */
export function contributionsOf(
  links: readonly Link[],
  { before, after }: { before: number; after: number },
  add: (step: Step, amount: number) => void,
): void {
  const weight = logarithmicMean(after, before);
  let reached = 0;
  let waiting: Step | null = null;
  for (const { step, before: was, after: is } of links) {
    if (was == null || is == null || !(was > 0) || !(is > 0)) {
      waiting ??= step;
      continue;
    }
    const here = Math.log(is) - Math.log(was);
    add(waiting ?? step, weight * (here - reached));
    reached = here;
    waiting = null;
  }
}
