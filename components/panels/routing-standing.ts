import { type Amount, compare, divide, formatRatio, isZero, negate, round } from "../../lib/money";

/** What routing came to in a span: the figures that decide which words stand for it. Null is unknown. */
export interface RoutingFigures {
  net: Amount | null;
  cost: Amount | null;
  requests: Amount | null;
  routed: Amount | null;
  inestimable: Amount | null;
  outcomes: Amount | null;
}

export type RoutingStanding =
  /** Some requests went to another model than the baseline's. `judged`: outcomes are known. */
  | { kind: "routed"; share: string | null; judged: boolean }
  /** Every request that can be compared went to the baseline's model itself. */
  | { kind: "nothing_routed" }
  /** Nothing can be compared: no request has a known baseline and prices. */
  | { kind: "unknown" }
  | { kind: "no_requests" };

/** Which of these holds. Pure. */
export function routingStanding({ net, cost, requests, routed, inestimable, outcomes }: RoutingFigures): RoutingStanding {
  if (requests == null || isZero(requests)) return { kind: "no_requests" };
  if (routed != null && !isZero(routed)) {
    const share = net == null || cost == null ? null : divide(net, cost);
    return { kind: "routed", share: share == null ? null : formatRatio(shortShare(share)), judged: outcomes != null && !isZero(outcomes) };
  }
  return { kind: inestimable != null && inestimable === requests ? "unknown" : "nothing_routed" };
}

/** Whole percents from a tenth on: "14 %", "3.2 %". */
function shortShare(share: Amount): Amount {
  const size = compare(share, "0") < 0 ? negate(share) : share;
  return compare(size, "0.1") < 0 ? share : round(share, 2);
}
