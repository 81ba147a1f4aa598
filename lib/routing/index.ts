export { type RoutingChains, routingChainsSchema } from "./chains-answer";
export { CLASS_FROM, type RoutingMix, routingMixSchema } from "./mix-answer";
export { type FeatureNet, INESTIMABLE, type NetFigures, RATE_SOURCES, type RoutingNet, routingNetSchema } from "./net-answer";
export { readRoutingChains } from "./read-chains";
export { readRoutingMix } from "./read-mix";
export { type RoutingQuery, readRoutingNet } from "./read-net";
export { readRequestSavings } from "./read-request";
export { BASELINE_SOURCES, LEDGER_STEPS, type LedgerStep, type RequestLedger, type RequestOutcome } from "./request-answer";
export { wilson } from "./wilson";
