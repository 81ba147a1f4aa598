import type { OutcomeFilter } from "../../lib/metrics/list-filters";
import { Badge } from "../ui/badge";

const VARIANTS = { success: "success", failure: "destructive", escalated: "warning" } as const;
export const OUTCOME_WORDS: Record<OutcomeFilter, string> = { success: "success", failure: "failed outcome", escalated: "escalated" };

/** What was told about a request. */
export function OutcomeBadge({ outcome }: { outcome: OutcomeFilter }) {
  return <Badge variant={VARIANTS[outcome]}>{OUTCOME_WORDS[outcome]}</Badge>;
}
