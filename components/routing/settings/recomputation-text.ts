import type { RepricingRow } from "../../../lib/http/operations/prices";
import { compare, formatCount, formatUsd, isZero, subtract } from "../../../lib/money";
import { signed } from "../../prices/words";
import { counted } from "../../sources/words";

/** How far a recomputation of the savings ledger is, and what it did. Pure. */
export function recomputationText({ state, examined, changed, requests, routingBefore, routingAfter, error }: RepricingRow): string {
  if (state === "running")
    return `History is recomputed: ${formatCount(String(examined))} records looked at, ${formatCount(String(changed))} changed. Figures follow step by step and are right at any moment.`;
  if (state === "failed")
    return `The recomputation stopped after ${counted(changed, "record")}: ${error ?? "unknown reason"}. It is tried again in five minutes and goes on where it was.`;
  if (changed === 0) return "History is recomputed; routing savings before failures stay as they were.";
  const savings =
    compare(routingBefore, routingAfter) === 0
      ? `routing savings stay ${usd(routingAfter)}`
      : `routing savings ${usd(routingBefore)} became ${usd(routingAfter)} (${signed(subtract(routingAfter, routingBefore))})`;
  return `History is recomputed: ${counted(requests, "request")} changed, their ${savings}.`;
}

/** "Net of escalations and failures: $8.01 becomes $3.02 (−$4.98)."; null where it stays. */
export function netText(net: { before: string; after: string } | null): string | null {
  if (net === null || compare(net.before, net.after) === 0) return null;
  return `Net of escalations and failures, ${usd(net.before)} becomes ${usd(net.after)} (${signed(subtract(net.after, net.before))}).`;
}

const usd = (amount: string): string => (isZero(amount) ? "0" : formatUsd(amount));
