"use client";

import { Surface } from "recharts";
import { Skeleton } from "../ui/skeleton";
import { PLOT } from "./plot";
import { useWidth } from "./use-width";
import { bandPaths, linePath, stretches, thinTicks, timeTicks, type WatchPoint, watchGeometry } from "./watch-geometry";

const text = { fill: "var(--muted-foreground)", fontSize: 11, stroke: "none" };

export interface WatchLinesProps {
  points: readonly WatchPoint[];
  /** The span that is drawn, epoch ms; marks of firings are cut to it. */
  from: number;
  to: number;
  zone: string;
  /** While an alert held; `to` null is until the end. */
  firings: readonly { from: number; to: number | null }[];
  format: (value: number) => string;
  /** What is usual is filled, and its edges are lines; else a dashed line is where the value tells. */
  band: boolean;
}

/** A value over time, the line or band it is held against, and where it told: a red stretch with a flag at its start. Props in, SVG out. */
export function WatchLines({ points, from, to, zone, firings, format, band }: WatchLinesProps) {
  const { place, width } = useWidth();
  const geometry = watchGeometry({ points, from, to, width });
  const { left, right, top, bottom, x, y, ticks } = geometry;
  const within = (at: number) => Math.min(right, Math.max(left, x(at)));
  const usual = band ? bandPaths(points, geometry, { floor: ticks[0] ?? 0, ceiling: ticks.at(-1) ?? 1 }) : [];
  return (
    <div ref={place} className="h-full overflow-hidden">
      {width > 0 ? (
        <Surface width={width} height={PLOT.height} className="block">
          {ticks.map((tick) => (
            <line key={tick} x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
          ))}
          {firings.map((firing) => {
            const [start, end] = [within(firing.from), within(firing.to ?? to)];
            return (
              <rect
                key={firing.from}
                x={start}
                y={top}
                width={Math.max(1, end - start)}
                height={bottom - top}
                fill="var(--destructive)"
                fillOpacity={0.14}
              />
            );
          })}
          {usual.map((path) => (
            <path key={path} d={path} fill="var(--primary)" fillOpacity={0.16} />
          ))}
          {(["high", "low"] as const).flatMap((side) =>
            stretches(points, (point) => point[side]).map((run) => (
              <path
                key={`${side} ${run[0]?.at}`}
                d={linePath(run, geometry)}
                fill="none"
                stroke={band ? "var(--primary)" : "var(--muted-foreground)"}
                strokeOpacity={band ? 0.4 : 1}
                strokeWidth={band ? 0.75 : 1.25}
                strokeDasharray={band ? undefined : "4 3"}
              />
            )),
          )}
          {stretches(points, ({ value }) => value).map((run) => (
            <path
              key={run[0]?.at}
              d={linePath(run, geometry)}
              fill="none"
              stroke="var(--primary)"
              strokeWidth={run.length === 1 ? 4 : 1.75}
              strokeLinejoin="round"
              strokeLinecap="round"
            />
          ))}
          <line x1={left} x2={right} y1={bottom} y2={bottom} stroke="var(--border)" />
          {firings.map((firing) => {
            const at = within(firing.from);
            return (
              <g key={firing.from} stroke="var(--destructive)">
                <line x1={at} x2={at} y1={top} y2={bottom} strokeWidth={1.25} />
                <path d={`M${at},${top}l${at > right - 10 ? -8 : 8},4l${at > right - 10 ? 8 : -8},4Z`} fill="var(--destructive)" />
              </g>
            );
          })}
          {thinTicks(timeTicks(from, to, zone), x, 64).map(({ at, text: label }) => (
            <text
              key={at}
              {...text}
              x={x(at)}
              y={bottom + 8}
              dy="0.71em"
              textAnchor={x(at) < left + 16 ? "start" : x(at) > right - 20 ? "end" : "middle"}
            >
              {label}
            </text>
          ))}
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
