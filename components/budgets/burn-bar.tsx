import type { StandingBudget } from "../../lib/budgets/budget";
import { compare } from "../../lib/money";
import { cn } from "../ui/cn";
import { burnBarGeometry } from "./burn-bar-geometry";
import { amountText, type Measure } from "./measure";
import { forecastText, percent, shareOfAmount } from "./words";

const place = (share: number): string => `${(100 * share).toFixed(3)}%`;

/** What is spent, a tick where it should be by now, what the forecast adds with its 80 % interval, and a mark at each threshold. */
export function BurnBar({ budget, measure }: { budget: StandingBudget; measure: Measure }) {
  const { amount, thresholds, current } = budget;
  const { share, forecast } = current;
  const { spent, expected, forecast: ahead, thresholds: marks } = burnBarGeometry(budget);
  const crossed = share != null && thresholds.some((threshold) => compare(share, threshold) >= 0);
  const over = share != null && compare(share, "1") >= 0;
  const words = [
    `${shareOfAmount(share)} of ${amountText(amount, measure)}`,
    ...(forecast?.expectedByNow == null ? [] : [`expected by now ${amountText(forecast.expectedByNow, measure)}`]),
    ...(forecast ? [forecastText(budget, measure)] : []),
    `${marks.length === 1 ? "threshold" : "thresholds"} at ${thresholds.map(percent).join(", ")}`,
  ];
  return (
    <div role="img" aria-label={words.join("; ")} className="relative h-3">
      <span className="absolute inset-0 rounded-[2px] bg-muted" />
      {ahead ? (
        <span
          className="absolute inset-y-0 bg-[repeating-linear-gradient(135deg,currentColor_0_1px,transparent_1px_4px)] text-muted-foreground/70"
          style={{ left: place(spent), width: place(Math.max(0, ahead.to - spent)) }}
        />
      ) : null}
      <span
        className={cn("absolute inset-y-0 left-0 rounded-[2px]", over ? "bg-destructive" : crossed ? "bg-warning" : "bg-primary")}
        style={{ width: place(spent) }}
      />
      {ahead && ahead.high > ahead.low ? (
        <span className="absolute inset-y-0" style={{ left: place(ahead.low), width: place(ahead.high - ahead.low) }}>
          <span className="absolute inset-x-0 top-1/2 h-px bg-foreground/70" />
          <span className="absolute inset-y-0.5 left-0 w-px bg-foreground/70" />
          <span className="absolute inset-y-0.5 right-0 w-px bg-foreground/70" />
        </span>
      ) : null}
      {marks.map((mark) => (
        <span
          key={mark.share}
          className="-inset-y-0.5 absolute w-px bg-foreground"
          style={{ left: `min(${place(mark.at)}, calc(100% - 1px))` }}
          title={percent(mark.share)}
        />
      ))}
      {expected == null ? null : (
        <span
          className="-top-1.5 -translate-x-1/2 absolute border-x-4 border-x-transparent border-t-4 border-t-foreground"
          style={{ left: place(expected) }}
          title={`Expected by now: ${amountText(forecast?.expectedByNow ?? null, measure)}`}
        />
      )}
    </div>
  );
}

/** What the marks of the bars mean, once for a list of them. `sum`: with those of sums. */
export function BurnBarKey({ sum = true }: { sum?: boolean }) {
  return (
    <ul aria-label="Marks of the bars" className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-2.5 w-4 rounded-[2px] bg-primary" /> {sum ? "spent" : "value"}
      </li>
      {sum ? (
        <>
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="border-x-4 border-x-transparent border-t-4 border-t-foreground" /> expected by now
          </li>
          <li className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="h-2.5 w-4 bg-[repeating-linear-gradient(135deg,currentColor_0_1px,transparent_1px_4px)] text-muted-foreground"
            />{" "}
            forecast
          </li>
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="relative h-2.5 w-5">
              <span className="absolute inset-x-0 top-1/2 h-px bg-foreground/70" />
              <span className="absolute inset-y-0.5 left-0 w-px bg-foreground/70" />
              <span className="absolute inset-y-0.5 right-0 w-px bg-foreground/70" />
            </span>{" "}
            where it ends in 8 of 10 cases
          </li>
        </>
      ) : null}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-3.5 w-px bg-foreground" /> threshold
      </li>
    </ul>
  );
}
