import { type Amount, compare, formatUsd, isZero, negate } from "../../lib/money";

/** "+$12.30", "−$0.0004", "0". `cents`: the same rounded so that a column adds up. */
export function signedCents(amount: Amount | null, cents?: Amount): string {
  if (amount == null) return "—";
  if (isZero(amount)) return "0";
  const shown = cents == null || isZero(cents) ? amount : cents;
  return compare(shown, "0") < 0 ? `−${formatUsd(negate(shown))}` : `+${formatUsd(shown)}`;
}
