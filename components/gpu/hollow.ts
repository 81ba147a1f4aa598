import { type Amount, compare, multiply } from "../../lib/money";

/** From half of the time on a GPU looks busy. */
const BUSY = "0.5";
/** Below a tenth of that, its tensor cores say otherwise. */
const TENSOR_SHARE = "0.1";

/** True where GPUs look busy while their tensor cores, which do a model's arithmetic, hardly work. Never where either is unknown. */
export function isHollow(utilization: Amount | null | undefined, tensor: Amount | null | undefined): boolean {
  if (utilization == null || tensor == null || compare(utilization, BUSY) < 0) return false;
  return compare(tensor, multiply(utilization, TENSOR_SHARE)) < 0;
}
