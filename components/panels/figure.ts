import {
  type Amount,
  change,
  compare,
  formatCount,
  formatMs,
  formatRatio,
  formatUsd,
  isZero,
  largestRemainder,
  multiply,
  negate,
  round,
} from "../../lib/money";

/** A metric's value in words: `tile` short, `table` with cents, `exact` with all its digits for a title. Null is "—". */
export function formatFigure(value: Amount | null, unit: string, style: "tile" | "table" | "exact" = "tile"): string {
  switch (unit) {
    case "usd":
    case "usd_per_1k":
      return formatUsd(value, style === "table" ? "cents" : style);
    case "ratio":
      return formatRatio(value);
    case "ms":
      return formatMs(value);
    case "hours":
    case "watts":
    case "kwh":
      return value == null ? "—" : `${formatCount(value, style === "tile" ? "tile" : "full")} ${SHORT_UNITS[unit]}`;
    default:
      return formatCount(value, style === "tile" ? "tile" : "full");
  }
}

const SHORT_UNITS = { hours: "h", watts: "W", kwh: "kWh" } as const;

export interface Change {
  /** "▲ 31 %" */
  text: string;
  /** "up 31 percent" */
  words: string;
}

/** From `before` to `now`; null where either is unknown. `column`: always one decimal. */
export function describeChange(
  before: Amount | null | undefined,
  now: Amount | null | undefined,
  style: "tile" | "column" = "tile",
): Change | null {
  if (before == null || now == null) return null;
  const up = compare(now, before) >= 0;
  if (isZero(before))
    return isZero(now) ? { text: "▬ 0 %", words: "no change" } : { text: `${up ? "▲" : "▼"} new`, words: "new: it was zero" };
  // A share of an amount of the other sign says nothing.
  if (compare(before, "0") > 0 && compare(now, "0") < 0) return { text: "▼ below 0", words: "down below zero" };
  if (compare(before, "0") < 0 && compare(now, "0") > 0) return { text: "▲ above 0", words: "up above zero" };
  const ratio = change(before, now) ?? "0";
  const size = up ? ratio : negate(ratio);
  if (compare(size, "9.995") >= 0) {
    const times = round(multiply(size, "1"), 0);
    return { text: `${up ? "▲" : "▼"} ×${formatCount(add1(times))}`, words: `${up ? "up" : "down"} to ${formatCount(add1(times))} times` };
  }
  const percent = multiply(size, "100");
  const shown = round(percent, compare(percent, "9.95") >= 0 ? 0 : 1);
  if (isZero(shown)) return { text: "▬ 0 %", words: "no change" };
  return {
    text: `${up ? "▲" : "▼"} ${style === "column" ? oneDecimal(percent) : shown} %`,
    words: `${up ? "up" : "down"} ${shown} percent`,
  };
}

/** "36.0": the same decimals down a column. */
const oneDecimal = (value: Amount): string => {
  const rounded = round(value, 1);
  return rounded.includes(".") ? rounded : `${rounded}.0`;
};

/** "36.0 %" of a ratio, for columns; a share that is not zero never shows as zero. Null is "—". */
export function shareText(ratio: Amount | null): string {
  if (ratio == null) return "—";
  const text = oneDecimal(multiply(ratio, "100"));
  return text === "0.0" && !isZero(ratio) ? "<0.1 %" : `${text} %`;
}

const add1 = (value: Amount): Amount => String(Number(value) + 1);

/** "$0.012300": the cost of one call with the same six decimals down a column. Zero is "0", unknown "—". */
export function callCost(amount: Amount | null): string {
  if (amount == null) return "—";
  if (isZero(amount)) return "0";
  const rounded = round(amount, 6);
  if (isZero(rounded)) return formatUsd(amount);
  const [whole = "0", decimals = ""] = formatUsd(rounded, "exact").split(".");
  return `${whole}.${decimals.padEnd(6, "0")}`;
}

/** Cents down a column so that the rows add up to their total; a real cost below a cent keeps its digits, zero is "0", unknown "—". */
export function centsColumn(amounts: readonly (Amount | null | undefined)[]): string[] {
  const known = amounts.filter((amount) => amount != null);
  const cents = largestRemainder(known);
  let next = 0;
  return amounts.map((amount) => {
    if (amount == null) return "—";
    const rounded = cents[next] ?? amount;
    next += 1;
    if (isZero(amount)) return "0";
    return isZero(rounded) ? formatUsd(amount) : formatUsd(rounded);
  });
}

/** Decimal texts with as many decimals as the longest of them: "0.50", "6.25". */
export function alignDecimals(values: readonly (Amount | null)[]): (string | null)[] {
  const places = Math.max(0, ...values.map((value) => value?.split(".")[1]?.length ?? 0));
  return values.map((value) => {
    if (value == null || isZero(value) || places === 0) return value;
    const [whole = "0", decimals = ""] = value.split(".");
    return `${whole}.${decimals.padEnd(places, "0")}`;
  });
}
