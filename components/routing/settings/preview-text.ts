import type { OutputOf } from "../../../lib/http/operations";
import { compare, formatUsd, isZero, subtract } from "../../../lib/money";
import { signed } from "../../prices/words";
import { counted } from "../../sources/words";

type Preview = OutputOf<"previewRouting">;

/** What a setting would change about the past, in two sentences. Pure. */
export function previewText(preview: Preview): string {
  const { requests, estimableBefore, estimableAfter, routingBefore, routingAfter, netBefore, netAfter, complete } = preview;
  if (requests === 0) return "Nothing of the past changes.";
  const atLeast = complete ? "" : "At least ";
  const more = estimableAfter - estimableBefore;
  return [
    `${atLeast}${counted(requests, "request")} of the past ${requests === 1 ? "changes" : "change"}: routing savings ${became(routingBefore, routingAfter)}`,
    `net of escalations and failures ${became(netBefore, netAfter)}`,
    ...(more === 0
      ? []
      : [
          more > 0
            ? `${counted(more, "request")} can be compared that could not`
            : `${counted(-more, "request")} can't be compared any more`,
        ]),
  ]
    .join("; ")
    .concat(".");
}

const became = (before: string, after: string): string =>
  compare(before, after) === 0 ? `stay ${usd(before)}` : `${usd(before)} become ${usd(after)} (${signed(subtract(after, before))})`;

const usd = (amount: string): string => (isZero(amount) ? "0" : formatUsd(amount));
