"use client";

import { Frame } from "./frame";
import { barIn } from "./geometry";

export interface PastBar {
  /** Null is unknown: no bar. */
  value: number | null;
  /** The line it was held against. */
  line: number;
}

/** Bars from zero, each with the level it should not pass; one that does is coloured beyond it. Props in, SVG out. */
export function PastBars({
  bars,
  labels,
  format,
}: {
  bars: readonly PastBar[];
  labels: readonly string[];
  format: (value: number) => string;
}) {
  const known = bars.flatMap(({ value, line }) => [value ?? 0, line]);
  return (
    <Frame labels={labels} min={Math.min(0, ...known) * 1.04} max={Math.max(0, ...known) * 1.04} format={format}>
      {({ left, band, y }) => {
        const { offset, width } = barIn(band, bars.length);
        return bars.map(({ value, line }, index) => {
          const x = left + index * band + offset;
          const within = Math.min(value ?? 0, line);
          return (
            <g key={x}>
              {value == null ? null : (
                <>
                  <rect x={x} y={Math.min(y(0), y(within))} width={width} height={Math.abs(y(0) - y(within))} fill="var(--primary)" />
                  {value > line ? <rect x={x} y={y(value)} width={width} height={y(line) - y(value)} fill="var(--destructive)" /> : null}
                </>
              )}
              <line
                x1={x - offset / 2}
                x2={x + width + offset / 2}
                y1={y(line)}
                y2={y(line)}
                stroke="var(--foreground)"
                strokeWidth={1.5}
              />
            </g>
          );
        });
      }}
    </Frame>
  );
}
