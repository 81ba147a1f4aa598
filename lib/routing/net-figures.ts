import type { NetCell } from "../metrics";
import { type Amount, add, compare, divide, isZero, multiply, round, subtract } from "../money";
import type { FeatureNet, NetFigures } from "./net-answer";
import { wilson } from "./wilson";

/** Outcomes below which no interval is told. */
export const LEAST_OUTCOMES = 30;

type Rate = FeatureNet["rate"];
type Bounds = Pick<NetFigures, "interval" | "noInterval">;

const count = (amount: Amount): number => Number(amount);
const sum = add;
const less = (from: Amount, ...amounts: readonly Amount[]): Amount => subtract(from, add(...amounts));
const excess = (failures: Amount, expected: Amount): Amount => (compare(failures, expected) > 0 ? subtract(failures, expected) : "0");

/** As `estimated` of the metrics: unknown where nothing can be estimated. */
function isKnown(cell: NetCell): boolean {
  return (
    (!isZero(cell.estimable_requests) && cell.requests === cell.estimable_requests) ||
    !isZero(cell.estimable_cost) ||
    !isZero(cell.saved_cache)
  );
}

/** Routing of one feature, or of all, from its sums. The interval of all is told by `totalBounds`. Pure. */
export function netFigures(cell: NetCell, bounds: (gross: Amount) => Bounds): NetFigures {
  const known = isKnown(cell);
  const told = <T>(value: T): T | null => (known ? value : null);
  const gross = less(cell.saved_routing, cell.escalation_waste, cell.router_cost);
  const tellsFailures =
    !isZero(cell.routed_outcomes) && (isZero(cell.routed_failures) || cell.routed_failures !== cell.routed_failures_uncosted);
  const saved = sum(cell.saved_cache, cell.saved_context, cell.saved_routing, cell.saved_prompt_cache, cell.saved_tier);
  const spent = sum(cell.escalation_waste, cell.retry_waste, cell.error_waste, cell.overhead_cost);
  const beyond = excess(cell.routed_failures, cell.expected);
  return {
    requests: cell.requests,
    estimableRequests: cell.estimable_requests,
    routedRequests: cell.routed_requests,
    cost: isZero(cell.cost_rows) ? null : cell.cost,
    baseline: told(sum(less(cell.estimable_cost, spent), saved)),
    cacheSaved: told(cell.saved_cache),
    contextSaved: told(cell.saved_context),
    routing: told(cell.saved_routing),
    promptCacheSaved: told(cell.saved_prompt_cache),
    tierSaved: told(cell.saved_tier),
    escalation: told(cell.escalation_waste),
    retry: told(cell.retry_waste),
    unanswered: told(cell.error_waste),
    overhead: told(cell.overhead_cost),
    router: told(cell.router_cost),
    estimableCost: told(cell.estimable_cost),
    outcomes: cell.routed_outcomes,
    failures: cell.routed_failures,
    uncostedFailures: cell.routed_failures_uncosted,
    loss: tellsFailures ? cell.routed_failure_cost : null,
    expectedFailures: round(cell.expected, 12),
    failureCost: tellsFailures ? round(cell.failure_cost, 12) : null,
    net: told(round(less(gross, cell.failure_cost), 12)),
    ...(known ? bounds(gross) : { interval: null, noInterval: "No request here has savings that can be estimated." }),
    breakEvenFailureCost: known && !isZero(beyond) && compare(gross, "0") >= 0 ? divide(gross, beyond, 12) : null,
  };
}

/** The failure rate that a feature is compared with, and where it comes from. Pure. */
export function rateOf(cell: NetCell): Rate {
  const baseline = { outcomes: cell.measuredOutcomes ?? "0", failures: cell.measuredFailures ?? "0" };
  const isConfigured = isZero(cell.routed_outcomes) ? cell.toldRate != null : !isZero(cell.configured);
  if (isConfigured) {
    const value = isZero(cell.routed_outcomes) ? cell.toldRate : divide(cell.expected, cell.routed_outcomes);
    return { value, from: "configured", ...baseline };
  }
  return { value: cell.measuredRate, from: cell.measuredRate == null ? "none" : "measured", ...baseline };
}

/** Bounds of a feature's net: Wilson's interval of its failures at the mean cost of one. Pure. */
export function featureBounds(cell: NetCell, gross: Amount): Bounds {
  if (count(cell.routed_outcomes) < LEAST_OUTCOMES) return { interval: null, noInterval: tooFew(cell.routed_outcomes) };
  const each = isZero(cell.routed_failures) ? cell.toldFailureCost : divide(cell.routed_failure_cost, cell.routed_failures);
  if (each == null || (cell.routed_failures_uncosted === cell.routed_failures && !isZero(cell.routed_failures)))
    return { interval: null, noInterval: "What a failure costs is neither told nor set." };
  const share = wilson(count(cell.routed_failures), count(cell.routed_outcomes));
  if (!share) return { interval: null, noInterval: tooFew(cell.routed_outcomes) };
  const net = (rate: number) =>
    round(subtract(gross, multiply(each, excess(multiply(String(rate.toFixed(12)), cell.routed_outcomes), cell.expected))), 12);
  return { interval: { low: net(share.high), high: net(share.low) }, noInterval: null };
}

const tooFew = (outcomes: Amount): string =>
  `${isZero(outcomes) ? "No outcome" : outcomes === "1" ? "1 outcome" : `${outcomes} outcomes`} of routed requests: at least ${LEAST_OUTCOMES} are needed to say how sure this is.`;

/**
 * Bounds of the total of independent features: squares of the distances to each bound add up. None where a routed feature has too few outcomes, since
 * nobody knows how often it fails. Pure.
 */
export function totalBounds(
  features: readonly Pick<FeatureNet, "net" | "interval" | "routedRequests" | "label" | "feature">[],
  further: number,
): Bounds {
  const routed = features.filter(({ routedRequests }) => !isZero(routedRequests));
  const without = routed.filter(({ interval }) => interval == null);
  if (routed.length === 0) return { interval: null, noInterval: "No request was routed." };
  if (further > 0) return { interval: null, noInterval: `${further} more features are in the total than could be judged one by one.` };
  if (without.length > 0) {
    const names = without.slice(0, 3).map(({ label, feature }) => label ?? feature ?? "unknown");
    const list = without.length > 3 ? `${names.join(", ")} and ${without.length - 3} more` : names.join(", ");
    return {
      interval: null,
      noInterval: `Too little is known of failures in ${without.length} of ${routed.length} routed features: ${list}.`,
    };
  }
  const net = sum(...features.map((feature) => feature.net ?? "0"));
  const distance = (end: "low" | "high") =>
    Math.sqrt(routed.reduce((squares, one) => squares + Number(subtract(one.net ?? "0", one.interval?.[end] ?? "0")) ** 2, 0)).toFixed(6);
  return { interval: { low: subtract(net, distance("low")), high: add(net, distance("high")) }, noInterval: null };
}
