import { type Amount, add, compare, divide, formatCount, formatRatio, formatUsd, isZero, negate } from "../../lib/money";
import type { NetFigures } from "../../lib/routing/net-answer";
import { counted } from "./counted";
import { netIn } from "./ledger";

/** What a sentence lacks to say more, each with its one next step. */
export type Missing = "outcomes" | "failure_cost" | "baseline";

export interface RoutingSentence {
  text: string;
  /** What the figure leaves out, in a second sentence; null where nothing is known to be left out. */
  caveat: string | null;
  missing: Missing | null;
}

export type SentenceFigures = Pick<
  NetFigures,
  | "estimableRequests"
  | "baseline"
  | "routedRequests"
  | "routing"
  | "escalation"
  | "router"
  | "net"
  | "outcomes"
  | "failures"
  | "uncostedFailures"
  | "expectedFailures"
>;

const usd = (amount: Amount): string => formatUsd(amount, "tile");
const size = (amount: Amount): Amount => (compare(amount, "0") < 0 ? negate(amount) : amount);

/** What routing was worth, in words: never more than the data says. */
export function routingSentence(total: SentenceFigures): RoutingSentence {
  if (total.baseline == null || isZero(total.estimableRequests))
    return {
      text: "What routing saved can't be said here: of no request is it known what it would have cost.",
      caveat: null,
      missing: "baseline",
    };
  const steps = netIn(total);
  if (steps == null || isZero(total.routedRequests))
    return {
      text: "Nothing was routed here: each request was answered by the model that it is compared with.",
      caveat: null,
      missing: null,
    };

  const { gross, escalation, router, failure, net } = steps;
  const begin =
    compare(gross, "0") < 0 ? `Routing cost ${usd(size(gross))} more than the baseline would have` : `Routing saved ${usd(gross)} gross`;
  const spent = [
    { name: "escalations", amount: escalation },
    { name: "router calls", amount: router },
  ].filter(({ amount }) => !isZero(amount));

  if (isZero(total.outcomes)) {
    const left = usd(add(gross, escalation, router));
    return {
      text: `${begin}${spent.length === 0 ? "" : `, ${left} after ${listed(spent.map(({ name }) => name))}`}.`,
      caveat: "No outcomes yet: net counts no failures.",
      missing: "outcomes",
    };
  }
  const reasons = [
    ...spent.map(({ name, amount }) => `${name} took ${usd(size(amount))}`),
    ...(isZero(failure) ? [] : [failed(total, usd(size(failure)))]),
  ];
  const text = `${begin}${compare(gross, "0") < 0 ? "; net is " : " and "}${usd(net)}${compare(gross, "0") < 0 ? "" : " net"}${reasons.length > 0 ? `: ${listed(reasons)}` : ""}.`;
  if (!isZero(total.uncostedFailures)) {
    const { uncostedFailures: uncosted } = total;
    return {
      text,
      caveat: `${counted(uncosted, "failure has", "failures have")} no cost and ${uncosted === "1" ? "counts" : "count"} as $0.`,
      missing: "failure_cost",
    };
  }
  return { text, caveat: [failures(total, failure), coverage(total)].filter((one) => one != null).join(" ") || null, missing: null };
}

/** "one failure cost $250"; where the baseline fails, too, only what is beyond that is a cost of routing. */
function failed({ failures, expectedFailures }: SentenceFigures, cost: string): string {
  if (!isZero(expectedFailures)) return `failures cost ${cost} more than the baseline's`;
  return `${failures === "1" ? "one failure" : counted(failures, "failure")} cost ${cost}`;
}

function failures({ failures, outcomes }: SentenceFigures, cost: Amount): string | null {
  if (isZero(failures)) return `None of the ${counted(outcomes, "known outcome")} is a failure.`;
  return isZero(cost) ? `Its ${counted(failures, "failure")} are no more than the baseline's.` : null;
}

/** Failures that nobody told of are in no figure: says of how many requests it is known how they ended. */
function coverage({ outcomes, routedRequests }: SentenceFigures): string | null {
  if (compare(outcomes, routedRequests) >= 0) return null;
  const share = formatRatio(divide(outcomes, routedRequests));
  return `How it ended is known of ${formatCount(outcomes)} of ${formatCount(routedRequests)} routed requests (${share}); of the others no failure is counted.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
