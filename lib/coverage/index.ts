export { listOverlaps, type Overlap } from "./overlaps";
export { listSettlements, settleOverlap, type Settlement, type SettlementInput, settlementInput, unsettle } from "./settle";
