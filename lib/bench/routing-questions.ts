import { grainFor } from "../../components/filters/grain";
import type { MetricQuestion } from "../../components/panels/questions";
import { ledgerRows, qualityBy, routingQuestion, SPLITS, savingsBy, savingsSeries } from "../../components/routing/questions";
import type { Sql } from "../../db/client";
import { runQuery } from "../metrics";
import { readRoutingChains, readRoutingMix, readRoutingNet } from "../routing";
import { endOf, overviewScope } from "./questions";
import type { Shape } from "./shape";

export interface RoutingAsk {
  name: string;
  ask: () => Promise<unknown>;
}

/** Every question that the Routing page sends for the last 30 days of a data set, from the page's own list. */
export function routing(sql: Sql, shape: Shape): RoutingAsk[] {
  const scope = overviewScope(shape);
  const now = endOf(shape);
  const query = (name: string, question: MetricQuestion): RoutingAsk => ({ name, ask: () => runQuery(sql, question, { now }) });
  const asked = routingQuestion(scope);
  return [
    { name: "net by feature, its rates and interval", ask: () => readRoutingNet(sql, asked, { now }) },
    { name: "mix by class", ask: () => readRoutingMix(sql, asked, { now }) },
    { name: "chains of models", ask: () => readRoutingChains(sql, asked, { now }) },
    query("ledger by feature", ledgerRows(scope)),
    query("net and gross over time", savingsSeries(scope, grainFor(scope.days, null))),
    ...SPLITS.map((split) => query(`savings by ${split}`, savingsBy(scope, split))),
    ...(["model", "feature"] as const).map((by) => query(`success by ${by}`, qualityBy(scope, by))),
  ];
}
