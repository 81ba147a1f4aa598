import { type Amount, add, compare, isZero, multiply, subtract } from "../money";
import type { Band } from "./band";
import type { Condition, Direction } from "./rule";

/** What is known of a subject at the end of a bucket. */
export interface Observed {
  /** The metric over the window; null where it is unknown. */
  value: Amount | null;
  /** The window is covered and holds nothing that the metric could be made of, so that there is nothing to tell either. */
  empty: boolean;
  /** Something is known of the whole window. */
  covered: boolean;
  /** There is as much in the window as the rule asks for. */
  enough: boolean;
  /** The metric over the window that a change compares with. */
  before: Amount | null;
  band: Band | null;
}

/** out: out of line. hold: back, but not by as much as the hysteresis asks. within: in line, or too little to tell. */
export type Verdict = "out" | "hold" | "within" | "unknown";

export interface Decision {
  verdict: Verdict;
  /** Where the value tells: above `high`, below `low`. */
  low: Amount | null;
  high: Amount | null;
  /** What it is compared with. */
  usual: Amount | null;
}

/** Whether a value is out of line. A value on the line is not. Pure. */
export function decide(condition: Condition, observed: Observed, hysteresis: Amount): Decision {
  const lines = linesOf(condition, observed);
  if (condition.kind === "no_data") return { ...lines, verdict: !observed.empty ? "within" : observed.covered ? "out" : "unknown" };
  if (observed.empty) return { ...lines, verdict: "within" };
  if (observed.value == null || (lines.low == null && lines.high == null)) return { ...lines, verdict: "unknown" };
  const verdict = worse(sideOf(observed.value, lines.high, hysteresis, 1), sideOf(observed.value, lines.low, hysteresis, -1));
  return { ...lines, verdict: verdict === "within" || observed.enough ? verdict : "within" };
}

type Lines = Omit<Decision, "verdict">;
const NO_LINES: Lines = { low: null, high: null, usual: null };

function linesOf(condition: Condition, { before, band }: Observed): Lines {
  switch (condition.kind) {
    case "above":
      return { ...NO_LINES, high: condition.value };
    case "below":
      return { ...NO_LINES, low: condition.value };
    case "change": {
      // Against nothing, everything is an endless change.
      if (before == null || isZero(before)) return NO_LINES;
      const by = multiply(size(before), condition.by);
      return directed(condition.direction, { low: subtract(before, by), high: add(before, by), usual: before });
    }
    case "anomaly":
      return band ? directed(condition.direction, band) : NO_LINES;
    case "no_data":
      return NO_LINES;
  }
}

const directed = (direction: Direction, { low, high, usual }: Lines): Lines => ({
  low: direction === "up" ? null : low,
  high: direction === "down" ? null : high,
  usual,
});

const size = (amount: Amount): Amount => (compare(amount, "0") < 0 ? multiply(amount, "-1") : amount);

/** `sign` 1: out above the line; -1: out below it. */
function sideOf(value: Amount, line: Amount | null, hysteresis: Amount, sign: 1 | -1): Verdict {
  if (line == null) return "within";
  const beyond = compare(value, line) * sign;
  if (beyond > 0) return "out";
  if (isZero(hysteresis)) return "within";
  const room = multiply(size(line), hysteresis);
  const back = sign === 1 ? subtract(line, room) : add(line, room);
  return compare(value, back) * sign > 0 ? "hold" : "within";
}

const ORDER: readonly Verdict[] = ["out", "hold", "unknown", "within"];
const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);
