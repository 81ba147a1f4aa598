"use client";

import { Axes, type BelowLabel } from "./axes";
import { bandPaths, linePath, stretches, thinTicks, timeTicks, type WatchGeometry, type WatchPoint, watchGeometry } from "./watch-geometry";

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
  const below = ({ left, right, x }: WatchGeometry): BelowLabel[] =>
    thinTicks(timeTicks(from, to, zone), x, 64).map(({ at, text }) => ({
      x: x(at),
      text,
      anchor: x(at) < left + 16 ? "start" : x(at) > right - 20 ? "end" : "middle",
    }));
  return (
    <Axes geometry={(width) => watchGeometry({ points, from, to, width })} below={below} format={format}>
      {(geometry) => (
        <>
          <Firings firings={firings} geometry={geometry} to={to} look="stretch" />
          <Lines points={points} band={band} geometry={geometry} />
          <Firings firings={firings} geometry={geometry} to={to} look="flag" />
        </>
      )}
    </Axes>
  );
}

function Lines({ points, band, geometry }: Pick<WatchLinesProps, "points" | "band"> & { geometry: WatchGeometry }) {
  const { ticks } = geometry;
  const usual = band ? bandPaths(points, geometry, { floor: ticks[0] ?? 0, ceiling: ticks.at(-1) ?? 1 }) : [];
  return (
    <>
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
    </>
  );
}

type FiringsProps = Pick<WatchLinesProps, "firings" | "to"> & { geometry: WatchGeometry; look: "stretch" | "flag" };

function Firings({ firings, to, geometry: { left, right, top, bottom, x }, look }: FiringsProps) {
  const within = (at: number) => Math.min(right, Math.max(left, x(at)));
  return firings.map((firing) => {
    const [start, end] = [within(firing.from), within(firing.to ?? to)];
    if (look === "stretch")
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
    const back = start > right - 10 ? -8 : 8;
    return (
      <g key={firing.from} stroke="var(--destructive)">
        <line x1={start} x2={start} y1={top} y2={bottom} strokeWidth={1.25} />
        <path d={`M${start},${top}l${back},4l${-back},4Z`} fill="var(--destructive)" />
      </g>
    );
  });
}
