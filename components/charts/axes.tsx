"use client";

import { CartesianGrid, XAxis, YAxis } from "recharts";
import { PLOT } from "./plot";
import { labelStep, ticksTo } from "./ticks";

const text = { fill: "var(--muted-foreground)", fontSize: 11 };

/** Light grid, dates below, round values from zero at the left. `room` is the width of the chart in px. */
export function axes({
  labels,
  max,
  format,
  room,
}: {
  labels: readonly string[];
  max: number;
  format: (value: number) => string;
  room: number;
}) {
  const ticks = ticksTo(max);
  const step = labelStep(labels.length, 56, room - PLOT.left - PLOT.right);
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <XAxis
        dataKey="index"
        type="category"
        scale="band"
        ticks={labels.map((_, index) => index).filter((index) => index % step === 0)}
        interval={0}
        tickFormatter={(index: number) => labels[index] ?? ""}
        tick={text}
        tickLine={false}
        axisLine={{ stroke: "var(--border)" }}
        height={PLOT.bottom}
      />
      <YAxis
        width={PLOT.left}
        domain={[0, ticks.at(-1) ?? 1]}
        ticks={ticks}
        tickFormatter={format}
        tick={text}
        tickLine={false}
        axisLine={false}
      />
    </>
  );
}

export const MARGIN = { top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 };
