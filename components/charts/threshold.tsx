"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { cn } from "../ui/cn";
import { PLOT } from "./plot";
import { roundTo, type ValueScale } from "./watch-geometry";

interface ThresholdProps {
  /** Null: there is no line yet, and the handle waits at the top. */
  value: number | null;
  scale: ValueScale;
  /** "The line: above it the rule tells". */
  label: string;
  text: (value: number) => string;
  onChange: (value: number) => void;
}

/** Steps of the keys that move a line. */
const KEYS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

/** A line across a chart that can be dragged up and down, or moved by the arrow keys: it says its value while it moves, and tells it when it is let go. */
export function Threshold({ value, scale, label, text, onChange }: ThresholdProps) {
  /** Where it is dragged to; null while it is not. */
  const [held, setHeld] = useState<number | null>(null);
  const pressed = useRef(false);
  const { ticks, step, y, valueAt } = scale;
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const at = held ?? value ?? most;
  const top = y(Math.min(most, Math.max(least, at)));
  const said = held == null && value == null ? "no line yet" : text(at);

  const under = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    return box ? valueAt(event.clientY - box.top) : at;
  };
  const letGo = () => {
    pressed.current = false;
    setHeld(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = KEYS[event.key];
    if (steps !== undefined) onChange(roundTo(at + steps * step, step));
    else if (event.key === "Home") onChange(least);
    else if (event.key === "End") onChange(most);
    else return;
    event.preventDefault();
    // The chart's own arrow keys walk over its points.
    event.stopPropagation();
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={Math.min(least, at)}
      aria-valuemax={Math.max(most, at)}
      aria-valuenow={at}
      aria-valuetext={said}
      className="group absolute z-10 flex h-6 -translate-y-1/2 cursor-ns-resize touch-none items-center outline-none print:hidden"
      style={{ top, left: PLOT.left, right: PLOT.right }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = true;
        event.stopPropagation();
      }}
      onPointerMove={(event) => {
        if (pressed.current) setHeld(under(event));
      }}
      onPointerUp={() => {
        if (held != null) onChange(held);
        letGo();
      }}
      onPointerCancel={letGo}
      onClick={(event) => event.stopPropagation()}
    >
      <span
        aria-hidden
        className="mr-1 rounded-sm border border-foreground bg-card px-1.5 py-0.5 font-medium text-xs tabular-nums group-focus-visible:ring-2 group-focus-visible:ring-ring"
      >
        ↕ {said}
      </span>
      <span
        aria-hidden
        className={cn(
          "h-0 flex-1 border-foreground border-t group-hover:border-t-2 group-focus-visible:border-t-2",
          value == null && held == null && "border-dashed",
        )}
      />
    </div>
  );
}
