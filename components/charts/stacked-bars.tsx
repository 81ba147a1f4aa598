"use client";

import { Layer } from "recharts";
import { Frame } from "./frame";
import { barIn } from "./geometry";
import { reach } from "./reach";

export interface Series {
  /** Unique in the chart. */
  id: string;
  label: string;
  color: string;
  /** Null is unknown: no mark. Numbers here are pixels' sake only. */
  values: readonly (number | null)[];
}

export interface StackedBarsProps {
  /** From the bottom of the stack to its top. */
  series: readonly Series[];
  labels: readonly string[];
  /** Buckets that still run or are cut: drawn dashed. */
  partial: ReadonlySet<number>;
  format: (value: number) => string;
  onPick?: (id: string) => void;
}

/** Bars from zero, stacked: what is above zero upwards, what is below it downwards. Props in, SVG out. */
export function StackedBars({ series, labels, partial, format, onPick }: StackedBarsProps) {
  const stacks = labels.map((_, index) => series.map(({ values }) => values[index] ?? 0));
  const max = Math.max(0, ...stacks.map((stack) => reach(stack, 1)));
  const min = Math.min(0, ...stacks.map((stack) => reach(stack, -1)));
  return (
    <Frame labels={labels} min={min} max={max} format={format}>
      {({ left, band, y }) => {
        const { offset, width } = barIn(band, labels.length);
        return series.map(({ id, color }, position) => (
          <Layer key={id}>
            {stacks.map((stack, index) => {
              const value = stack[position] ?? 0;
              const start = reach(stack.slice(0, position), value < 0 ? -1 : 1);
              const [top, end] = [Math.min(y(start), y(start + value)), Math.max(y(start), y(start + value))];
              const x = left + index * band + offset;
              return (
                <Mark
                  key={x}
                  x={x}
                  y={top}
                  width={width}
                  height={end - top}
                  color={color}
                  dashed={partial.has(index)}
                  onPick={onPick ? () => onPick(id) : undefined}
                />
              );
            })}
          </Layer>
        ));
      }}
    </Frame>
  );
}

interface MarkProps {
  x: number;
  y: number;
  width: number;
  height: number;
  color: string;
  dashed: boolean;
  onPick?: () => void;
}

function Mark({ x, y, width, height, color, dashed, onPick }: MarkProps) {
  if (!(height > 0) || !(width > 0)) return null;
  const outlined = dashed && height > 5;
  const look = dashed ? { fillOpacity: 0.3, ...(outlined ? { stroke: color, strokeDasharray: "3 2", strokeWidth: 1 } : {}) } : {};
  const inset = outlined ? 0.5 : 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the legend's buttons do the same by keyboard.
    <rect
      x={x + inset}
      y={y + inset}
      width={Math.max(0, width - 2 * inset)}
      height={Math.max(0.5, height - 2 * inset)}
      fill={color}
      {...look}
      onClick={onPick}
      className={onPick ? "cursor-pointer" : undefined}
    />
  );
}
