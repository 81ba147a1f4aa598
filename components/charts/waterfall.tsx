import type { ReactNode } from "react";
import { cn } from "../ui/cn";
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
}

/**
 * From one total to another, a row for each step: names at the left, amounts at the right, so that every mark is labelled at any width. Where the steps are
 * small beside the totals the axis is cut and `cut` says from where. Props in, SVG out.
 */
export function Waterfall({ rows, cut, label }: { rows: readonly WaterfallRow[]; cut: (from: number) => ReactNode; label: string }) {
  const { low, at } = bridgeGeometry(rows);
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
                "grid grid-cols-[6.5rem_minmax(0,1fr)_5.5rem] items-center gap-2 text-xs sm:grid-cols-[9rem_minmax(0,1fr)_7rem]",
                row.total && "font-medium",
              )}
            >
              <span className="truncate">{row.label}</span>
              <svg aria-hidden="true" className="h-6 w-full overflow-visible">
                <rect
                  x={`${start}%`}
                  y={3}
                  width={`${Math.max(0.4, end - start)}%`}
                  height={18}
                  rx={1}
                  fill={row.total ? "var(--chart-other)" : row.to >= row.from ? "var(--chart-3)" : "var(--chart-2)"}
                />
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
