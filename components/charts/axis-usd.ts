import { compact } from "../../lib/money";

/** A round amount of an axis: "$20", "$0.5", "$1.5 k", "−$20". */
export function axisUsd(value: number): string {
  if (value < 0) return `−${axisUsd(-value)}`;
  return value >= 1000 ? `$${compact(String(value))}` : `$${value}`;
}
