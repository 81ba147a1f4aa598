"use client";

import { Frame } from "./frame";
import { barIn } from "./geometry";

export interface GrossNet {
  /** Null is unknown: no bar. Numbers here are pixels' sake only. */
  gross: number | null;
  net: number | null;
}

export const GROSS_COLOR = "color-mix(in oklab, var(--chart-1) 30%, var(--card))";
export const NET_COLOR = "var(--chart-1)";
export const LOSS_COLOR = "var(--chart-3)";

/** What was saved, light, and in front of it what was left of it; below zero in another colour. Props in, SVG out. */
export function GrossNetBars({
  bars,
  labels,
  partial,
  format,
}: {
  bars: readonly GrossNet[];
  labels: readonly string[];
  /** Buckets that still run or are cut: their bar is light. */
  partial: ReadonlySet<number>;
  format: (value: number) => string;
}) {
  const known = bars.flatMap(({ gross, net }) => [gross ?? 0, net ?? 0]);
  return (
    <Frame labels={labels} min={Math.min(0, ...known)} max={Math.max(0, ...known)} format={format}>
      {({ left, band, y }) => {
        const { offset, width } = barIn(band, bars.length);
        const inset = width * 0.25;
        return bars.map(({ gross, net }, index) => {
          const x = left + index * band + offset;
          return (
            <g key={x} opacity={partial.has(index) ? 0.45 : 1}>
              {gross == null ? null : <rect x={x} width={width} fill={GROSS_COLOR} {...between(y(0), y(gross))} />}
              {net == null ? null : (
                <rect x={x + inset} width={width - 2 * inset} fill={net < 0 ? LOSS_COLOR : NET_COLOR} {...between(y(0), y(net))} />
              )}
            </g>
          );
        });
      }}
    </Frame>
  );
}

const between = (a: number, b: number) => ({ y: Math.min(a, b), height: Math.max(a === b ? 0 : 0.5, Math.abs(a - b)) });
