import type { Sql } from "../../db/client";
import { type NetCell, type QueryInput, readNetCells } from "../metrics";
import { add, isZero, subtract } from "../money";
import { LEDGER_REASON_TEXT } from "../savings";
import type { FeatureNet, RoutingNet } from "./net-answer";
import { featureBounds, netFigures, rateOf, totalBounds } from "./net-figures";

export interface RoutingQuery {
  from?: string | undefined;
  to?: string | undefined;
  where?: QueryInput["where"];
}

/** Features that are told one by one. */
const MOST_FEATURES = 200;

/** What routing saved, gross and net, by feature and in total (NUMBERS.md §7). Throws `invalid` and `limit` as a query does. `now` is epoch ms. */
export async function readRoutingNet(sql: Sql, input: RoutingQuery, { now }: { now: number }): Promise<RoutingNet> {
  const { total, features, further, range, zone, dataThrough } = await readNetCells(sql, input, { now, most: MOST_FEATURES });
  const told = features.map(
    (cell): FeatureNet => ({
      feature: cell.feature,
      label: cell.label,
      rate: rateOf(cell),
      ...netFigures(cell, (gross) => featureBounds(cell, gross)),
    }),
  );
  return {
    total: netFigures(total, () => totalBounds(told, further)),
    features: told,
    further,
    inestimable: inestimable(total),
    meta: { range, zone, dataThrough },
  };
}

type Reason = RoutingNet["inestimable"]["reasons"][number];

function inestimable(cell: NetCell): RoutingNet["inestimable"] {
  const requests = subtract(cell.requests, cell.estimable_requests);
  const cost = subtract(cell.cost, cell.estimable_cost);
  const reasons: Reason[] = [
    { reason: "no_price", text: LEDGER_REASON_TEXT.no_price, requests: cell.inestimable_price, cost: cell.inestimable_price_cost },
    {
      reason: "no_baseline",
      text: LEDGER_REASON_TEXT.no_baseline,
      requests: cell.inestimable_baseline,
      cost: cell.inestimable_baseline_cost,
    },
    {
      reason: "no_baseline_price",
      text: LEDGER_REASON_TEXT.no_baseline_price,
      requests: cell.inestimable_baseline_price,
      cost: cell.inestimable_baseline_price_cost,
    },
    { reason: "other", text: OTHER, requests: cell.inestimable_other, cost: cell.inestimable_other_cost },
  ];
  const counts: Reason = {
    reason: "provider_counts",
    text: "Providers' own counts hold no single requests, so there is nothing to compare",
    requests: subtract(requests, add(...reasons.map((one) => one.requests))),
    cost: subtract(cost, add(...reasons.map((one) => one.cost))),
  };
  return {
    requests,
    cost: isZero(cell.cost_rows) ? null : cost,
    reasons: [...reasons, counts].filter((one) => !isZero(one.requests) || !isZero(one.cost)),
  };
}

const OTHER =
  "The model that answered has no standard price for these tokens at that time, or a gateway's cache answered and nobody says how many tokens that saved";
