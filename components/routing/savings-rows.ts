import type { Answer } from "../../lib/http/operations/query";
import { type Amount, divide, isZero } from "../../lib/money";
import type { RoutingNet } from "../../lib/routing/net-answer";
import { valueLabel } from "../panels/value-label";
import type { Split } from "./questions";

/** A row of the table of savings; amounts in USD, null is unknown. */
export interface SavingsRow {
  value: string | null;
  label: string;
  baseline: Amount | null;
  routing: Amount | null;
  /** Costs, positive. */
  escalation: Amount | null;
  router: Amount | null;
  failure: Amount | null;
  net: Amount | null;
  /** Net ÷ what it would have cost. */
  share: Amount | null;
  /** Routed ÷ requests that can be judged. */
  routed: Amount | null;
  /** Cost of one failure at which net is zero; undefined: known by feature only. */
  breakEven: Amount | null | undefined;
  /** Failures of known outcomes of routed requests; null: not known by this dimension. */
  failures: { failures: Amount; outcomes: Amount } | null;
}

const ratio = (part: Amount | null, whole: Amount | null): Amount | null => (part == null || whole == null ? null : divide(part, whole));

/** Features, by what they would have cost; those without a call that can be judged are left out. */
export function featureRows({ features }: Pick<RoutingNet, "features">): SavingsRow[] {
  return byBaseline(
    features.map((one) => ({
      value: one.feature,
      label: one.label ?? valueLabel("feature", one.feature),
      baseline: one.baseline,
      routing: one.routing,
      escalation: one.escalation,
      router: one.router,
      failure: one.failureCost,
      net: one.net,
      share: ratio(one.net, one.baseline),
      routed: ratio(one.routedRequests, one.estimableRequests),
      breakEven: one.breakEvenFailureCost,
      failures: { failures: one.failures, outcomes: one.outcomes },
    })),
  );
}

/** The same of another dimension. */
export function rowsBy(split: Split, { data, meta }: Pick<Answer, "data" | "meta">): SavingsRow[] {
  return byBaseline(
    data.map((row) => ({
      value: row[split] ?? null,
      label: valueLabel(split, row[split], meta.labels),
      baseline: row.baseline_cost ?? null,
      routing: row.routing_savings ?? null,
      escalation: row.escalation_cost ?? null,
      router: row.router_cost ?? null,
      failure: row.failure_cost ?? null,
      net: row.routing_savings_net ?? null,
      share: ratio(row.routing_savings_net ?? null, row.baseline_cost ?? null),
      routed: row.routed_share ?? null,
      breakEven: undefined,
      failures: null,
    })),
  );
}

function byBaseline(rows: readonly SavingsRow[]): SavingsRow[] {
  const known = rows.filter(({ baseline, net }) => baseline != null && !(isZero(baseline) && (net == null || isZero(net))));
  return known.toSorted((a, b) => Number(b.baseline) - Number(a.baseline));
}

/** What bars of all rows reach from and to, zero among it. */
export function barDomain(rows: readonly SavingsRow[]): [number, number] {
  const ends = rows.flatMap(({ routing, net }) => [Number(routing ?? 0), Number(net ?? 0)]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}
