/** The steps from what requests would have cost to what they cost, in the order in which the ledger takes them (NUMBERS: the savings ledger). */
export const SAVING_STEPS = ["cache", "context", "routing", "prompt_cache", "tier"] as const;
export const SPENDING_STEPS = ["escalation", "retry", "error", "overhead"] as const;
export type SavingStep = (typeof SAVING_STEPS)[number];
export type SpendingStep = (typeof SPENDING_STEPS)[number];
export type LedgerStep = SavingStep | SpendingStep;
export const LEDGER_STEPS: readonly LedgerStep[] = [...SAVING_STEPS, ...SPENDING_STEPS];

export interface StepWords {
  /** Short, for charts and tables. */
  label: string;
  /** What it measures, in one or two sentences. */
  definition: string;
  /** For one request; what the letters mean stands in `FORMULA_LETTERS`. */
  formula: string;
  /** The metric that holds its sum. */
  metric: string;
}

export const STEP_WORDS: Record<LedgerStep, StepWords> = {
  cache: {
    label: "Gateway cache",
    definition:
      "Requests that the gateway's own cache answered: what the baseline model would have charged for them, less what the answer cost.",
    formula: "p(b, T⁺, standard, no cache) − cost of the answer",
    metric: "cache_savings",
  },
  context: {
    label: "Shorter context",
    definition:
      "Input tokens that are no longer sent, at the baseline's price: those declared for the feature less those sent. 0 where nothing is declared.",
    formula: "p(b, T⁺, standard, no cache) − p(b, T, standard, no cache)",
    metric: "context_savings",
  },
  routing: {
    label: "Routing",
    definition:
      "The same tokens at the price of the model that answered instead of the baseline's. 0 where both are one entry of the price book.",
    formula: "p(b, T, standard, no cache) − p(m, T, standard, no cache)",
    metric: "routing_savings",
  },
  prompt_cache: {
    label: "Prompt cache",
    definition: "The provider's discount on input read from its cache, less the surcharge for writing to it.",
    formula: "p(m, T, standard, no cache) − p(m, T, standard, cache)",
    metric: "prompt_cache_savings",
  },
  tier: {
    label: "Service tier",
    definition: "The discount of batch and flex, less the surcharge of priority.",
    formula: "p(m, T, standard, cache) − p(m, T, k, cache)",
    metric: "tier_savings",
  },
  escalation: {
    label: "Escalations",
    definition: "Attempts on another model than the one that answered in the end: tried first, paid for, not used.",
    formula: "cost of the request's attempts on other models",
    metric: "escalation_cost",
  },
  retry: {
    label: "Retries",
    definition: "Further attempts on the same model as the one that answered.",
    formula: "cost of the request's other attempts on m",
    metric: "retry_cost",
  },
  error: {
    label: "Unanswered",
    definition: "Attempts of requests that no model answered. Their baseline is 0: nothing was delivered.",
    formula: "cost of the attempts of requests without an answer",
    metric: "unanswered_cost",
  },
  overhead: {
    label: "Router, guards",
    definition: "Calls that choose a model or check a text: routers, classifiers, guards.",
    formula: "cost of the calls of kind router or guard",
    metric: "overhead_cost",
  },
};

export const FORMULA_LETTERS =
  "p = dated price; b = baseline model; m = model that answered; T = its tokens; T⁺ = T and the input declared as no longer sent; k = its service tier.";

export const ORDER_NOTE =
  "Steps are taken in this order. Another order would split the same total differently: a cheaper model makes what the prompt cache saves smaller, and the other way round.";
