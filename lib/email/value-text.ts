import { type Amount, compare, formatCount, formatMs, formatRatio, formatUsd, isZero, multiply } from "../money";

/** A metric's value in words. figure: short, as large figures show it. exact: as tables do. Null is "unknown", no money "0". */
export function valueText(value: Amount | null, unit: string, style: "figure" | "exact" = "figure"): string {
  if (value == null) return "unknown";
  switch (unit) {
    case "usd":
    case "usd_per_1k":
      if (isZero(value)) return "0";
      return formatUsd(value, unit === "usd" && style === "figure" ? "tile" : "cents");
    case "ratio":
      return formatRatio(value);
    case "ms":
      return formatMs(value);
    default:
      return formatCount(value, style === "figure" ? "tile" : "full");
  }
}

/** Two values of which a reader sees whether they differ: short, unless that would make them look equal. */
export function valuePair(a: Amount, b: Amount, unit: string): [string, string] {
  const short = [valueText(a, unit), valueText(b, unit)] as const;
  return short[0] === short[1] && compare(a, b) !== 0 ? [valueText(a, unit, "exact"), valueText(b, unit, "exact")] : [...short];
}

/** "83 %" of a share; never rounds up to a line that isn't reached. */
export const percent = (share: Amount): string => `${multiply(share, "100").split(".")[0] ?? ""} %`;

/** "12 minutes", "1 hour", "6 hours", "3 days". */
export function spanText(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0 && minutes > 1440 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "3 alerts", "1 alert". */
export const countText = (count: number, thing: string): string => `${formatCount(String(count))} ${thing}${count === 1 ? "" : "s"}`;
