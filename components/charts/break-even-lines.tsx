"use client";

import { compact } from "../../lib/money";
import { Axes, type BelowLabel } from "./axes";
import { axisUsd } from "./axis-usd";
import { apiUsd, axisEnd, type BreakEvenGeometry, type BreakEvenInput, breakEvenGeometry, freeStart } from "./break-even-geometry";
import { labelStep } from "./ticks";

interface BreakEvenLinesProps extends BreakEvenInput {
  /** Beside the lines and marks. */
  labels: { flat: string; flatShort: string; api: string; now: string; gap: string; crossing: string };
}

/** Cost a day against tokens a day: the cards' flat line, the API's rising one, where they cross, and where today's traffic stands. Props in, SVG out. */
export function BreakEvenLines({ labels, ...input }: BreakEvenLinesProps) {
  const below = ({ x, tokenTicks, left, right }: BreakEvenGeometry): BelowLabel[] => {
    const step = labelStep(tokenTicks.length, 56, right - left);
    return tokenTicks.flatMap((tokens, index) =>
      index % step === 0 ? [{ x: x(tokens), text: tokens === 0 ? "0" : compact(String(tokens)), anchor: "middle" as const }] : [],
    );
  };
  return (
    <Axes geometry={(width) => breakEvenGeometry(input, width)} below={below} format={axisUsd}>
      {(geometry) => <Marks input={input} labels={labels} geometry={geometry} />}
    </Axes>
  );
}

function Marks({
  input,
  labels,
  geometry: { x, y, left, right, top, bottom },
}: {
  input: BreakEvenInput;
  labels: BreakEvenLinesProps["labels"];
  geometry: BreakEvenGeometry;
}) {
  const end = axisEnd(input);
  const { flat, today, crossing } = input;
  const atToday = { x: x(today), gpu: y(flat), api: y(apiUsd(today, input)) };
  const dearer = apiUsd(today, input) < flat;
  const gapColor = dearer ? "var(--warning)" : "var(--success)";
  const after = right - atToday.x > 140;
  // The rising line lies above the flat one after the crossing and below it before: there the words are free.
  const isRoomAfter = crossing != null && right - x(crossing) > 150;
  const isNarrow = right - left < 420;
  const flatAt = freeStart([x(0) + 4, atToday.x + 8], isNarrow ? 80 : 190, [atToday.x, ...(crossing == null ? [] : [x(crossing)])]);
  const apiEnd = y(apiUsd(end, input));
  return (
    <>
      <line x1={atToday.x} x2={atToday.x} y1={top} y2={bottom} stroke="var(--muted-foreground)" strokeDasharray="3 3" />
      <line x1={atToday.x} x2={atToday.x} y1={atToday.gpu} y2={atToday.api} stroke={gapColor} strokeWidth={3} />
      <line x1={x(0)} x2={x(end)} y1={y(flat)} y2={y(flat)} stroke="var(--chart-3)" strokeWidth={2} />
      <line x1={x(0)} x2={x(end)} y1={y(0)} y2={apiEnd} stroke="var(--primary)" strokeWidth={2} />
      <circle cx={atToday.x} cy={atToday.gpu} r={4} fill="var(--chart-3)" stroke="var(--card)" strokeWidth={1.5} />
      <circle cx={atToday.x} cy={atToday.api} r={4} fill="var(--primary)" stroke="var(--card)" strokeWidth={1.5} />
      {crossing == null || crossing > end ? null : (
        <circle cx={x(crossing)} cy={y(flat)} r={5} fill="var(--card)" stroke="var(--foreground)" strokeWidth={1.5} />
      )}
      <Word x={flatAt} y={y(flat) - 6} anchor="start" color="var(--chart-3)">
        {isNarrow ? labels.flatShort : labels.flat}
      </Word>
      <Word x={x(end)} y={Math.max(top + 10, apiEnd - 6)} anchor="end" color="var(--primary)">
        {labels.api}
      </Word>
      <Word x={atToday.x + (after ? 8 : -8)} y={bottom - 22} anchor={after ? "start" : "end"} color="var(--muted-foreground)">
        {labels.now}
      </Word>
      <Word x={atToday.x + (after ? 8 : -8)} y={bottom - 8} anchor={after ? "start" : "end"} color={gapColor}>
        {labels.gap}
      </Word>
      {crossing == null || crossing > end ? null : isRoomAfter ? (
        <Word x={x(crossing) + 8} y={y(flat) + 18} anchor="start" color="var(--foreground)">
          {labels.crossing}
        </Word>
      ) : (
        <Word x={x(crossing) - 6} y={y(flat) - 22} anchor="end" color="var(--foreground)">
          {labels.crossing}
        </Word>
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
