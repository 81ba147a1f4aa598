"use client";

import type { ReactNode } from "react";
import { Sparkline } from "../charts/sparkline";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Skeleton } from "../ui/skeleton";
import { ChangeLink } from "../why/change-link";
import type { Change } from "./figure";
import { StaleNote } from "./stale-note";
import type { MetricState } from "./use-metric";

export interface TileProps {
  label: string;
  /** The figure, short. Undefined while the first answer is on its way. */
  figure: string | undefined;
  /** The same with all its digits, or the reason for "—". */
  title: string;
  change: Change | null;
  /** What the change is measured against. */
  against: string | null;
  spark: readonly (number | null)[];
  sub: ReactNode;
  definition: ReactNode;
  state: Pick<MetricState, "stale" | "error" | "asOf">;
  /** The figure of the page: larger, and as wide as two. */
  large?: boolean;
  /** False: the change is no change of cost, so that there is no explanation of it. */
  explained?: boolean;
}

/** One figure, large; it opens its definition. */
export function Tile({ label, figure, title, change, against, spark, sub, definition, state, large = false, explained = true }: TileProps) {
  if (figure === undefined && !state.error) return <TileSkeleton large={large} />;
  return (
    <div
      className={cn("relative min-w-0 rounded-lg border bg-card transition-opacity", large && "col-span-2", state.stale && "opacity-60")}
      aria-busy={state.stale}
    >
      <Popover>
        <PopoverTrigger asChild>
          {/* Its pseudo-element makes the whole tile its target, below the link of the change. */}
          <button
            type="button"
            className="grid w-full gap-1 rounded-lg px-4 pt-4 text-left after:absolute after:inset-0 after:rounded-lg hover:after:bg-foreground/3 focus-visible:outline-none focus-visible:after:ring-2 focus-visible:after:ring-ring"
          >
            <span className="text-muted-foreground text-xs">{label}</span>
            <span className={cn("truncate font-semibold tracking-tight", large ? "text-[36px] leading-8" : "text-2xl")} title={title}>
              {figure ?? "—"}
              <span className="sr-only">. </span>
            </span>
          </button>
        </PopoverTrigger>
        <PopoverContent className="w-80" aria-label={`Definition of ${label}`}>
          {definition}
        </PopoverContent>
      </Popover>
      <div className="grid gap-1 px-4 pt-1 pb-4">
        <div className="flex h-6 items-center justify-between gap-2">
          <span className="whitespace-nowrap text-xs">
            {change && explained ? <ChangeLink change={change} against={against} className="relative z-10" /> : null}
            {change && !explained ? <ChangeText change={change} against={against} /> : null}
          </span>
          <Sparkline values={spark} className={cn("h-6 w-full min-w-0", large ? "max-w-64" : "max-w-24")} />
        </div>
        <div className="truncate text-muted-foreground text-xs">{sub}</div>
      </div>
      {state.error ? <StaleNote state={state} className="relative z-10 border-t px-4 py-2" /> : null}
    </div>
  );
}

function ChangeText({ change, against }: { change: Change; against: string | null }) {
  const words = `${change.words}${against ? ` on ${against}` : ""}`;
  return (
    <span title={words}>
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function TileSkeleton({ large }: { large: boolean }) {
  return (
    <div className={cn("grid gap-1 rounded-lg border bg-card p-4", large && "col-span-2")}>
      <Skeleton className="h-4 w-16" />
      <Skeleton className="h-8 w-28" />
      <Skeleton className="h-6" />
      <Skeleton className="h-4 w-24" />
    </div>
  );
}
