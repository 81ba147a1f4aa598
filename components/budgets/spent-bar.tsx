import { type Amount, compare, formatUsd } from "../../lib/money";
import { cn } from "../ui/cn";
import { percent } from "./words";

/** Spent of amount as a bar with a mark at each threshold; it ends at the amount, or at what lies beyond it. */
export function SpentBar({ share, amount, thresholds }: { share: Amount | null; amount: Amount; thresholds: readonly Amount[] }) {
  const spent = Number(share ?? 0);
  const end = Math.max(1, spent, ...thresholds.map(Number));
  const at = (part: number) => `${(100 * part) / end}%`;
  const crossed = share != null && thresholds.some((threshold) => compare(share, threshold) >= 0);
  const over = share != null && compare(share, "1") >= 0;
  const marks = thresholds.map(percent).join(", ");
  return (
    <div
      role="img"
      aria-label={`${share == null ? "Unknown" : percentOf(spent)} of ${formatUsd(amount, "tile")}; ${thresholds.length === 1 ? "threshold" : "thresholds"} at ${marks}`}
      className="relative h-2 rounded-[2px] bg-muted"
    >
      <span
        className={cn("absolute inset-y-0 left-0 rounded-[2px]", over ? "bg-destructive" : crossed ? "bg-warning" : "bg-primary")}
        style={{ width: at(spent) }}
      />
      {thresholds.map((threshold) => (
        <span
          key={threshold}
          className="-inset-y-1 absolute w-px bg-foreground"
          style={{ left: `min(${at(Number(threshold))}, calc(100% - 1px))` }}
          title={percent(threshold)}
        />
      ))}
    </div>
  );
}

/** Cut, not rounded: 99.9 % is not 100 %. */
export const percentOf = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
