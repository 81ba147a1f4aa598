"use client";

import { Layer } from "recharts";
import { Frame } from "./frame";
import { linePath } from "./line-path";
import type { Series } from "./stacked-bars";

export interface LinesProps {
  /** The first is the message; those after it are drawn thin and dashed, unless they are `equal`. */
  series: readonly Series[];
  equal?: boolean;
  /** The axis reaches at least this far. */
  reach?: number;
  labels: readonly string[];
  /** Buckets that still run: the stretch that leads there is dashed. */
  partial: ReadonlySet<number>;
  format: (value: number) => string;
}

/** Lines with a gap where a value is unknown. Props in, SVG out. */
export function Lines({ series, equal = false, reach = 0, labels, partial, format }: LinesProps) {
  const known = series.flatMap(({ values }) => values.map((value) => value ?? 0));
  const beside = (index: number) => partial.has(index) || partial.has(index + 1) || partial.has(index - 1);
  return (
    <Frame labels={labels} min={Math.min(0, ...known)} max={Math.max(reach, 0, ...known)} format={format}>
      {({ center, y }) =>
        series.toReversed().map(({ id, color, values }) => {
          const main = equal || id === series[0]?.id;
          const points = (shown: (index: number) => boolean) =>
            labels.map((_, index) => {
              const value = values[index];
              return { x: center(index), y: value == null || !shown(index) ? null : y(value) };
            });
          const whole = points((index) => !partial.has(index));
          const look = { stroke: color, strokeWidth: main ? 2 : 1.25, fill: "none" };
          return (
            <Layer key={id}>
              <path {...look} d={linePath(whole)} {...(main ? { strokeLinecap: "round" } : { strokeDasharray: "4 3" })} />
              <path {...look} d={linePath(points(beside))} strokeDasharray="2 3" />
              {main && labels.length <= 40
                ? whole.map(({ x, y: at }) => (at == null ? null : <circle key={x} cx={x} cy={at} r={2} fill={color} />))
                : null}
            </Layer>
          );
        })
      }
    </Frame>
  );
}
