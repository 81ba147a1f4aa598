"use client";

import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { cn } from "../ui/cn";
import { HeatCells, type HeatColor } from "./heat-cells";
import { columnAt, HEAT, type HeatLayout, heatLayout, rowAt } from "./heat-geometry";
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
interface Place {
  row: number;
  column: number | null;
}

/** Rows × columns of coloured cells. Row labels stay while it scrolls; pointer and arrow keys walk in both directions. Props in, SVG out. */
export function HeatMap<Row extends HeatRow, Level extends string>(props: HeatMapProps<Row, Level>) {
  const { label, rows, count, words, tooltip, onPick } = props;
  const { place, width: room } = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const pointer = useRef("mouse");
  const [active, setActive] = useState<Place | null>(null);
  const [spoken, setSpoken] = useState("");
  const hint = useId();
  const layout = useMemo(() => heatLayout(rows), [rows]);
  const [labels, figures] = room < 560 ? [136, 0] : [200, 72];
  const width = Math.max(count * LEAST_COLUMN, room - labels - figures);
  const columnWidth = width / Math.max(1, count);

  const placeAt = (event: PointerEvent): Place | null => {
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !scroller.current) return null;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const row = y < HEAT.head ? null : rowAt(rows.length, y + scroller.current.scrollTop);
    if (row === null) return null;
    // Labels lie over the columns that are scrolled below them.
    return { row, column: x < labels ? null : columnAt(x + scroller.current.scrollLeft - labels, count, width) };
  };
  const walkTo = (row: number, column: number) => {
    const next = { row: Math.max(0, Math.min(layout.rows.length - 1, row)), column: Math.max(0, Math.min(count - 1, column)) };
    const placed = layout.rows[next.row];
    const box = scroller.current;
    if (!placed || !box) return;
    setActive(next);
    setSpoken(words(placed.row, next.column));
    const left = next.column * columnWidth;
    if (placed.top - HEAT.head < box.scrollTop) box.scrollTop = placed.top - HEAT.head;
    else if (placed.top + HEAT.row > box.scrollTop + box.clientHeight) box.scrollTop = placed.top + HEAT.row - box.clientHeight;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (labels + left + columnWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = labels + left + columnWidth - box.clientWidth;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [row, column] = [active?.row ?? 0, active?.column ?? 0];
    const first = active === null;
    const steps: Record<string, [number, number]> = {
      ArrowRight: [row, first || active.column === null ? 0 : column + 1],
      ArrowLeft: [row, first || active.column === null ? count - 1 : column - 1],
      ArrowDown: [first ? 0 : row + 1, column],
      ArrowUp: [first ? layout.rows.length - 1 : row - 1, column],
      Home: [row, 0],
      End: [row, count - 1],
      PageDown: [row + 10, column],
      PageUp: [row - 10, column],
    };
    const step = steps[event.key];
    const at = active ? layout.rows[active.row] : undefined;
    if (step) walkTo(...step);
    else if (event.key === "Escape") setActive(null);
    else if (event.key === "Enter" && at) onPick(at.row);
    else return;
    event.preventDefault();
  };
  const marked = active ? layout.rows[active.row] : undefined;
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
        onPointerUp={(event) => {
          const at = placeAt(event);
          const row = at ? layout.rows[at.row]?.row : undefined;
          // A finger has no way to point without a tap: on a cell it reads, on a label it picks.
          if (pointer.current !== "mouse" && at?.column != null) setActive(at);
          else if (row && event.button === 0) onPick(row);
        }}
      >
        {room > 0 ? (
          <div className="relative" style={{ width: labels + width + figures, height: layout.height }}>
            <Body {...props} layout={layout} labels={labels} width={width} figures={figures} />
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

interface BodyProps<Row extends HeatRow, Level extends string>
  extends Pick<HeatMapProps<Row, Level>, "count" | "ticks" | "groupHead" | "figureHead" | "colors" | "levelOf"> {
  layout: HeatLayout<Row>;
  labels: number;
  width: number;
  figures: number;
}

/** All that does not change while the pointer moves. */
const Body = memo(HeatBody) as typeof HeatBody;

function HeatBody<Row extends HeatRow, Level extends string>({
  layout,
  labels,
  width,
  figures,
  count,
  ticks,
  groupHead,
  figureHead,
  colors,
  levelOf,
}: BodyProps<Row, Level>) {
  const x = (column: number) => (column / Math.max(1, count)) * width;
  return (
    <>
      <div className="sticky top-0 z-20 border-b bg-card text-2xs text-muted-foreground" style={{ height: HEAT.head }}>
        <span className="sticky left-0 z-20 inline-block truncate bg-card pr-2 leading-6" style={{ width: labels, height: HEAT.head - 1 }}>
          {groupHead}
        </span>
        {ticks.map(({ column, text }) => (
          <span key={column} className="absolute top-0 whitespace-nowrap leading-6" style={{ left: labels + x(column) + 2 }}>
            {text}
          </span>
        ))}
        {figures > 0 ? (
          <span className="absolute top-0 right-0 text-right leading-6" style={{ width: figures }}>
            {figureHead}
          </span>
        ) : null}
      </div>
      <svg width={width} height={layout.height} className="absolute top-0" style={{ left: labels }} aria-hidden="true">
        <HeatCells rows={layout.rows} width={width} count={count} colors={colors} levelOf={levelOf} />
        {ticks.map(({ column }) => (
          <line key={column} x1={x(column)} x2={x(column)} y1={HEAT.head} y2={layout.height} stroke="var(--card)" strokeWidth={1.5} />
        ))}
      </svg>
      <div className="sticky left-0 z-10 bg-card text-2xs leading-4" style={{ width: labels, height: layout.height - HEAT.head }}>
        {layout.rows.map(({ row, top: rowTop }) => (
          <div
            key={row.key}
            className={cn(
              "absolute inset-x-0 flex cursor-pointer gap-2 pr-2",
              row.group !== null &&
                rowTop > HEAT.head &&
                "before:absolute before:inset-x-0 before:-top-px before:border-border before:border-t",
            )}
            style={{ top: rowTop - HEAT.head, height: HEAT.row }}
          >
            <span className="min-w-0 flex-1 truncate">{row.group}</span>
            <span className="max-w-[65%] shrink-0 truncate text-muted-foreground">{row.label}</span>
          </div>
        ))}
      </div>
      {figures > 0 ? (
        <div className="absolute top-0 right-0 text-right text-2xs leading-4" style={{ width: figures }} aria-hidden="true">
          {layout.rows.map(({ row, top }) => (
            <span key={row.key} className="absolute right-0" style={{ top }}>
              {row.figure}
            </span>
          ))}
        </div>
      ) : null}
    </>
  );
}
