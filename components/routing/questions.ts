import type { Grain } from "../../lib/time";
import type { Scope, Span } from "../filters/scope";
import type { MetricQuestion } from "../panels/questions";

/** The operations of this page beside `query`; all take a range and filters. */
export type RoutingOperation = "routingNet" | "routingMix" | "routingChains";

export interface RoutingQuestion {
  from: string;
  to: string;
  where: string[];
}

export const routingQuestion = ({ from, to, where }: Scope, span: Span = { from, to }): RoutingQuestion => ({
  from: span.from,
  to: span.to,
  where,
});

/** Where the answer is kept, for the server that reads ahead and for the browser. */
export const routingKey = (operation: RoutingOperation, question: RoutingQuestion): readonly unknown[] => [operation, question];

/** The ledger's metrics in its order, for the CSV twin of the waterfall. */
const LEDGER_METRICS =
  "baseline_cost,cache_savings,context_savings,routing_savings,prompt_cache_savings,tier_savings,escalation_cost,retry_cost,unanswered_cost,overhead_cost,estimable_cost,inestimable_cost,cost,failure_cost,routing_savings_net";

export const ledgerRows = (scope: Scope): MetricQuestion => ({ metric: LEDGER_METRICS, by: "feature", ...routingQuestion(scope) });

export const NET_AND_GROSS = "routing_savings_net,routing_savings";

export const savingsSeries = (scope: Scope, grain: Grain): MetricQuestion => ({
  metric: NET_AND_GROSS,
  by: grain,
  ...routingQuestion(scope),
  order: "time",
});

/** How the table of savings can be cut. A router is a gateway: a source. */
export const SPLITS = ["feature", "team", "source", "requested_model", "model"] as const;
export type Split = (typeof SPLITS)[number];

export const savingsBy = (scope: Scope, split: Split): MetricQuestion => ({
  metric: `baseline_cost,routing_savings,escalation_cost,router_cost,failure_cost,routing_savings_net,routed_share`,
  by: split,
  ...routingQuestion(scope),
  limit: 50,
});

export const qualityBy = (scope: Scope, dimension: "model" | "feature"): MetricQuestion => ({
  metric: "outcomes,successes,failures,success_rate,success_rate_low,success_rate_high,cost_per_success",
  by: dimension,
  ...routingQuestion(scope),
  limit: 50,
});
