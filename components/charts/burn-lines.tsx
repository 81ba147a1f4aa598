"use client";

import { Frame } from "./frame";
import type { Geometry } from "./geometry";

/** One bucket: numbers are pixels' sake only, null draws nothing. */
export interface BurnPoint {
  actual: number | null;
  expected: number | null;
  forecast: { value: number; low: number; high: number } | null;
  /** Which share of its bucket has passed. */
  passed: number;
}

export interface BurnLinesProps {
  /** Values add up from zero to the end of each bucket; else each stands for its bucket alone. */
  sum: boolean;
  points: readonly BurnPoint[];
  labels: readonly string[];
  amount: number;
  /** Lines below or above the amount, with their words. */
  thresholds: readonly { value: number; label: string }[];
  amountLabel: string;
  color: string;
  format: (value: number) => string;
}

/** What has come so far as a solid line, the expected one thin, the forecast dashed with its band; the amount and its thresholds level. */
export function BurnLines({ sum, points, labels, amount, thresholds, amountLabel, color, format }: BurnLinesProps) {
  const max = Math.max(
    amount,
    ...thresholds.map(({ value }) => value),
    ...points.flatMap(({ actual, forecast }) => [actual ?? 0, forecast?.high ?? 0]),
  );
  const min = Math.min(0, ...points.flatMap(({ actual, forecast }) => [actual ?? 0, forecast?.low ?? 0]));
  return (
    <Frame labels={labels} min={min * 1.04} max={max * 1.04} format={format}>
      {(geometry) => {
        const { left, right, y } = geometry;
        const { spent, ahead, expected } = linesOf(points, geometry, sum);
        const band = [...ahead.map(({ x, high }) => `${x},${y(high)}`), ...ahead.toReversed().map(({ x, low }) => `${x},${y(low)}`)];
        const last = spent.at(-1)?.at(-1);
        return (
          <>
            {ahead.length > 1 ? <polygon points={band.join(" ")} fill={color} fillOpacity={0.14} /> : null}
            {thresholds.map(({ value, label }) => (
              <Level key={label} {...{ left, right, label }} y={y(value)} stroke="var(--muted-foreground)" dash="2 4" />
            ))}
            <Level left={left} right={right} y={y(amount)} label={amountLabel} stroke="var(--foreground)" />
            <Path points={expected.map(({ x, value }) => [x, y(value)])} stroke="var(--muted-foreground)" width={1.25} dash="1 3" />
            <Path points={ahead.map(({ x, value }) => [x, y(value)])} stroke={color} width={2} dash="5 4" />
            {spent.map((stretch) => (
              <Path key={stretch[0]?.x} points={stretch.map(({ x, value }) => [x, y(value)])} stroke={color} width={2.25} />
            ))}
            {last ? <circle cx={last.x} cy={y(last.value)} r={3} fill={color} /> : null}
          </>
        );
      }}
    </Frame>
  );
}

interface At {
  x: number;
  value: number;
}

/** Sums begin at zero and stand at the end of their bucket, or where it has come to; averages in its middle. Unknown buckets interrupt the line. */
export function linesOf(points: readonly BurnPoint[], { left, band }: Pick<Geometry, "left" | "band">, sum: boolean) {
  const endOf = (index: number, passed = 1) => left + (index + (sum ? passed : 0.5)) * band;
  const spent: At[][] = [];
  let open: At[] | null = sum && points.length > 0 ? [{ x: left, value: 0 }] : null;
  for (const [index, { actual, passed }] of points.entries()) {
    if (actual == null) {
      open = null;
      continue;
    }
    const at = { x: endOf(index, passed), value: actual };
    if (open) open.push(at);
    else open = [at];
    if (!spent.includes(open)) spent.push(open);
  }
  const now = spent.at(-1)?.at(-1);
  const coming = points.flatMap(({ forecast }, index) => (forecast ? [{ x: endOf(index), ...forecast }] : []));
  const ahead = now && coming.length > 0 ? [{ ...now, low: now.value, high: now.value }, ...coming] : coming;
  const expected = points.flatMap(({ expected: value }, index) => (value == null ? [] : [{ x: endOf(index), value }]));
  return { spent, ahead, expected: expected.length > 0 ? [{ x: left, value: 0 }, ...expected] : [] };
}

function Path({ points, stroke, width, dash }: { points: (readonly [number, number])[]; stroke: string; width: number; dash?: string }) {
  if (points.length < 2) return null;
  return (
    <polyline
      points={points.map((point) => point.join(",")).join(" ")}
      fill="none"
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dash}
      strokeLinejoin="round"
    />
  );
}

function Level({
  left,
  right,
  y,
  label,
  stroke,
  dash,
}: {
  left: number;
  right: number;
  y: number;
  label: string;
  stroke: string;
  dash?: string;
}) {
  return (
    <>
      <line x1={left} x2={right} y1={y} y2={y} stroke={stroke} strokeDasharray={dash} />
      <text x={left + 6} y={y - 4} fill="var(--muted-foreground)" fontSize={11} stroke="var(--card)" strokeWidth={3} paintOrder="stroke">
        {label}
      </text>
    </>
  );
}
