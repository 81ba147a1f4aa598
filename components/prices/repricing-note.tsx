"use client";

import type { RepricingRow } from "../../lib/http/operations/prices";
import { formatCount, subtract } from "../../lib/money";
import { counted } from "../sources/words";
import { Notice } from "../ui/notice";
import { useRepricing } from "./use-repricing";
import { signed } from "./words";

/** How far a re-pricing is, and what it did: "1,204 requests re-priced, +$31.20". */
export function RepricingNote({ id }: { id: number }) {
  const repricing = useRepricing(id);
  if (!repricing) return null;
  const variant = repricing.state === "done" ? "success" : repricing.state === "failed" ? "destructive" : "neutral";
  return (
    <Notice variant={variant} aria-live="polite">
      {repricingText(repricing)}
    </Notice>
  );
}

export function repricingText(repricing: RepricingRow): string {
  const { entry, state, examined, changed, requests, newlyPriced, costBefore, costAfter, routingBefore, routingAfter, error } = repricing;
  if (entry === null) return recomputationText(repricing);
  if (state === "running")
    return `Re-pricing: ${formatCount(String(examined))} records looked at, ${formatCount(String(changed))} changed. Figures follow step by step and are right at any moment.`;
  if (state === "failed")
    return `Re-pricing stopped after ${counted(changed, "record")}: ${error ?? "unknown reason"}. It is tried again in five minutes and goes on where it was.`;
  if (changed === 0) return "Nothing of the past changed.";
  const saved = subtract(routingAfter, routingBefore);
  if (requests === 0) return `No cost changed. ${counted(changed, "record")} compared anew, routing savings ${signed(saved)}.`;
  return `${counted(requests, "request")} re-priced, ${signed(subtract(costAfter, costBefore))}.${newlyPriced > 0 ? ` ${counted(newlyPriced, "request")} had no price before.` : ""}`;
}

/** The same where a routing setting changed, or where the savings of all requests are computed anew. */
export function recomputationText({
  setting,
  state,
  examined,
  changed,
  requests,
  routingBefore,
  routingAfter,
  error,
}: RepricingRow): string {
  const what = setting === null ? "The savings ledger" : "A routing setting";
  if (state === "running")
    return `${what} is being taken to the past: ${formatCount(String(examined))} records looked at, ${formatCount(String(changed))} changed. Figures follow step by step; cost stays as it is.`;
  if (state === "failed")
    return `${what} stopped on its way to the past after ${counted(changed, "record")}: ${error ?? "unknown reason"}. It is tried again in five minutes and goes on where it was.`;
  if (requests === 0) return "Nothing of the past changed.";
  const saved = subtract(routingAfter, routingBefore);
  return `${counted(requests, "request")} compared anew, ${saved === "0" ? "gross routing savings as before" : `routing savings ${signed(saved)}`}.`;
}
