export { listOverlaps, type Overlap } from "./overlaps";
export { listSettlements, settleOverlap, type Settlement, unsettle } from "./settle";
export { type SettlementInput, settlementInput } from "./settlement";
