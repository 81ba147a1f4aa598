"use client";

import type { ReactNode } from "react";
import { Surface } from "recharts";
import { Skeleton } from "../ui/skeleton";
import { type Geometry, geometryOf } from "./geometry";
import { PLOT } from "./plot";
import { labelStep } from "./ticks";
import { useWidth } from "./use-width";

const text = { fill: "var(--muted-foreground)", fontSize: 11, stroke: "none" };

/** Light grid, dates below, round values from zero at the left, and the marks that `children` draw between. As wide as its place. */
export function Frame({
  labels,
  max,
  format,
  children,
}: {
  labels: readonly string[];
  max: number;
  format: (value: number) => string;
  children: (geometry: Geometry) => ReactNode;
}) {
  const { place, width } = useWidth();
  const geometry = geometryOf({ count: labels.length, max, width });
  const { left, right, bottom, center, y, ticks } = geometry;
  const step = labelStep(labels.length, 56, right - left);
  return (
    <div ref={place} className="h-full overflow-hidden">
      {width > 0 ? (
        <Surface width={width} height={PLOT.height} className="block">
          {ticks.map((tick) => (
            <line key={tick} x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
          ))}
          {children(geometry)}
          <line x1={left} x2={right} y1={bottom} y2={bottom} stroke="var(--border)" />
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
