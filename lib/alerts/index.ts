export { DELIVERY_STATES, type Delivery, deliverySchema, deliveryStateSchema } from "../email/delivery";
export { type Acting, actByMail, openAct, SNOOZE_HOURS } from "./act";
export { type EvaluateOptions, type EvaluationReport, evaluateBudgets } from "./evaluate-budgets";
export { evaluateRules, type RuleEvaluation } from "./evaluate-rules";
export {
  type AlertEvent,
  type AlertEventDetail,
  type EventDelivery,
  type EventFilter,
  type EventPage,
  type EventResponse,
  eventFilterSchema,
  MOST_RESPONSES,
  SNOOZE_DAYS,
} from "./event";
export { getEvent } from "./get-event";
export { countUnread, readInbox } from "./inbox";
export { listEvents } from "./list-events";
export { countOpenEvents } from "./open-events";
export { listOutbox, retryDelivery } from "./outbox";
export { previewDelivery } from "./preview";
export { respondToEvent, respondToEvents } from "./respond";
export { readWatching, type Watching } from "./watching";
