export { DELIVERY_STATES, type Delivery, deliverySchema, deliveryStateSchema } from "../email/delivery";
export { type EvaluationReport, evaluateBudgets } from "./evaluate-budgets";
export { evaluateRules, type RuleEvaluation } from "./evaluate-rules";
export { listOutbox, retryDelivery } from "./outbox";
export { previewDelivery } from "./preview";
export type { Explain } from "./rule-story";
