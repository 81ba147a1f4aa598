"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "../ui/cn";

/** The drawn area inside a chart of `height` px; charts and the layer above them share it. */
export const PLOT = { height: 280, left: 56, right: 8, top: 8, bottom: 28 } as const;

export interface PlotProps {
  label: string;
  /** How many buckets lie side by side. */
  count: number;
  /** Said when a bucket is reached by keyboard. */
  words: (index: number) => string;
  /** Shown beside the bucket under the pointer. */
  tooltip: (index: number) => ReactNode;
  /** Dragging over buckets, or Enter on one. */
  onZoom?: (first: number, last: number) => void;
  /** A click at so many px from the top, or Enter on a bucket. */
  onPick?: (at: { y: number } | { index: number }) => void;
  /** What Enter does, where it picks: "sets the line at its value". */
  picks?: string;
  children: ReactNode;
}

/** The layer above a chart that a pointer or a keyboard walks over: crosshair, tooltip, zoom by dragging, arrow keys with words for each bucket. */
export function Plot({ label, count, words, tooltip, onZoom, onPick, picks, children }: PlotProps) {
  const [active, setActive] = useState<number | null>(null);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const [spoken, setSpoken] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const hint = useId();

  const indexAt = (event: { clientX: number }): number | null => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || count === 0) return null;
    const share = (event.clientX - box.left - PLOT.left) / (box.width - PLOT.left - PLOT.right);
    return share < 0 || share > 1 ? null : Math.min(count - 1, Math.floor(share * count));
  };
  const walkTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    setSpoken(words(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: (active ?? -1) + 1, ArrowLeft: (active ?? count) - 1, Home: 0, End: count - 1 };
    const step = steps[event.key];
    if (step !== undefined) walkTo(step);
    else if (event.key === "Escape") setActive(null);
    else if (event.key === "Enter" && active != null && onZoom) onZoom(active, active);
    else if (event.key === "Enter" && active != null && onPick) onPick({ index: active });
    else return;
    event.preventDefault();
  };
  const selected =
    onZoom && dragFrom != null && active != null && dragFrom !== active
      ? ([Math.min(dragFrom, active), Math.max(dragFrom, active)] as const)
      : null;
  const at = (index: number) => `calc(${PLOT.left}px + (100% - ${PLOT.left + PLOT.right}px) * ${index / Math.max(1, count)})`;
  const width = (buckets: number) => `calc((100% - ${PLOT.left + PLOT.right}px) * ${buckets / Math.max(1, count)})`;
  const band = { top: PLOT.top, bottom: PLOT.bottom };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this group is one chart.
    <div
      ref={frame}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the buckets.
      tabIndex={0}
      aria-label={label}
      aria-describedby={hint}
      className="relative touch-pan-y select-none rounded-md"
      style={{ height: PLOT.height }}
      onKeyDown={onKeyDown}
      onBlur={() => setActive(null)}
      onClick={(event) => {
        const box = frame.current?.getBoundingClientRect();
        if (box && indexAt(event) != null) onPick?.({ y: event.clientY - box.top });
      }}
      onPointerMove={(event) => setActive(indexAt(event))}
      onPointerLeave={() => {
        setActive(null);
        setDragFrom(null);
      }}
      onPointerDown={(event) => {
        if (event.button === 0 && event.pointerType === "mouse") setDragFrom(indexAt(event));
      }}
      onPointerUp={() => {
        if (selected) onZoom?.(...selected);
        setDragFrom(null);
      }}
    >
      {selected ? (
        <div
          className="pointer-events-none absolute bg-primary/15"
          style={{ ...band, left: at(selected[0]), width: width(selected[1] - selected[0] + 1) }}
        />
      ) : null}
      {active != null ? (
        <div className="pointer-events-none absolute bg-foreground/6" style={{ ...band, left: at(active), width: width(1) }} />
      ) : null}
      {children}
      {active != null ? (
        <div
          className={cn(
            "pointer-events-none absolute top-2 z-20 w-64 max-w-[70%] rounded-md border bg-popover p-2 text-xs",
            active >= count / 2 ? "-translate-x-full" : "",
          )}
          style={{ left: active >= count / 2 ? `calc(${at(active)} - 6px)` : `calc(${at(active + 1)} + 6px)` }}
        >
          {tooltip(active)}
        </div>
      ) : null}
      <span id={hint} className="sr-only">
        Arrow keys go from point to point{onZoom ? ", Enter zooms into one" : picks ? `, Enter ${picks}` : ""}. The same figures stand in
        the table view.
      </span>
      <span className="sr-only" aria-live="polite">
        {spoken}
      </span>
    </div>
  );
}
