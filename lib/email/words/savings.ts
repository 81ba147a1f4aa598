import { type Amount, compare, divide, formatRatio, isZero, negate, round } from "../../money";
import type { ReportSnapshot } from "../../reports/snapshot";
import { line, type MailSection } from "../content";
import { pageLink } from "../page-link";
import { countText } from "../value-text";
import { against } from "./budget-why";
import { cents } from "./report-parts";

/** What routing saved after all it cost, what that is made of, and what is not in it. Null where nothing was routed. */
export function savingsSection(report: ReportSnapshot, url: string): MailSection | null {
  const { savings, now, before } = report;
  if (!savings) return null;
  const { net, netBefore, routing, escalations, router, failures, uncosted, routedRequests } = savings;
  const lost = compare(net, "0") < 0;
  const share = shareOf(net, now.cost);
  // "new" would say that routing began: the period before is also empty of calls where it is.
  const compared = netBefore == null || before.cost == null || isZero(netBefore) ? "" : ` ${against(netBefore, net, { unit: "usd" })}`;
  const costs = [part("escalations", escalations), part("the router", router), part("failures", failures)].filter((text) => text != null);
  const uncounted = [
    ...(failures == null ? ["What failures cost is not in it: nobody told of them, or what they cost."] : []),
    ...(failures != null && uncosted != null && !isZero(uncosted)
      ? [`${countText(Number(uncosted), "failure")} without a cost ${uncosted === "1" ? "is" : "are"} not in it.`]
      : []),
  ];
  return {
    title: "Routing savings",
    lines: [
      line(
        `Routing ${lost ? "lost" : "saved"} ${cents(lost ? negate(net) : net)} net${share ? `, ${share} of the cost` : ""}${compared}.`,
        {
          label: "Routing",
          href: pageLink(url, report, "/routing"),
        },
      ),
      line(
        `Gross ${cents(routing)} on ${countText(Number(routedRequests), "routed request")}${costs.length > 0 ? `, less ${costs.join(", ")}` : ""}.`,
      ),
      ...uncounted.map((text) => line(text)),
    ],
  };
}

const part = (name: string, cost: Amount | null): string | null => (cost == null || isZero(cost) ? null : `${cents(cost)} for ${name}`);

/** "14.2 %" of what was paid; null where nothing was. */
function shareOf(net: Amount, cost: Amount | null): string | null {
  const ratio = cost == null ? null : divide(compare(net, "0") < 0 ? negate(net) : net, cost, 6);
  return ratio == null ? null : formatRatio(round(ratio, 3));
}
