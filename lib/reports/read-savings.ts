import type { Sql } from "../../db/client";
import { runQuery } from "../metrics";
import { isZero } from "../money";
import type { Asked } from "./read-common";
import type { ReportSavings } from "./snapshot";

const METRICS = "routed_requests,routing_savings,escalation_cost,router_cost,failure_cost,uncosted_failures,routing_savings_net";

/** What routing saved in dates [from, to), and net in the dates before. Null where nothing was routed, or savings are unknown. */
export async function readSavings(
  sql: Sql,
  { scope, from, to, now }: Asked,
  previous: { from: string; to: string },
): Promise<ReportSavings | null> {
  const { data } = await runQuery(sql, { metric: METRICS, where: scope, from, to }, { now });
  const row = data[0];
  const { routed_requests: routedRequests, routing_savings: routing, routing_savings_net: net } = row ?? {};
  if (routedRequests == null || routing == null || net == null || isZero(routedRequests)) return null;
  const before = await runQuery(sql, { metric: "routing_savings_net", where: scope, ...previous }, { now });
  return {
    routedRequests,
    routing,
    net,
    escalations: row?.escalation_cost ?? null,
    router: row?.router_cost ?? null,
    failures: row?.failure_cost ?? null,
    uncosted: row?.uncosted_failures ?? null,
    netBefore: before.data[0]?.routing_savings_net ?? null,
  };
}
