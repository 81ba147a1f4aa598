import { useId } from "react";
import { heatPaths, type PlacedRow } from "./heat-geometry";

export interface HeatColor<Level extends string> {
  id: Level;
  color: string;
}

interface HeatCellsProps<Level extends string> {
  rows: readonly PlacedRow<{ cells: readonly (number | null)[] }>[];
  width: number;
  count: number;
  colors: readonly HeatColor<Level>[];
  levelOf: (cell: number | null) => Level;
}

/** The cells of a heat map, one path for each colour: 33,600 cells of their own would be slow. What has no colour is unknown and hatched. */
export function HeatCells<Level extends string>({ rows, width, count, colors, levelOf }: HeatCellsProps<Level>) {
  const hatch = `hatch${useId()}`;
  const paths = heatPaths(rows, { width, count, levelOf });
  const known = new Map(colors.map(({ id, color }) => [id, color]));
  return (
    <g shapeRendering="crispEdges">
      <HatchPattern id={hatch} />
      {[...paths].map(([level, d]) => (
        <path key={level} d={d} fill={known.get(level) ?? `url(#${hatch})`} />
      ))}
    </g>
  );
}

/** Diagonal lines: here nothing was measured. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)" shapeRendering="auto">
        <line x1={0} x2={0} y1={0} y2={5} stroke="var(--chart-other)" strokeOpacity={0.85} strokeWidth={1.25} />
      </pattern>
    </defs>
  );
}
