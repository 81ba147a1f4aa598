export type { Baselines, ModelClass, ModelRef, RoutingField, RoutingSetting } from "./baselines";
export { ALL_FEATURES, createBaselines, MODEL_CLASSES, NO_BASELINES, ROUTING_FIELDS } from "./baselines";
export type { LedgerEntry, Pricing } from "./ledger";
export { ledgerOf, NO_LEDGER } from "./ledger";
export type { InLedger, LedgerReason, LedgerRole, LedgerRow } from "./roles";
export { aloneInLedger, LEDGER_REASON_TEXT, LEDGER_REASONS, LEDGER_ROLES, ledgerRoles } from "./roles";
export { routingSettings } from "./routing-settings";
