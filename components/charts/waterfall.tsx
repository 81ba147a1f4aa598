"use client";

import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { bridgeGeometry } from "./bridge-geometry";

export interface WaterfallRow {
  id: string;
  label: string;
  /** Where the bar begins and ends; a total begins at zero. Numbers here are pixels' sake only. */
  from: number;
  to: number;
  total: boolean;
  /** The amount beside the bar. */
  text: string;
  /** Shown on hover: what the row means. */
  title: string;
  /** What the row opens: its definition, its numbers, what is behind it. */
  about?: ReactNode;
}

/** Which way is good news: costs fall, savings rise. */
export type GoodWay = "down" | "up";

/**
 * From one total to another, a row for each step: names at the left, amounts at the right, so that every mark is labelled at any width. Where the steps are
 * small beside the totals the axis is cut and `cut` says from where; where it goes below zero, a line marks zero. Props in, SVG out.
 */
export function Waterfall({
  rows,
  cut,
  label,
  good = "down",
}: {
  rows: readonly WaterfallRow[];
  cut: (from: number) => ReactNode;
  label: string;
  good?: GoodWay;
}) {
  const { low, at } = bridgeGeometry(rows);
  const color = ({ total, from, to }: WaterfallRow): string =>
    total ? "var(--chart-other)" : to < from === (good === "down") ? "var(--chart-2)" : "var(--chart-3)";
  return (
    <figure aria-label={label} className="grid gap-2">
      <ol className="grid gap-1">
        {rows.map((row, index) => {
          const [start, end] = [at(Math.min(row.from, row.to)), at(Math.max(row.from, row.to))];
          const next = rows[index + 1];
          return (
            <li
              key={row.id}
              title={row.title}
              className={cn(
                "relative grid grid-cols-[6.5rem_minmax(0,1fr)_5.5rem] items-center gap-2 rounded-sm text-xs sm:grid-cols-[9rem_minmax(0,1fr)_7rem]",
                row.total && "font-medium",
                row.about && "hover:bg-foreground/3",
              )}
            >
              {row.about ? <Opening row={row} /> : <span className="truncate">{row.label}</span>}
              <svg aria-hidden="true" className="h-6 w-full overflow-visible">
                {low < 0 ? <line x1={`${at(0)}%`} x2={`${at(0)}%`} y1={-2} y2={26} stroke="var(--border)" /> : null}
                <rect x={`${start}%`} y={3} width={`${Math.max(0.4, end - start)}%`} height={18} rx={1} fill={color(row)} />
                {row.total && low > 0 ? <rect x={12} y={0} width={4} height={24} fill="var(--card)" transform="skewX(-12)" /> : null}
                {next ? (
                  <line
                    x1={`${at(row.to)}%`}
                    x2={`${at(row.to)}%`}
                    y1={21}
                    y2={31}
                    stroke="var(--muted-foreground)"
                    strokeDasharray="2 2"
                  />
                ) : null}
              </svg>
              <span className="whitespace-nowrap text-right">{row.text}</span>
            </li>
          );
        })}
      </ol>
      {low > 0 ? <figcaption className="text-muted-foreground text-xs">{cut(low)}</figcaption> : null}
    </figure>
  );
}

/** The name of a row that opens; the whole row is its target. */
function Opening({ row: { label, about } }: { row: WaterfallRow }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button
          type="button"
          className="truncate text-left underline decoration-dotted decoration-muted-foreground/60 underline-offset-2 after:absolute after:inset-0 after:rounded-sm hover:text-primary focus-visible:outline-none focus-visible:after:ring-2 focus-visible:after:ring-ring"
        >
          {label}
        </button>
      </PopoverTrigger>
      <PopoverContent className="max-h-(--radix-popover-content-available-height) w-80 overflow-y-auto" aria-label={label}>
        {about}
      </PopoverContent>
    </Popover>
  );
}
