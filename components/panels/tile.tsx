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
  /** Words in the place of a figure: small and quiet. */
  quiet?: boolean;
  /** The figure of the page: larger. */
  large?: boolean;
  /** The page that explains the change, null: none does; else the one that explains cost. */
  changeTo?: { path: string; says: string; asks: string } | null;
  className?: string;
  definition: ReactNode;
  state: Pick<MetricState, "stale" | "error" | "asOf">;
}

/** One figure, large; it opens its definition. */
export function Tile({
  label,
  figure,
  title,
  change,
  against,
  spark,
  sub,
  quiet = false,
  large = false,
  changeTo,
  className,
  definition,
  state,
}: TileProps) {
  if (figure === undefined && !state.error) return <TileSkeleton className={className} />;
  return (
    <div
      className={cn("relative min-w-0 rounded-lg border bg-card transition-opacity", state.stale && "opacity-60", className)}
      aria-busy={state.stale}
    >
      <Popover>
        <PopoverTrigger asChild>
          {/* Its pseudo-element makes the whole tile its target, below the link of the change. */}
          <button
            type="button"
            className="grid w-full gap-1 rounded-lg px-4 pt-4 min-[87.5rem]:px-3 text-left after:absolute after:inset-0 after:rounded-lg hover:after:bg-foreground/3 focus-visible:outline-none focus-visible:after:ring-2 focus-visible:after:ring-ring"
          >
            <span className="text-muted-foreground text-xs">{label}</span>
            <span
              className={cn(
                "truncate",
                quiet ? "h-8 font-medium text-base text-muted-foreground leading-8" : "font-semibold text-2xl tracking-tight",
                large && !quiet && "text-[36px] leading-8",
              )}
              title={title}
            >
              {figure ?? "—"}
              <span className="sr-only">. </span>
            </span>
          </button>
        </PopoverTrigger>
        <PopoverContent className="w-80" aria-label={`Definition of ${label}`}>
          {definition}
        </PopoverContent>
      </Popover>
      <div className="grid gap-1 px-4 pt-1 pb-4 min-[87.5rem]:px-3">
        <div className="flex h-6 items-center justify-between gap-2">
          <span className="whitespace-nowrap text-xs">
            {change && changeTo !== null ? <ChangeLink change={change} against={against} to={changeTo} className="relative z-10" /> : null}
            {change && changeTo === null ? <ChangeText change={change} against={against} /> : null}
          </span>
          <Sparkline values={spark} className={cn("h-6 w-full min-w-0", large ? "max-w-64" : "max-w-24")} />
        </div>
        <div className="text-muted-foreground text-xs sm:truncate">{sub}</div>
      </div>
      {state.error ? <StaleNote state={state} className="relative z-10 border-t px-4 py-2" /> : null}
    </div>
  );
}

function ChangeText({ change, against }: Pick<TileProps, "against"> & { change: Change }) {
  const words = `${change.words}${against ? ` on ${against}` : ""}`;
  return (
    <span title={words}>
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function TileSkeleton({ className }: Pick<TileProps, "className">) {
  return (
    <div className={cn("grid gap-1 rounded-lg border bg-card p-4", className)}>
      <Skeleton className="h-4 w-16" />
      <Skeleton className="h-8 w-28" />
      <Skeleton className="h-6" />
      <Skeleton className="h-4 w-24" />
    </div>
  );
}
