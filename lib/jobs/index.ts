export { evaluateSoon } from "./evaluate-soon";
export { requestDelivery, requestEvaluation, requestPolling, requestRepricing, requestUndoing } from "./request";
