import type { RuleSets } from "../../../lib/gpu/rule";
import type { OutputOf } from "../../../lib/http/operations";
import { compare, formatCount, formatUsd, isZero, round } from "../../../lib/money";
import { counted } from "../../sources/words";
import { SETS_WORDS } from "./rule-words";

type Preview = OutputOf<"previewGpuRule">;

const usd = (amount: string): string => (isZero(amount) ? "0" : formatUsd(amount));
const gpuHours = (hours: string): string => {
  const count = round(hours, 0);
  return `${formatCount(count)} GPU ${count === "1" ? "hour" : "hours"}`;
};

/** What would move of the last 30 days, in a sentence; a second one where a pool brings a rate of its own. Pure. */
export function rulePreviewText({ cards, usd: cost, hours, usdBefore, usdAfter }: Preview): string {
  if (cards === 0) return "No GPU of the last 30 days moves. The rule holds for GPUs that come later, and for older history.";
  const moves = `${counted(cards, "GPU")}, ${gpuHours(hours)} and ${cost === null ? "an unknown GPU cost" : `${usd(cost)} of GPU cost`} of the last 30 days move${cards === 1 ? "s" : ""}.`;
  if (usdBefore === usdAfter || (usdBefore !== null && usdAfter !== null && compare(usdBefore, usdAfter) === 0)) return moves;
  return `${moves} At another rate, their cost ${usdBefore === null ? "becomes known" : usd(usdBefore)}${usdAfter === null ? " becomes unknown" : usdBefore === null ? `: ${usd(usdAfter)}` : ` becomes ${usd(usdAfter)}`}.`;
}

export interface MovedLine {
  from: string;
  to: string;
  cards: string;
  usd: string;
}

/** From what to what, a line each: "no team" → "research". */
export function movedLines({ moved }: Preview, sets: RuleSets): MovedLine[] {
  const { none } = SETS_WORDS[sets];
  return moved.map(({ from, to, cards, usd: cost }) => ({
    from: from ?? none,
    to: to ?? none,
    cards: counted(cards, "GPU"),
    usd: cost === null ? "no rate" : usd(cost),
  }));
}
