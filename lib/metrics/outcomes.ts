import { callMetric, knownWhere, type Metric, metric } from "./define";
import { estimated } from "./estimable";
import { wilsonSql } from "./wilson-sql";

const TOLD = "Told by people and systems as outcomes";
const DATED = "Dated by the request's start.";

const count = (id: string, label: string, definition: string, measure: string): Metric =>
  callMetric({ id, label, unit: "count", derivation: TOLD, whenEmpty: "zero", definition, needs: [measure], sql: measure });

const share = (id: string, label: string, definition: string, sql: string): Metric =>
  callMetric({
    id,
    label,
    unit: "ratio",
    derivation: TOLD,
    definition,
    needs: ["outcome_successes", "outcome_failures"],
    sql,
    moreIsBetter: true,
  });

const INTERVAL = "of the 95 % interval of the success rate, by Wilson's score";

/** What requests achieved. An outcome of a trace or session is one, and stands at one of its requests. */
export const outcomeMetrics: readonly Metric[] = [
  count(
    "outcomes",
    "Outcomes",
    `What requests, traces and sessions achieved, as far as somebody told it: successes + failures + escalated ones. Each subject counts once. ${DATED}`,
    "outcomes",
  ),
  { ...count("successes", "Successes", `Outcomes that are a success. ${DATED}`, "outcome_successes"), moreIsBetter: true },
  count("failures", "Failures", `Outcomes that are a failure; an escalated one is not. ${DATED}`, "outcome_failures"),
  share(
    "success_rate",
    "Success rate",
    "The share of successes among outcomes that are a success or a failure: successes ÷ (successes + failures). Escalated ones are neither: another model answered in the end.",
    "outcome_successes / nullif(outcome_successes + outcome_failures, 0)",
  ),
  share(
    "success_rate_low",
    "Success rate, at least",
    `The lower end ${INTERVAL}: (p + z²÷2n − z·√(p(1−p)÷n + z²÷4n²)) ÷ (1 + z²÷n), with p = success_rate, n = successes + failures, z = 1.96.`,
    wilsonSql("outcome_successes", "(outcome_successes + outcome_failures)", "low"),
  ),
  share(
    "success_rate_high",
    "Success rate, at most",
    `The upper end ${INTERVAL}: (p + z²÷2n + z·√(p(1−p)÷n + z²÷4n²)) ÷ (1 + z²÷n), with p = success_rate, n = successes + failures, z = 1.96.`,
    wilsonSql("outcome_successes", "(outcome_successes + outcome_failures)", "high"),
  ),
  callMetric({
    id: "cost_per_success",
    label: "Cost per success",
    unit: "usd",
    derivation: `Metered cost of the requests that have an outcome. ${TOLD}`,
    definition: `What a success costs, failures included: cost of all requests that have an outcome ÷ successes. ${DATED}`,
    needs: ["judged_cost_rows", "judged_cost", "outcome_successes"],
    sql: knownWhere("judged_cost_rows", "judged_cost / nullif(outcome_successes, 0)"),
  }),
  callMetric({
    id: "outcome_value",
    moreIsBetter: true,
    label: "Value of outcomes",
    unit: "usd",
    derivation: TOLD,
    definition: `What outcomes were worth: sum of the values that were told; unknown where none was. ${DATED}`,
    needs: ["outcome_value"],
    sql: "case when outcome_value <> 0 then outcome_value end",
  }),
];

const NET = `Savings ledger and outcomes. ${TOLD}`;

/** Routing after everything it cost. What failures cost is computed for each feature over the whole period, so days need not add up. */
export const netMetrics: readonly Metric[] = [
  metric({
    id: "routing_savings_net",
    moreIsBetter: true,
    label: "Routing savings, net",
    unit: "usd",
    family: "net",
    derivation: NET,
    whenEmpty: "zero",
    definition:
      "What routing saved after all it cost: routing_savings − escalation_cost − router_cost − failure_cost. Failures that nobody told of, or whose cost nobody told, are not in it. Computed over the whole period, so that days need not add up.",
    sql: estimated("saved_routing - escalation_waste - router_cost - failure_cost"),
  }),
  metric({
    id: "failure_cost",
    label: "Cost of failures",
    unit: "usd",
    family: "net",
    derivation: NET,
    definition:
      "What routed requests lost by failing more often than the baseline model does, by feature: L × max(0, 1 − r·N ÷ F), N routed outcomes, F failures among them, L their cost as told, else as set for the feature; r the baseline model's failure rate as set, else measured on at least 30 of its outcomes, else 0. Unknown where no outcome of a routed request, or of no failure the cost, is known.",
    sql: "case when routed_outcomes > 0 and (routed_failures = 0 or routed_failures_uncosted < routed_failures) then failure_cost end",
  }),
  callMetric({
    id: "uncosted_failures",
    label: "Failures without a cost",
    unit: "count",
    derivation: TOLD,
    whenEmpty: "zero",
    definition:
      "Failures of routed requests whose cost is neither told nor set for the feature: they add nothing to failure_cost, though they cost something.",
    needs: ["routed_failures_uncosted"],
    sql: "routed_failures_uncosted",
  }),
];
