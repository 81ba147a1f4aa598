"use client";

import type { ReactNode } from "react";
import { Surface } from "recharts";
import { Skeleton } from "../ui/skeleton";
import { type Geometry, geometryOf } from "./geometry";
import { PLOT } from "./plot";
import { labelStep } from "./ticks";
import { useWidth } from "./use-width";

const text = { fill: "var(--muted-foreground)", fontSize: 11, stroke: "none" };

/** Light grid, dates below, round values from zero (or from below it) at the left, and the marks that `children` draw between. As wide as its place. */
export function Frame({
  labels,
  min = 0,
  max,
  format,
  every,
  children,
}: {
  labels: readonly string[];
  /** The least value, where one is below zero. */
  min?: number;
  max: number;
  format: (value: number) => string;
  /** Every n-th label stands; by default as many as fit. */
  every?: number;
  children: (geometry: Geometry) => ReactNode;
}) {
  const { place, width } = useWidth();
  const geometry = geometryOf({ count: labels.length, min, max, width });
  const { left, right, bottom, center, y, ticks } = geometry;
  const step = every ?? labelStep(labels.length, 56, right - left);
  return (
    <div ref={place} className="h-full overflow-hidden">
      {width > 0 ? (
        <Surface width={width} height={PLOT.height} className="block">
          {ticks.map((tick) => (
            <line key={tick} x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
          ))}
          {children(geometry)}
          <line x1={left} x2={right} y1={y(0)} y2={y(0)} stroke={min < 0 ? "var(--muted-foreground)" : "var(--border)"} />
          {labels.map((label, index) =>
            index % step === 0 ? (
              <text key={center(index)} {...text} x={center(index)} y={bottom + 8} dy="0.71em" textAnchor="middle">
                {label}
              </text>
            ) : null,
          )}
          {ticks.map((tick) => (
            <text key={tick} {...text} x={left - 8} y={y(tick)} dy="0.355em" textAnchor="end">
              {format(tick)}
            </text>
          ))}
        </Surface>
      ) : (
        <Skeleton className="h-full" />
      )}
    </div>
  );
}
