import {
  type Amount,
  add,
  compare,
  divide,
  formatRatio,
  formatUsd,
  isZero,
  multiply,
  negate,
  change as ratioOf,
  round,
  subtract,
} from "../money";
import { STEPS, type Step } from "./explanation";
import { stepWords } from "./step-words";
import { type Steps, size } from "./steps";

export interface ToldFeature {
  /** As people read it; null for calls without a feature. */
  name: string | null;
  steps: Steps;
}

export interface ToldSpan {
  /** USD, per day where the spans are compared per day; null where unknown. */
  cost: Amount | null;
  requests: Amount | null;
  days: Amount;
  pricedShare: Amount | null;
}

/** What the sentence is made of. */
export interface Told {
  before: ToldSpan;
  after: ToldSpan;
  perDay: boolean;
  steps: Steps;
  features: readonly ToldFeature[];
  /** The model with the largest part in the price step, and its part of it (0 to 1); null where prices stand still. */
  priceOf: { model: string; share: number } | null;
}

/** A second step is told from this share of the change on. */
const SECOND = "0.2";
/** Below this share of what was spent before, a change is none worth an explanation. */
const ALMOST_NONE = "0.0005";
/** A feature that has this much of a step stands for all of it. */
const NEARLY_ALL = "0.95";
/** The priced share must have moved by this much to be told: a model without a price hides cost. */
const SHARE_MOVED = "0.01";

/**
 * One plain sentence: the change, its largest step with that step's largest feature, and a second step where it matters.
 * "+$4,120 (+31 %): 62 % from longer context in support-chat, −$900 from the lower price of gpt-4o." Pure.
 */
export function sentenceOf(told: Told): string {
  const { before, after } = told;
  if (before.cost == null || after.cost == null) return unknown(before, after);
  const change = subtract(after.cost, before.cost);
  const parts = partsOf(told, change);
  const pricing = pricedShareMoved(before, after);
  return `${headOf(told, before.cost, after.cost)}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.${pricing}`;
}

function unknown(before: ToldSpan, after: ToldSpan): string {
  const why = ({ requests }: ToldSpan) => (requests == null || isZero(requests) ? "no source covers it" : "none of its calls has a price");
  if (before.cost == null && after.cost == null)
    return `The change is not known. Earlier period: ${why(before)}. Later period: ${why(after)}.`;
  const [name, side] = before.cost == null ? (["earlier", before] as const) : (["later", after] as const);
  return `The change is not known: the cost of the ${name} period is unknown, since ${why(side)}.`;
}

function headOf({ perDay, after: { days }, before: { days: daysBefore } }: Told, was: Amount, is: Amount): string {
  const change = subtract(is, was);
  const unit = perDay ? " a day" : "";
  const lengths = perDay ? `, per day over ${daysText(days)} and ${daysText(daysBefore)} days` : "";
  if (isZero(change)) {
    if (isZero(is)) return "No change, nothing was spent in either period";
    return `No change, ${formatUsd(is, "tile")}${unit} in both periods`;
  }
  const ratio = ratioOf(was, is);
  if (ratio != null && compare(size(ratio), ALMOST_NONE) < 0) return `Almost no change, ${signedUsd(change)}${unit}`;
  return `${signedUsd(change)}${unit} (${ratio == null ? "new" : signedPercent(ratio)}${lengths})`;
}

const daysText = (days: Amount): string => round(days, 1);

/** "+$4,120"; minus is "−". */
export const signedUsd = (amount: Amount): string =>
  compare(amount, "0") < 0 ? `−${formatUsd(negate(amount), "tile")}` : `+${formatUsd(amount, "tile")}`;

/** "+31 %", "−4.2 %", "×12" from tenfold on. */
export function signedPercent(ratio: Amount): string {
  if (compare(ratio, "9") >= 0) return `×${round(add(ratio, "1"), 0)}`;
  const percent = multiply(size(ratio), "100");
  return `${compare(ratio, "0") < 0 ? "−" : "+"}${round(percent, compare(percent, "9.95") >= 0 ? 0 : 1)} %`;
}

function partsOf(told: Told, change: Amount): string[] {
  const { steps, before, after } = told;
  const order = STEPS.filter((step) => !isZero(steps[step])).toSorted((a, b) => compare(size(steps[b]), size(steps[a])));
  const [first, ...rest] = order;
  if (!first) return [];
  const largest = size(steps[first]);
  // Next to no change is explained only where large steps cancel out.
  const most = compare(before.cost ?? "0", after.cost ?? "0") > 0 ? (before.cost ?? "0") : (after.cost ?? "0");
  const still = compare(size(change), multiply(most, ALMOST_NONE)) < 0;
  if (still && compare(largest, multiply(most, "0.01")) < 0) return [];
  const second = rest.find((step) => {
    const opposite = compare(multiply(steps[step], change), "0") < 0;
    return compare(size(steps[step]), multiply(still || opposite ? largest : size(change), SECOND)) >= 0;
  });
  const shown = [first, ...(second ? [second] : [])];
  const percents = shown.map((step) => percentOf(steps[step], change));
  // Shares of more than the whole would confuse: a third step takes some of it back.
  const areShares = compare(add(...percents.map((percent) => percent ?? "0")), "100") <= 0;
  return shown.map((step, index) => {
    const percent = areShares ? percents[index] : null;
    const amount = percent === "100" ? "all" : percent == null ? signedUsd(steps[step]) : `${percent} %`;
    return `${amount} from ${stepText(told, step)}`;
  });
}

/** 62 where a step is 62 % of the change; null where it is next to nothing, more than all or of the other direction. */
function percentOf(step: Amount, change: Amount): Amount | null {
  const share = divide(step, change);
  const percent = share == null ? null : round(multiply(share, "100"), 0);
  return percent == null || compare(percent, "1") < 0 || compare(percent, "100") > 0 ? null : percent;
}

function stepText({ steps, features, priceOf }: Told, step: Step): string {
  const up = compare(steps[step], "0") > 0;
  const words = stepWords(step, up, step === "price" ? priceOf : null);
  const named = features.filter((feature) => compare(multiply(feature.steps[step], steps[step]), "0") > 0);
  const [main] = named.toSorted((a, b) => compare(size(b.steps[step]), size(a.steps[step])));
  // Without any feature's name there is nothing to tell apart.
  if (!main || features.every(({ name }) => name == null)) return words;
  const name = main.name ?? "calls without a feature";
  const share = divide(main.steps[step], steps[step]) ?? "0";
  if (compare(share, NEARLY_ALL) >= 0) return `${words} in ${name}`;
  return `${words} (${compare(share, "0.5") >= 0 ? "mostly" : "most"} in ${name})`;
}

function pricedShareMoved(before: ToldSpan, after: ToldSpan): string {
  if (before.pricedShare == null || after.pricedShare == null) return "";
  const moved = subtract(after.pricedShare, before.pricedShare);
  if (compare(size(moved), SHARE_MOVED) < 0) return "";
  return ` ${formatRatio(after.pricedShare)} of requests have a price, ${formatRatio(before.pricedShare)} before.`;
}
