"use client";

import type { ReactNode } from "react";
import { Surface } from "recharts";
import { Skeleton } from "../ui/skeleton";
import { PLOT } from "./plot";
import { useWidth } from "./use-width";

/** What every chart knows of where things lie, in px. */
export interface AxisGeometry {
  left: number;
  right: number;
  bottom: number;
  y: (value: number) => number;
  ticks: readonly number[];
}

/** A label below the plot. */
export interface BelowLabel {
  x: number;
  text: string;
  anchor: "start" | "middle" | "end";
}

interface AxesProps<Geometry extends AxisGeometry> {
  /** Of a chart so wide. */
  geometry: (width: number) => Geometry;
  below: (geometry: Geometry) => readonly BelowLabel[];
  format: (value: number) => string;
  children: (geometry: Geometry) => ReactNode;
}

const label = { fill: "var(--muted-foreground)", fontSize: 11, stroke: "none" };

/** Light grid, a line at zero, labels below, values at the left, and the marks that `children` draw between. As wide as its place. */
export function Axes<Geometry extends AxisGeometry>({ geometry: geometryOf, below, format, children }: AxesProps<Geometry>) {
  const { place, width } = useWidth();
  const geometry = geometryOf(width);
  const { left, right, bottom, y, ticks } = geometry;
  const isBelow = (ticks[0] ?? 0) < 0;
  return (
    <div ref={place} className="h-full overflow-hidden">
      {width > 0 ? (
        <Surface width={width} height={PLOT.height} className="block">
          {ticks.map((tick) => (
            <line key={tick} x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
          ))}
          {children(geometry)}
          <line x1={left} x2={right} y1={y(0)} y2={y(0)} stroke={isBelow ? "var(--muted-foreground)" : "var(--border)"} />
          {below(geometry).map(({ x, text, anchor }) => (
            <text key={x} {...label} x={x} y={bottom + 8} dy="0.71em" textAnchor={anchor}>
              {text}
            </text>
          ))}
          {ticks.map((tick) => (
            <text key={tick} {...label} x={left - 8} y={y(tick)} dy="0.355em" textAnchor="end">
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
