"use client";

import { useState } from "react";
import { Bar, BarChart, ResponsiveContainer } from "recharts";
import { axes, MARGIN } from "./axes";
import { PLOT } from "./plot";

export interface Series {
  /** Unique in the chart. */
  id: string;
  label: string;
  color: string;
  /** Null is unknown: no mark. Numbers here are pixels' sake only. */
  values: readonly (number | null)[];
}

export interface StackedBarsProps {
  /** From the bottom of the stack to its top. */
  series: readonly Series[];
  labels: readonly string[];
  /** Buckets that still run or are cut: drawn dashed. */
  partial: ReadonlySet<number>;
  format: (value: number) => string;
  onPick?: (id: string) => void;
}

interface MarkProps {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  index?: number;
}

/** Bars from zero, stacked. Props in, SVG out. */
export function StackedBars({ series, labels, partial, format, onPick }: StackedBarsProps) {
  const [room, setRoom] = useState(800);
  const rows = labels.map((_, index) =>
    Object.fromEntries([["index", index], ...series.map(({ id, values }) => [id, values[index] ?? null])]),
  );
  const max = Math.max(0, ...labels.map((_, index) => series.reduce((sum, { values }) => sum + Math.max(0, values[index] ?? 0), 0)));
  return (
    <ResponsiveContainer width="100%" height={PLOT.height} onResize={setRoom} initialDimension={{ width: 800, height: PLOT.height }}>
      <BarChart data={rows} margin={MARGIN} accessibilityLayer={false} barCategoryGap={labels.length > 60 ? "10%" : "20%"}>
        {axes({ labels, max, format, room })}
        {series.map(({ id, color }) => (
          <Bar
            key={id}
            dataKey={id}
            stackId="all"
            isAnimationActive={false}
            maxBarSize={56}
            fill={color}
            shape={(mark: MarkProps) => (
              <Mark {...mark} color={color} dashed={partial.has(mark.index ?? -1)} onPick={onPick ? () => onPick(id) : undefined} />
            )}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Mark({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  color,
  dashed,
  onPick,
}: MarkProps & { color: string; dashed: boolean; onPick?: () => void }) {
  if (!(height > 0) || !(width > 0)) return null;
  const outlined = dashed && height > 5;
  const look = dashed ? { fillOpacity: 0.3, ...(outlined ? { stroke: color, strokeDasharray: "3 2", strokeWidth: 1 } : {}) } : {};
  const inset = outlined ? 0.5 : 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the legend's buttons do the same by keyboard.
    <rect
      x={x + inset}
      y={y + inset}
      width={Math.max(0, width - 2 * inset)}
      height={Math.max(0.5, height - 2 * inset)}
      fill={color}
      {...look}
      onClick={onPick}
      className={onPick ? "cursor-pointer" : undefined}
    />
  );
}
