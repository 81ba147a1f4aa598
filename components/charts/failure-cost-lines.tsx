"use client";

import { Frame } from "./frame";

export interface FailureCostPoint {
  /** Net at this cost of a failure. Numbers here are pixels' sake only. */
  net: number;
  /** Where it may lie; null where there is too little data to say. */
  low: number | null;
  high: number | null;
}

/**
 * What is left of the savings as a failure costs more: a falling line, where it may lie as an area, and where it crosses zero. Positions are in points, also
 * between two. Props in, SVG out.
 */
export function FailureCostLines({
  points,
  labels,
  breakEven,
  now,
  every,
  format,
}: {
  points: readonly FailureCostPoint[];
  labels: readonly string[];
  breakEven: { at: number; label: string } | null;
  now: { at: number; label: string } | null;
  /** Every n-th label stands. */
  every: number;
  format: (value: number) => string;
}) {
  const known = points.flatMap(({ net, low, high }) => [net, low ?? net, high ?? net]);
  return (
    <Frame labels={labels} min={Math.min(0, ...known)} max={Math.max(0, ...known)} format={format} every={every}>
      {({ center, y, top, bottom, left, right }) => {
        const edge = (of: (point: FailureCostPoint) => number) =>
          points.map((point, index) => `${center(index).toFixed(1)},${y(of(point)).toFixed(1)}`);
        const sampled = points.every(({ low, high }) => low != null && high != null);
        const rightHalf = (at: number) => center(at) > (left + right) / 2;
        // The line falls from the upper left to the lower right: a label is clear of it in the other two corners.
        const clear = (at: number) => (rightHalf(at) ? top + 26 : bottom - 8);
        const mark = (one: { at: number; label: string }, color: string, baseline: number) => {
          const x = center(one.at);
          const before = rightHalf(one.at);
          return (
            <g>
              <line x1={x} x2={x} y1={top} y2={bottom} stroke={color} strokeDasharray="3 3" />
              <text
                x={before ? x - 6 : x + 6}
                y={baseline}
                textAnchor={before ? "end" : "start"}
                fontSize={11}
                fill={color}
                stroke="var(--card)"
                strokeWidth={4}
                paintOrder="stroke"
              >
                {one.label}
              </text>
            </g>
          );
        };
        return (
          <>
            {sampled ? (
              <path
                d={`M${edge(({ high, net }) => high ?? net).join("L")}L${edge(({ low, net }) => low ?? net)
                  .toReversed()
                  .join("L")}Z`}
                fill="var(--primary)"
                fillOpacity={0.14}
              />
            ) : null}
            <path d={`M${edge(({ net }) => net).join("L")}`} fill="none" stroke="var(--primary)" strokeWidth={2} />
            {now ? mark(now, "var(--muted-foreground)", clear(now.at)) : null}
            {breakEven ? (
              <>
                {mark(breakEven, "var(--foreground)", top + 10)}
                <circle cx={center(breakEven.at)} cy={y(0)} r={4} fill="var(--card)" stroke="var(--foreground)" strokeWidth={1.5} />
              </>
            ) : null}
          </>
        );
      }}
    </Frame>
  );
}
