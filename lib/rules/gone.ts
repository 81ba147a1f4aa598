import { GONE_MS } from "../gpu/gone";
import { isOfMachines } from "../metrics";
import type { Judged } from "./fold";
import type { NewRule } from "./rule";
import type { SubjectState } from "./state";
import type { Watch } from "./watchable";

/**
 * Whether one of many machines that is silent was taken away: nothing came of it for 30 days. Then its alert ends, and it begins none until it tells something
 * again. A source is waited for as long as the rule is there. Pure.
 */
export function isGone(
  { rule, watch }: { rule: Pick<NewRule, "condition" | "each">; watch: Pick<Watch, "metric"> },
  { state, since, firedAt, known }: SubjectState,
  { at, verdict }: Pick<Judged, "at" | "verdict">,
): boolean {
  if (rule.condition.kind !== "no_data" || rule.each == null || !isOfMachines(watch.metric.family) || verdict !== "out") return false;
  if (state === "firing") return since != null && at - Date.parse(since) >= GONE_MS;
  // Of what fell silent and never came back, nothing is known.
  return state === "ok" && !known && firedAt != null;
}
