export { DELIVERY_STATES, type Delivery, deliverySchema, deliveryStateSchema } from "../email/delivery";
export { type EvaluateOptions, type EvaluationReport, evaluateBudgets } from "./evaluate-budgets";
export { listOutbox, retryDelivery } from "./outbox";
export { previewDelivery } from "./preview";
export type { Explain } from "./story";
