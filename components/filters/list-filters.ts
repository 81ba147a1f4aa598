import type { OutcomeFilter, StepFilter } from "../../lib/metrics/list-filters";

/** Filters of the list of calls beside dimensions: one value each. */
export const LIST_FILTERS = ["step", "outcome"] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

interface FilterWords {
  label: string;
  /** Each value as the calls that it leaves: "escalations". */
  values: Record<string, string>;
}

const STEPS: Record<StepFilter, string> = {
  routed: "answered by another model than the baseline",
  routing: "routing changed the cost",
  escalation: "escalations",
  retry: "retries",
  error: "unanswered",
  overhead: "router and guard calls",
  inestimable: "savings not estimable",
  cache: "answered by the gateway's cache",
  context: "context shorter or longer than declared",
  prompt_cache: "prompt cache changed the cost",
  tier: "service tier changed the cost",
};

const OUTCOMES: Record<OutcomeFilter, string> = {
  failure: "failed outcome",
  success: "successful outcome",
  escalated: "escalated outcome",
};

/** In the order of the menu. */
export const LIST_FILTER_WORDS: Record<ListFilter, FilterWords> = {
  step: { label: "Savings step", values: STEPS },
  outcome: { label: "Outcome", values: OUTCOMES },
};

/** "escalations", "failed outcome"; both where both are set. Null where neither is. */
export function listFilterText({ step, outcome }: { step: string | null; outcome: string | null }): string | null {
  const words = [step && LIST_FILTER_WORDS.step.values[step], outcome && LIST_FILTER_WORDS.outcome.values[outcome]].filter(Boolean);
  return words.length > 0 ? words.join(", ") : null;
}
