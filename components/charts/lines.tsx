"use client";

import { useState } from "react";
import { Line, LineChart, ResponsiveContainer } from "recharts";
import { axes, MARGIN } from "./axes";
import { PLOT } from "./plot";
import type { Series } from "./stacked-bars";

export interface LinesProps {
  /** The first is the message; those after it are drawn thin and dashed. */
  series: readonly Series[];
  labels: readonly string[];
  /** Buckets that still run: the stretch that leads there is dashed. */
  partial: ReadonlySet<number>;
  format: (value: number) => string;
}

/** Lines with a gap where a value is unknown. Props in, SVG out. */
export function Lines({ series, labels, partial, format }: LinesProps) {
  const [room, setRoom] = useState(800);
  const whole = (index: number) => !partial.has(index);
  const rows = labels.map((_, index) =>
    Object.fromEntries([
      ["index", index],
      ...series.flatMap(({ id, values }): [string, number | null][] => [
        [id, whole(index) ? (values[index] ?? null) : null],
        [`${id}~`, partial.has(index) || partial.has(index + 1) || partial.has(index - 1) ? (values[index] ?? null) : null],
      ]),
    ]),
  );
  const max = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return (
    <ResponsiveContainer width="100%" height={PLOT.height} onResize={setRoom} initialDimension={{ width: 800, height: PLOT.height }}>
      <LineChart data={rows} margin={MARGIN} accessibilityLayer={false}>
        {axes({ labels, max, format, room })}
        {series.toReversed().flatMap(({ id, color }) => {
          const main = id === series[0]?.id;
          const look = {
            type: "linear" as const,
            stroke: color,
            strokeWidth: main ? 2 : 1.25,
            isAnimationActive: false,
            connectNulls: false,
            activeDot: false,
          };
          const dot = { r: 2, strokeWidth: 0, fill: color };
          return [
            <Line
              key={id}
              dataKey={id}
              {...look}
              dot={labels.length <= 40 && main ? dot : false}
              strokeDasharray={main ? undefined : "4 3"}
            />,
            <Line key={`${id}~`} dataKey={`${id}~`} {...look} dot={false} strokeDasharray="2 3" />,
          ];
        })}
      </LineChart>
    </ResponsiveContainer>
  );
}
