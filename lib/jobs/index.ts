export { evaluateSoon } from "./evaluate-soon";
export { requestDelivery, requestEvaluation, requestRepricing, requestUndoing } from "./request";
