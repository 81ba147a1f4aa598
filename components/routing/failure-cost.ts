import { toCsv } from "../../lib/metrics/csv";
import type { NetFigures } from "../../lib/routing/net-answer";
import { LEAST_OUTCOMES } from "../../lib/routing/net-figures";
import { wilson } from "../../lib/routing/wilson";
import type { FailureCostPoint } from "../charts/failure-cost-lines";

type Counted = Pick<NetFigures, "routedRequests" | "outcomes" | "failures" | "expectedFailures">;
type Money = Pick<NetFigures, "routing" | "escalation" | "router" | "failureCost" | "breakEvenFailureCost">;

export interface FailureCostCurve {
  /** Cost of one failure at each point, from 0 on in equal steps; USD. */
  costs: number[];
  points: FailureCostPoint[];
  /** Saved before any failure. */
  saved: number;
  /** The cost of a failure at which net is zero; null where no cost of a failure makes it so. */
  breakEven: number | null;
  /** What a failure beyond the baseline's cost on average, where it is known: there the line passes the net of the page. */
  now: number | null;
  /** Failures beyond the baseline's; may be a fraction. */
  excess: number;
  /** Outcomes of routed requests that all of it rests on. */
  outcomes: number;
  /** Routed features with fewer than 30 outcomes: with one of them there is no interval. */
  unsure: number;
}

/** Intervals between points; a label stands at each `LABEL_EVERY`-th. */
const STEPS = 40;
export const LABEL_EVERY = 8;

/**
 * Net savings as a function of the cost of one failure: savings less escalations and router calls, less that cost for each failure beyond the baseline's. The
 * interval is Wilson's of each feature's failure rate; features are independent, so that squares of their distances add up.
 */
export function failureCostCurve(total: Money, features: readonly Counted[]): FailureCostCurve {
  const saved = Number(total.routing ?? 0) - Number(total.escalation ?? 0) - Number(total.router ?? 0);
  const routed = features.filter(({ routedRequests }) => Number(routedRequests) > 0);
  const excess = sum(routed.map((one) => beyond(Number(one.failures), one)));
  const unsure = routed.filter(({ outcomes }) => Number(outcomes) < LEAST_OUTCOMES).length;
  const distance = (side: "low" | "high") =>
    Math.sqrt(
      sum(
        routed.map((one) => {
          const count = Number(one.outcomes);
          const rate = wilson(Number(one.failures), count)?.[side] ?? 0;
          return (beyond(rate * count, one) - beyond(Number(one.failures), one)) ** 2;
        }),
      ),
    );
  const known = routed.length > 0 && unsure === 0;
  const [least, most] = known ? [Math.max(0, excess - distance("low")), excess + distance("high")] : [null, null];
  const now = excess > 0 && total.failureCost != null ? Number(total.failureCost) / excess : null;
  const breakEven = excess > 0 && saved > 0 ? Number(total.breakEvenFailureCost ?? saved / excess) : null;
  const end = axisEnd(breakEven ?? (most != null && most > 0 && saved > 0 ? saved / most : null), now);
  const costs = Array.from({ length: STEPS + 1 }, (_, index) => Number(((end * index) / STEPS).toPrecision(12)));
  const points = costs.map((cost) => ({
    net: saved - cost * excess,
    low: most == null ? null : saved - cost * most,
    high: least == null ? null : saved - cost * least,
  }));
  return { costs, points, saved, breakEven, now, excess, outcomes: sum(routed.map(({ outcomes }) => Number(outcomes))), unsure };
}

/** A line for each point of the curve in US dollars; without an interval the edges are empty. */
export function failureCostCsv({ costs, points }: Pick<FailureCostCurve, "costs" | "points">): string {
  const cents = (amount: number | null) => (amount == null ? null : amount.toFixed(2));
  const data = costs.flatMap((cost, index) => {
    const point = points[index];
    return point ? [{ failure_cost: cents(cost), net: cents(point.net), net_low: cents(point.low), net_high: cents(point.high) }] : [];
  });
  return toCsv({ data, meta: { by: [], metrics: ["failure_cost", "net", "net_low", "net_high"].map((id) => ({ id })) } });
}

/** Position of a cost among the points; null beyond the last. */
export function positionOf(cost: number | null, { costs }: Pick<FailureCostCurve, "costs">): number | null {
  const end = costs.at(-1) ?? 0;
  return cost == null || cost > end || end === 0 ? null : (cost / end) * STEPS;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const beyond = (failures: number, { expectedFailures }: Counted): number => Math.max(0, failures - Number(expectedFailures));

/** Twice the break-even, and as far as what failures cost now, but not so far that the break-even can't be told from zero. */
function axisEnd(breakEven: number | null, now: number | null): number {
  if (breakEven == null) return roundUp(now ? now * 2 : 100);
  return roundUp(now == null ? breakEven * 2 : Math.max(breakEven * 2, Math.min(now * 1.1, breakEven * 5)));
}

/** To 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten, so that a fifth of it is a round amount. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const size = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value * 0.999) ?? 10;
  return Number((size * power).toPrecision(12));
}
