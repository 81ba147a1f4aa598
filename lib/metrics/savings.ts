import { COST_MEASURES, callMetric, knownCost, type Metric } from "./define";
import { ESTIMABLE_MEASURES, estimated } from "./estimable";

const DERIVED = "Compared with the baseline model at the prices of that time, by the savings ledger";
const OF_ESTIMABLE = "Only of requests whose savings can be estimated.";

const amount = (id: string, label: string, definition: string, columns: readonly string[], sql = columns.join(" + ")): Metric =>
  callMetric({
    id,
    label,
    unit: "usd",
    derivation: DERIVED,
    definition,
    needs: [...ESTIMABLE_MEASURES, ...columns],
    sql: estimated(sql),
    whenEmpty: "zero",
  });

/** What a step saved: watched for falling. */
const savings = (...args: Parameters<typeof amount>): Metric => ({ ...amount(...args), moreIsBetter: true });

const SAVED = ["saved_cache", "saved_context", "saved_routing", "saved_prompt_cache", "saved_tier"] as const;
const WASTE = ["escalation_waste", "retry_waste", "error_waste"] as const;

/** The savings ledger (NUMBERS.md §7): baseline − steps + waste + overhead = cost of what can be estimated, exactly. Costs are positive; steps may be negative. */
export const savingsMetrics: readonly Metric[] = [
  amount(
    "baseline_cost",
    "Baseline cost",
    `What requests would have cost at the feature's baseline model, else at the model they asked for, at its standard price, without caches and with the declared context. ${OF_ESTIMABLE} Sum over answered requests of p(baseline model, declared tokens, standard tier, cache off).`,
    [...SAVED, ...WASTE, "overhead_cost"],
    `estimable_cost - ${[...WASTE, "overhead_cost"].join(" - ")} + ${SAVED.join(" + ")}`,
  ),
  savings(
    "cache_savings",
    "Saved by the gateway's cache",
    "What answers from a gateway's own cache would have cost: sum of baseline − actual over its hits. The first step of the ledger; another order of steps would split the same total differently.",
    ["saved_cache"],
  ),
  savings(
    "context_savings",
    "Saved by shorter context",
    "What input tokens that are no longer sent would have cost at the baseline model: p(baseline, declared tokens) − p(baseline, sent tokens). Nothing declared is 0; negative where more is sent than was declared.",
    ["saved_context"],
  ),
  savings(
    "routing_savings",
    "Saved by routing",
    "What another model than the baseline saved, gross of escalations, router and failures: p(baseline, sent tokens) − p(model that answered, the same tokens), both at standard prices without caches. Negative where the model that answered is dearer.",
    ["saved_routing"],
  ),
  savings(
    "prompt_cache_savings",
    "Saved by prompt caches",
    "What providers' prompt caches saved: discount of tokens read − premium of tokens written = p(model, cache off) − p(model, cache on).",
    ["saved_prompt_cache"],
  ),
  savings(
    "tier_savings",
    "Saved by service tiers",
    "What batch and flex prices saved, less what priority cost: p(model, standard tier) − p(model, tier used).",
    ["saved_tier"],
  ),
  amount(
    "waste_cost",
    "Waste",
    `Cost of attempts that did not answer: escalation_cost + retry_cost + unanswered_cost. ${OF_ESTIMABLE}`,
    WASTE,
  ),
  amount(
    "escalation_cost",
    "Cost of escalations",
    `Cost of attempts in vain on another model than the one that answered then: sum of their cost. ${OF_ESTIMABLE}`,
    ["escalation_waste"],
  ),
  amount("retry_cost", "Cost of retries", `Cost of attempts in vain on the model that answered then: sum of their cost. ${OF_ESTIMABLE}`, [
    "retry_waste",
  ]),
  amount(
    "unanswered_cost",
    "Cost of unanswered requests",
    `Cost of requests that nothing answered: sum of their attempts. ${OF_ESTIMABLE}`,
    ["error_waste"],
  ),
  amount(
    "estimable_cost",
    "Cost with a baseline",
    "What the requests cost whose savings can be estimated, with all their attempts: where the ledger ends. Sum of their cost.",
    [],
    "estimable_cost",
  ),
  callMetric({
    id: "inestimable_cost",
    label: "Cost without a baseline",
    unit: "usd",
    derivation: DERIVED,
    definition:
      "The part of cost that the savings ledger says nothing about: requests that lack a price or a baseline, and provider counts: cost − estimable_cost.",
    needs: [...COST_MEASURES, "estimable_cost"],
    sql: knownCost("cost - estimable_cost"),
    whenEmpty: "zero",
  }),
  callMetric({
    id: "estimable_share",
    moreIsBetter: true,
    label: "Requests with a baseline",
    unit: "ratio",
    definition: "The share of requests whose savings can be estimated: requests that can be ÷ requests.",
    needs: ["estimable_requests", "requests"],
    sql: "estimable_requests / nullif(requests, 0)",
  }),
  callMetric({
    id: "inestimable_requests",
    label: "Requests without a baseline",
    unit: "count",
    whenEmpty: "zero",
    definition: "Requests whose savings can't be estimated, for want of a price or a baseline: requests − those that can be.",
    needs: ["estimable_requests", "requests"],
    sql: "requests - estimable_requests",
  }),
  callMetric({
    id: "routed_requests",
    label: "Routed requests",
    unit: "count",
    whenEmpty: "zero",
    definition:
      "Requests that another model than the baseline answered: those with another price entry. Only where savings can be estimated.",
    needs: ["routed_requests"],
    sql: "routed_requests",
  }),
  callMetric({
    id: "routed_share",
    label: "Routed share",
    unit: "ratio",
    definition:
      "The share of requests that another model than the baseline answered: routed requests ÷ requests whose savings can be estimated.",
    needs: ["routed_requests", "estimable_requests"],
    sql: "routed_requests / nullif(estimable_requests, 0)",
  }),
  callMetric({
    id: "escalation_rate",
    label: "Escalation rate",
    unit: "ratio",
    definition:
      "The share of requests that another model had tried before one answered: requests answered after an attempt on another model ÷ requests.",
    needs: ["escalated_requests", "requests"],
    sql: "escalated_requests / nullif(requests, 0)",
  }),
];
