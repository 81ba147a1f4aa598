"use client";

import { compact } from "../../lib/money";
import { Axes, type BelowLabel } from "./axes";
import { axisUsd } from "./axis-usd";
import {
  apiUsd,
  axisEnd,
  type BreakEvenGeometry,
  type BreakEvenInput,
  breakEvenGeometry,
  crossingPlace,
  flatStart,
} from "./break-even-geometry";
import { labelStep } from "./ticks";

export const FLAT_COLOR = "var(--chart-3)";
/** Small words need more contrast than a line. */
const FLAT_WORDS = `color-mix(in oklab, ${FLAT_COLOR} 70%, var(--foreground))`;
export const API_COLOR = "var(--primary)";

interface BreakEvenLinesProps extends BreakEvenInput {
  /** Beside the lines and marks. */
  labels: { flat: string; api: string; now: string; gap: string; crossing: string };
}

/** Cost a day against tokens a day: the cards' flat line, the API's rising one, where they cross, and where today's traffic stands. Props in, SVG out. */
export function BreakEvenLines({ labels, ...input }: BreakEvenLinesProps) {
  const below = ({ x, tokenTicks, left, right }: BreakEvenGeometry): BelowLabel[] => {
    const step = labelStep(tokenTicks.length, 56, right - left);
    // A word at the right edge ends there, so that nothing of it is cut off.
    return tokenTicks.flatMap((tokens, index) =>
      index % step === 0
        ? [{ x: x(tokens), text: tokens === 0 ? "0" : compact(String(tokens)), anchor: right - x(tokens) < 16 ? "end" : "middle" }]
        : [],
    );
  };
  return (
    <Axes geometry={(width) => breakEvenGeometry(input, width)} below={below} format={axisUsd}>
      {(geometry) => <Marks input={input} labels={labels} geometry={geometry} />}
    </Axes>
  );
}

/** A chart of fewer px between its edges has no room to name its lines: a legend does. */
const NARROW = 420;

function Marks({ input, labels, geometry }: { input: BreakEvenInput; labels: BreakEvenLinesProps["labels"]; geometry: BreakEvenGeometry }) {
  const { x, y, left, right, top, bottom } = geometry;
  const end = axisEnd(input);
  const { flat, today, crossing } = input;
  const now = { x: x(today), gpu: y(flat), api: y(apiUsd(today, input)) };
  const isPast = apiUsd(today, input) >= flat;
  const gapColor = isPast ? "var(--success)" : "var(--warning)";
  const isNarrow = right - left < NARROW;
  const even = crossingPlace(input, geometry);
  const flatAt = isNarrow ? null : flatStart(input, geometry, 190);
  const apiEnd = y(apiUsd(end, input));
  // Left of traffic that is past break-even nothing is above the rising line; before it, nothing is above the flat one.
  const isAfter = !isPast && right - now.x > 140;
  const words = { x: now.x + (isAfter ? 8 : -8), anchor: isAfter ? ("start" as const) : ("end" as const) };
  return (
    <>
      <line x1={now.x} x2={now.x} y1={top} y2={bottom} stroke="var(--muted-foreground)" strokeDasharray="3 3" />
      <line x1={now.x} x2={now.x} y1={now.gpu} y2={now.api} stroke={gapColor} strokeWidth={3} />
      <line x1={x(0)} x2={x(end)} y1={y(flat)} y2={y(flat)} stroke={FLAT_COLOR} strokeWidth={2} />
      <line x1={x(0)} x2={x(end)} y1={y(0)} y2={apiEnd} stroke={API_COLOR} strokeWidth={2} />
      <circle cx={now.x} cy={now.gpu} r={4} fill={FLAT_COLOR} stroke="var(--card)" strokeWidth={1.5} />
      <circle cx={now.x} cy={now.api} r={4} fill={API_COLOR} stroke="var(--card)" strokeWidth={1.5} />
      {flatAt === null ? null : (
        <Word x={flatAt} y={y(flat) - 6} anchor="start" color={FLAT_WORDS}>
          {labels.flat}
        </Word>
      )}
      {isNarrow ? null : (
        <Word x={x(end)} y={Math.max(top + 10, apiEnd - 6)} anchor="end" color={API_COLOR}>
          {labels.api}
        </Word>
      )}
      <Word {...words} y={top + 10} color="var(--muted-foreground)">
        {labels.now}
      </Word>
      <Word {...words} y={top + 24} color={gapColor}>
        {labels.gap}
      </Word>
      {even === null || crossing === null ? null : (
        <>
          <circle cx={x(crossing)} cy={y(flat)} r={5} fill="var(--card)" stroke="var(--foreground)" strokeWidth={1.5} />
          <Word {...even} color="var(--foreground)">
            {labels.crossing}
          </Word>
        </>
      )}
    </>
  );
}

function Word({ x, y, anchor, color, children }: { x: number; y: number; anchor: "start" | "end"; color: string; children: string }) {
  return (
    <text x={x} y={y} textAnchor={anchor} fontSize={11} fill={color} stroke="var(--card)" strokeWidth={4} paintOrder="stroke">
      {children}
    </text>
  );
}
