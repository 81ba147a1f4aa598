export { listOverlaps, type Overlap } from "./overlaps";
export { listSettlements, type Settlement, settleOverlap, unsettle } from "./settle";
export { type SettlementInput, settlementInput } from "./settlement";
