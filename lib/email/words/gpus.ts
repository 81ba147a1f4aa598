import { divide, formatRatio, isZero, round } from "../../money";
import type { ReportSnapshot } from "../../reports/snapshot";
import { line, type MailSection } from "../content";
import { pageLink } from "../page-link";
import { countText } from "../value-text";
import { against } from "./budget-why";
import { cents } from "./report-parts";

/** How busy GPUs were and what idleness cost. Null where none was measured. */
export function gpuSection(report: ReportSnapshot, url: string): MailSection | null {
  const { gpus: of } = report;
  if (!of) return null;
  const { gpus, utilization, tensor, hours, idleHours, cost, idleCost, idleCostBefore, releasableCost } = of;
  const who = countText(Number(gpus), "GPU");
  const busy =
    utilization == null
      ? `${who}, at an unknown activity`
      : `${who} ${gpus === "1" ? "was" : "were"} ${share(utilization)} busy${tensor == null ? "" : `, at ${share(tensor)} tensor activity`}`;
  return {
    title: "GPUs",
    lines: [
      line(`${busy}${cost == null ? idleText(hours, idleHours) : `, and cost ${cents(cost)}, apart from the cost of calls`}.`, {
        label: "GPU",
        href: pageLink(url, report, "/gpu"),
      }),
      ...(cost == null || idleCost == null
        ? []
        : [
            line(
              isZero(idleCost)
                ? "None of it was idle."
                : `Idle time cost ${cents(idleCost)}${ofCost(idleCost, cost)}${idleCostBefore == null || isZero(idleCostBefore) ? "" : ` ${against(idleCostBefore, idleCost, { unit: "usd" })}`}${releasableCost == null || isZero(releasableCost) ? "" : `; ${cents(releasableCost)} of it in whole idle hours, which could have been given back`}.`,
            ),
          ]),
      ...(cost == null ? [line("What they cost is unknown: no rate is set.")] : []),
    ],
  };
}

const share = (ratio: string): string => formatRatio(round(ratio, 3));

function idleText(hours: string | null, idle: string | null): string {
  const ratio = hours == null || idle == null ? null : divide(idle, hours, 6);
  return ratio == null ? "" : `; ${share(ratio)} of their hours were idle`;
}

function ofCost(part: string, whole: string): string {
  const ratio = divide(part, whole, 6);
  return ratio == null ? "" : `, ${share(ratio)} of it`;
}
