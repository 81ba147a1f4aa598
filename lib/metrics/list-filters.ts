/** Calls behind one step of the savings ledger. `routed`: another model than the baseline answered, whatever that saved. */
export const STEP_FILTERS = [
  "cache",
  "context",
  "routing",
  "prompt_cache",
  "tier",
  "escalation",
  "retry",
  "error",
  "overhead",
  "inestimable",
  "routed",
] as const;
export type StepFilter = (typeof STEP_FILTERS)[number];

/** Calls that carry the outcome of what it judges. */
export const OUTCOME_FILTERS = ["success", "failure", "escalated"] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];

const SAVED = "a.estimable and a.ledger in (1, 2)";

/** In SQL over attempts `a`: the rows that the metrics of the same name add up (codes of lib/savings/roles.ts), in the words of the index attempt_values. */
export const STEP_SQL: Record<StepFilter, string> = {
  cache: `${SAVED} and a.saved_cache is not null`,
  context: `${SAVED} and a.saved_context is not null`,
  routing: `${SAVED} and a.saved_routing is not null and a.saved_routing <> 0`,
  prompt_cache: `${SAVED} and a.saved_prompt_cache is not null`,
  tier: `${SAVED} and a.saved_tier is not null`,
  escalation: "a.estimable and a.ledger = 3",
  retry: "a.estimable and a.ledger = 4",
  error: "a.estimable and a.ledger = 5",
  overhead: "a.kind in (9, 10)",
  inestimable: "a.final and a.status <> 2 and a.kind not in (9, 10) and a.estimable::integer = 0",
  routed: `${SAVED} and a.saved_routing is not null`,
};

/** Codes of lib/facts/outcome-fact.ts, in the words of the index attempt_judged. */
export const OUTCOME_SQL: Record<OutcomeFilter, string> = {
  success: "a.outcome > 0 and a.outcome = 1",
  failure: "a.outcome > 0 and a.outcome = 2",
  escalated: "a.outcome > 0 and a.outcome = 3",
};
