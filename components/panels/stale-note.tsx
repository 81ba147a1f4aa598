"use client";

import { wallText } from "../../lib/time";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useFrame } from "./data-context";
import type { MetricState } from "./use-metric";

/** "09:02" of an instant in the zone; with the date where it is another day than `now`. */
export function clockText(at: number, zone: string, now: number): string {
  const minute = wallText(at, zone).slice(0, 16);
  return minute.slice(0, 10) === wallText(now, zone).slice(0, 10) ? minute.slice(11) : minute;
}

/** Says that the last question failed, from when the figures above are, and offers to ask again. */
export function StaleNote({ state, className }: { state: Pick<MetricState, "error" | "asOf">; className?: string }) {
  const { zone, now } = useFrame();
  if (!state.error) return null;
  return (
    <p role="alert" className={cn("flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs", className)}>
      <span>
        {state.asOf > 0 ? `As of ${clockText(state.asOf, zone, now)}. ` : ""}
        {state.error.message}
      </span>
      <Button variant="link" size="inline" className="text-xs" onClick={state.error.retry}>
        Try again
      </Button>
    </p>
  );
}
