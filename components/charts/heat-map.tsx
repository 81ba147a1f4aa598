"use client";

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { cn } from "../ui/cn";
import { HeatBody } from "./heat-body";
import type { HeatColor } from "./heat-cells";
import { columnAt, HEAT, heatLayout, rowAt } from "./heat-geometry";
import { type HeatPlace, heatStep, scrollTo } from "./heat-walk";
import { useWidth } from "./use-width";

export interface HeatRow {
  key: string;
  /** What rows have in common, on the first of them; null on the others. */
  group: string | null;
  label: string;
  /** The row's own figure, at its end. */
  figure: string;
  cells: readonly (number | null)[];
}

export interface HeatMapProps<Row extends HeatRow, Level extends string> {
  label: string;
  rows: readonly Row[];
  /** How many columns; `ticks` are what stands over some of them, a rule below each. */
  count: number;
  ticks: readonly { column: number; text: string }[];
  groupHead: string;
  figureHead: string;
  colors: readonly HeatColor<Level>[];
  levelOf: (cell: number | null) => Level;
  /** Of a row and a column; null column: of the row alone. */
  words: (row: Row, column: number | null) => string;
  tooltip: (row: Row, column: number | null) => ReactNode;
  /** Click on a row, or Enter. */
  onPick: (row: Row) => void;
}

/** Narrower, a column can't be told from its neighbour; a map of more columns scrolls sideways. */
const LEAST_COLUMN = 5;
const TOOLTIP = 256;

/** Rows × columns of coloured cells. Row labels stay while it scrolls; pointer and arrow keys walk in both directions. Props in, SVG out. */
export function HeatMap<Row extends HeatRow, Level extends string>(props: HeatMapProps<Row, Level>) {
  const { label, rows, count, words, tooltip, onPick } = props;
  const { place, width: room } = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const pointer = useRef("mouse");
  const [active, setActive] = useState<HeatPlace | null>(null);
  const [spoken, setSpoken] = useState("");
  const hint = useId();
  const layout = useMemo(() => heatLayout(rows), [rows]);
  const [labels, figures] = room < 560 ? [136, 0] : [200, 72];
  const width = Math.max(count * LEAST_COLUMN, room - labels - figures);
  const columnWidth = width / Math.max(1, count);

  const placeAt = (event: MouseEvent): HeatPlace | null => {
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !scroller.current) return null;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const row = y < HEAT.head ? null : rowAt(rows.length, y + scroller.current.scrollTop);
    if (row === null) return null;
    // Labels lie over the columns that are scrolled below them.
    return { row, column: x < labels ? null : columnAt(x + scroller.current.scrollLeft - labels, count, width) };
  };
  const marked = active ? layout.rows[active.row] : undefined;
  const walkTo = (next: HeatPlace) => {
    const placed = layout.rows[next.row];
    const box = scroller.current;
    if (!placed || !box) return;
    setActive(next);
    setSpoken(words(placed.row, next.column));
    const left = labels + (next.column ?? 0) * columnWidth;
    box.scrollTop = scrollTo(box.scrollTop, { start: placed.top, end: placed.top + HEAT.row, room: box.clientHeight, margin: HEAT.head });
    box.scrollLeft = scrollTo(box.scrollLeft, { start: left, end: left + columnWidth, room: box.clientWidth, margin: labels });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = heatStep(event.key, active, { rows: rows.length, columns: count });
    if (next) walkTo(next);
    else if (event.key === "Escape") setActive(null);
    else if (event.key === "Enter" && marked) onPick(marked.row);
    else return;
    event.preventDefault();
  };
  const box = scroller.current;
  const tip =
    marked && active && box
      ? tooltipAt(box, { top: marked.top, left: labels + (active.column ?? 0) * columnWidth, width: columnWidth })
      : null;

  return (
    <div ref={place} className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this group is one chart. */}
      <div
        ref={scroller}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the cells.
        tabIndex={0}
        aria-label={label}
        aria-describedby={hint}
        className="relative max-h-[560px] max-sm:max-h-[440px] select-none overflow-auto rounded-sm print:max-h-none print:overflow-visible"
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onScroll={() => setActive((now) => (now ? { ...now } : null))}
        onPointerDown={(event) => {
          pointer.current = event.pointerType;
        }}
        onPointerMove={(event) => event.pointerType === "mouse" && setActive(placeAt(event))}
        onPointerLeave={(event) => event.pointerType === "mouse" && setActive(null)}
        onClick={(event) => {
          const at = placeAt(event);
          const row = at ? layout.rows[at.row]?.row : undefined;
          // A finger has no way to point without a tap: on a cell it reads, on a name it picks.
          if (pointer.current !== "mouse" && at?.column != null) setActive(at);
          else if (row) onPick(row);
        }}
      >
        {room > 0 ? (
          <div className="relative" style={{ width: labels + width + figures, height: layout.height }}>
            <HeatBody {...props} layout={layout} labels={labels} width={width} figures={figures} />
            {marked && active ? (
              <>
                <div
                  className="pointer-events-none absolute left-0 z-10 w-full bg-foreground/8 ring-1 ring-foreground/50 ring-inset"
                  style={{ top: marked.top - 1, height: HEAT.row }}
                />
                {active.column === null ? null : (
                  <div
                    className="pointer-events-none absolute bottom-0 bg-foreground/8 outline outline-foreground/40"
                    style={{ top: HEAT.head, left: labels + active.column * columnWidth, width: columnWidth }}
                  />
                )}
              </>
            ) : null}
          </div>
        ) : null}
      </div>
      {marked && active && tip ? (
        <div
          className={cn("pointer-events-none absolute z-30 rounded-md border bg-popover p-2 text-xs", tip.above && "-translate-y-full")}
          style={{ width: TOOLTIP, left: tip.left, top: tip.top }}
        >
          {tooltip(marked.row, active.column)}
        </div>
      ) : null}
      <span id={hint} className="sr-only">
        Arrow keys go from cell to cell, Home and End to the first and last hour, Page Up and Page Down ten rows, Enter filters to the row.
        The same figures stand in the table view.
      </span>
      <span className="sr-only" aria-live="polite">
        {spoken}
      </span>
    </div>
  );
}

/** Beside the cell and under its row, or where there is no room, before it and above; never beyond the map's sides. */
function tooltipAt(box: HTMLElement, cell: { top: number; left: number; width: number }): { left: number; top: number; above: boolean } {
  const [left, top] = [cell.left - box.scrollLeft, cell.top - box.scrollTop];
  const after = left + cell.width + 8;
  const wanted = after + TOOLTIP <= box.clientWidth ? after : left - 8 - TOOLTIP;
  const above = top > box.clientHeight / 2;
  return { left: Math.max(0, Math.min(wanted, box.clientWidth - TOOLTIP)), top: above ? top - 4 : top + HEAT.row + 4, above };
}
