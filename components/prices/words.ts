import { formatUsd } from "../../lib/money";

export const CLASS_TEXT: Record<string, string> = {
  input_uncached: "Input",
  cache_read: "Cache read",
  cache_write_5m: "Cache write 5 min",
  cache_write_1h: "Cache write 1 h",
  output: "Output",
};

/** The classes of a price list's columns, in this order. */
export const CLASSES = ["input_uncached", "cache_read", "cache_write_5m", "cache_write_1h", "output"] as const;

/** "2.50" of "2.5": at least two decimals, all that there are. */
export function perMillion(amount: string): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  return `${whole}.${fraction.padEnd(2, "0")}`;
}

/** "2026-10-01", or "open". */
export function dayText(instant: string | null): string {
  return instant == null ? "open" : instant.slice(0, 10);
}

/** "+$31.20", "−$4.00". */
export function signed(amount: string): string {
  return amount.startsWith("-") ? formatUsd(amount) : `+${formatUsd(amount)}`;
}
